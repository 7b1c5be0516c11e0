import type { ObjectUse, StepShape } from "../../../trace/step.ts";
import type { Protocol } from "../../../values/protocol.ts";

interface Recorded extends StepShape {
  readonly function: "service-proxy";
  readonly mode: string;
  readonly service: ObjectUse;
  readonly address: string;
  readonly port: number;
  readonly protocol: Protocol;
}

export type ServiceProxyStep =
  /** The Service address was replaced by an endpoint's; one of `of` equal choices. */
  | (Recorded & {
      readonly code: "translated";
      readonly endpoint: string;
      readonly targetPort: number;
      readonly of: number;
    })
  /** The Service port has no usable endpoint anywhere: rejected at once. `unready` counts those left out. */
  | (Recorded & { readonly code: "no-endpoints"; readonly unready: number })
  /** Endpoints exist, but none on this node, and the traffic policy is Local: dropped. */
  | (Recorded & { readonly code: "no-local-endpoints"; readonly node: string })
  /** The address belongs to the Service, the port does not: no rule matches, the packet is routed away and lost. */
  | (Recorded & { readonly code: "port-not-served"; readonly ports: readonly string[] })
  /** A cluster IP exists only in the rules of the nodes; nothing outside them answers for it. */
  | (Recorded & { readonly code: "not-routed-outside" });
