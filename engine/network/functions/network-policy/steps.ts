import type { Direction } from "../../../trace/nearest.ts";
import type { ObjectUse, StepShape } from "../../../trace/step.ts";
import type { ObjectName } from "../../../values/object-name.ts";
import type { Protocol } from "../../../values/protocol.ts";

/** The flow as a policy sees it: after the Service address was translated, from the isolated pod's side. */
export interface PolicyFacts {
  readonly direction: Direction;
  /** The pod whose isolation is asked for. */
  readonly pod: ObjectName;
  /** The other end; absent when no selector can match it (external address, node, hostNetwork pod). */
  readonly peerPod?: ObjectName;
  readonly peerAddress: string;
  readonly port: number;
  readonly protocol: Protocol;
}

interface Recorded extends StepShape {
  readonly function: "network-policy";
}

export type NetworkPolicyStep =
  /** No policy selects the pod for this direction: everything is allowed. */
  | (Recorded & PolicyFacts & { readonly code: "not-isolated" })
  /** A rule of an isolating policy allows the flow. */
  | (Recorded &
      PolicyFacts & {
        readonly code: "allowed";
        readonly rule: number;
        readonly policies: readonly ObjectUse[];
      })
  /** Policies isolate the pod and no rule of any of them allows the flow. */
  | (Recorded & PolicyFacts & { readonly code: "denied"; readonly policies: readonly ObjectUse[] })
  /** A pod cannot block access to itself. */
  | (Recorded & PolicyFacts & { readonly code: "own-pod" })
  /** Traffic between a pod and the node it runs on is always allowed. */
  | (Recorded & PolicyFacts & { readonly code: "own-node" })
  /** Policies select the pod, and this CNI does not enforce them. */
  | (Recorded &
      PolicyFacts & {
        readonly code: "not-enforced";
        readonly cni: string;
        readonly policies: readonly ObjectUse[];
      });
