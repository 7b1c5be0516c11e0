import type { StepShape } from "../../../trace/step.ts";
import type { ObjectName } from "../../../values/object-name.ts";

interface Recorded extends StepShape {
  readonly function: "egress-ip";
  readonly pod: ObjectName;
}

export type EgressIpStep =
  /** The packet leaves by the node that holds the address, which becomes its source. */
  | (Recorded & {
      readonly code: "leaves-as";
      readonly egressIp: string;
      readonly node: string;
      readonly count: number;
    })
  /** No node holds an address of the object, so the pod leaves as if there were none. */
  | (Recorded & { readonly code: "not-assigned" });
