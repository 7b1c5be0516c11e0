import type { ObjectUse, StepShape } from "../../../trace/step.ts";
import type { ObjectName } from "../../../values/object-name.ts";
import type { Protocol } from "../../../values/protocol.ts";

/** The packet as it leaves the pod's namespace, Service addresses translated. */
export interface EgressFacts {
  readonly pod: ObjectName;
  readonly firewall: ObjectUse;
  readonly address: string;
  readonly port: number;
  readonly protocol: Protocol;
}

interface Recorded extends StepShape {
  readonly function: "egress-firewall";
}

export type EgressFirewallStep =
  /** The first rule that matches allows the destination. */
  | (Recorded & EgressFacts & { readonly code: "allowed"; readonly rule: number })
  /** The first rule that matches denies the destination. */
  | (Recorded & EgressFacts & { readonly code: "denied"; readonly rule: number })
  /** No rule matches, so the destination stays reachable. */
  | (Recorded & EgressFacts & { readonly code: "no-rule" })
  /** A rule that OVN-Kubernetes cannot use keeps it from applying any. */
  | (Recorded & EgressFacts & { readonly code: "not-applied"; readonly problem: string });
