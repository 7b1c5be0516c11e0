import type { SelectorTerm } from "../values/label-selector.ts";
import type { ObjectUse } from "./step.ts";

export type Direction = "ingress" | "egress";

/** One thing that would have to differ for a rule to allow the flow. */
export type Difference =
  /** The policy has no rule in this direction at all. */
  | { readonly kind: "no-rule" }
  /** The peer pod fails this term of the rule's podSelector. `has` is absent when the key is. */
  | { readonly kind: "label"; readonly pod: string; readonly term: SelectorTerm; readonly has?: string }
  /** The peer's namespace fails this term of the rule's namespaceSelector. */
  | {
      readonly kind: "namespace-label";
      readonly namespace: string;
      readonly term: SelectorTerm;
      readonly has?: string;
    }
  /** The rule selects pods of the policy's own namespace only. */
  | { readonly kind: "namespace"; readonly wants: string; readonly has: string }
  /** The peer's address lies outside the block, or inside one of its exceptions. */
  | { readonly kind: "address"; readonly has: string; readonly wants: string; readonly except?: string }
  /** The peer is not a pod that selectors can match (external address, node, host network). */
  | { readonly kind: "not-a-pod"; readonly has: string }
  | { readonly kind: "port"; readonly has: number; readonly wants: string }
  | { readonly kind: "protocol"; readonly has: string; readonly wants: string };

/** The rule of an isolating policy that almost allowed the flow; changing every difference makes it allow it. */
export interface Nearest {
  readonly object: ObjectUse;
  readonly direction: Direction;
  /** Index of the rule, its peer and its port entry, from 0; absent where there is none. */
  readonly rule?: number;
  readonly peer?: number;
  readonly port?: number;
  readonly differs: readonly Difference[];
}
