import type { StepShape } from "../../../trace/step.ts";
import type { ObjectName } from "../../../values/object-name.ts";

interface Recorded extends StepShape {
  readonly function: "pod-link";
}

export type PodLinkStep =
  /** Out of the pod, onto its node. */
  | (Recorded & { readonly code: "left-pod"; readonly pod: ObjectName; readonly node: string })
  /** Into the pod that owns the destination address. */
  | (Recorded & {
      readonly code: "entered-pod";
      readonly pod: ObjectName;
      readonly node: string;
      readonly sameNode: boolean;
    })
  /** The destination is a node itself (or a pod in its host network). */
  | (Recorded & { readonly code: "reached-node"; readonly node: string; readonly address: string })
  /** The destination is outside the cluster. */
  | (Recorded & { readonly code: "left-cluster"; readonly address: string })
  /** The address lies in a block of the cluster's and nobody has it. */
  | (Recorded & { readonly code: "nobody-has-address"; readonly address: string; readonly range: string })
  /** A Service led the client back to itself, and the node's bridge sends nothing back through the port that it came from. */
  | (Recorded & { readonly code: "hairpin-off"; readonly pod: ObjectName })
  /** Pod addresses are not routed outside the cluster. */
  | (Recorded & { readonly code: "not-routed-outside"; readonly address: string });
