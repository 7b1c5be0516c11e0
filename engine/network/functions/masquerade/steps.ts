import type { StepShape } from "../../../trace/step.ts";
import type { ObjectName } from "../../../values/object-name.ts";

export type MasqueradeStep = StepShape & {
  readonly function: "masquerade";
  /** The node puts its own address in the place of the pod's. */
  readonly code: "hidden-behind-node";
  readonly pod: ObjectName;
  readonly node: string;
  readonly from: string;
  readonly to: string;
};
