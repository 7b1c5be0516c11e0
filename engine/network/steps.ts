import type { StepShape } from "../trace/step.ts";
import type { ClusterDnsStep } from "./functions/cluster-dns/steps.ts";
import type { EgressFirewallStep } from "./functions/egress-firewall/steps.ts";
import type { EgressIpStep } from "./functions/egress-ip/steps.ts";
import type { GatewayStep } from "./functions/gateway/steps.ts";
import type { IngressStep } from "./functions/ingress/steps.ts";
import type { MasqueradeStep } from "./functions/masquerade/steps.ts";
import type { NetworkPolicyStep } from "./functions/network-policy/steps.ts";
import type { NodeFirewallStep } from "./functions/node-firewall/steps.ts";
import type { PodLinkStep } from "./functions/pod-link/steps.ts";
import type { RouteStep } from "./functions/route/steps.ts";
import type { ServiceProxyStep } from "./functions/service-proxy/steps.ts";

/** What the floor itself records, beside its functions. */
export type ConnectionStep = StepShape & { readonly function: "network" } & (
    | {
        /** The answer goes back on the connection that was allowed. */
        readonly code: "reply";
        readonly from: string;
        /** The Service address that the client used, put back as the source; absent when none was translated. */
        readonly restored?: string;
      }
    | {
        /** The loopback interface: nobody else's packets are there, and none leaves it. */
        readonly code: "loopback";
        readonly address: string;
        /** Whose it is. */
        readonly of: "pod" | "node" | "client";
      }
    | {
        /** The client has no address of the destination's family. */
        readonly code: "no-route";
        readonly address: string;
        readonly family: string;
      }
  );

/** Every step that the data plane can record. */
export type Step =
  | ClusterDnsStep
  | EgressFirewallStep
  | EgressIpStep
  | GatewayStep
  | IngressStep
  | MasqueradeStep
  | NetworkPolicyStep
  | NodeFirewallStep
  | PodLinkStep
  | RouteStep
  | ServiceProxyStep
  | ConnectionStep;
