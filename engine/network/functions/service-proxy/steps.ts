import type { ObjectUse, StepShape } from "../../../trace/step.ts";
import type { Protocol } from "../../../values/protocol.ts";
import type { Entrance } from "./frontends.ts";

interface Recorded extends StepShape {
  readonly function: "service-proxy";
  /** What wrote the rules: iptables, nftables, ipvs or the CNI. */
  readonly mode: string;
  readonly service: ObjectUse;
  /** What kind of address the client used. */
  readonly entrance: Entrance;
  readonly address: string;
  readonly port: number;
  readonly protocol: Protocol;
  /** Node whose rules decided. */
  readonly node: string;
}

export type ServiceProxyStep =
  /** The Service address was replaced by an endpoint's; one of `of` equal choices. */
  | (Recorded & {
      readonly code: "translated";
      readonly endpoint: string;
      readonly targetPort: number;
      readonly of: number;
      /** Address that the server sees instead of the client's. */
      readonly masqueradedAs?: string;
      /** Seconds for which the same client comes back to the same endpoint. */
      readonly affinity?: number;
      /** The client came back within that time, to the endpoint it had. */
      readonly kept?: true;
    })
  /** The Service port has no usable endpoint anywhere: rejected at once. `unready` counts those left out. */
  | (Recorded & { readonly code: "no-endpoints"; readonly unready: number })
  /** The Service is idle: the packet waits for nobody, and the cluster is told that somebody wants its pods. */
  | (Recorded & { readonly code: "held-back" })
  /** Endpoints exist, but none on this node, and the traffic policy is Local: dropped. */
  | (Recorded & { readonly code: "no-local-endpoints"; readonly policy: string })
  /** IPVS sends it to another node without hiding the client, so the answer comes back by a way nobody expects. */
  | (Recorded & { readonly code: "reply-lost"; readonly policy: string })
  /** A load balancer sends nothing to nodes whose health check fails: none has an endpoint of its own. */
  | (Recorded & { readonly code: "no-healthy-node" })
  /** No node answers for the load balancer's address: none may announce it, or no endpoint can serve. */
  | (Recorded & { readonly code: "not-announced" })
  /** The load balancer's address lets other sources in only. */
  | (Recorded & {
      readonly code: "source-refused";
      readonly source: string;
      readonly ranges: readonly string[];
    })
  /** The address belongs to the Service, the port does not: no rule matches, the packet is routed away and lost. */
  | (Recorded & { readonly code: "port-not-served"; readonly ports: readonly string[] })
  /** The address belongs to the Service, the port does not, and the rules reject what no Service wants. */
  | (Recorded & { readonly code: "port-rejected"; readonly ports: readonly string[] })
  /** A cluster IP exists only in the rules of the nodes; nothing outside them answers for it. */
  | (Recorded & { readonly code: "not-routed-outside" })
  | UnallocatedStep;

/** The rules drop what is for an address of the service range that no Service has. */
export interface UnallocatedStep extends StepShape {
  readonly function: "service-proxy";
  readonly code: "address-unallocated";
  readonly mode: string;
  readonly address: string;
  readonly node: string;
}
