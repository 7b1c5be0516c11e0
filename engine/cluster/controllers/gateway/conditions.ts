import type { Condition } from "../../../api/gateway/references.ts";
import type { KubernetesObject } from "../../../api/meta.ts";
import { formatTimestamp } from "../../../values/clock.ts";
import type { ControlPlane } from "../../control-plane.ts";
import type { Verdict } from "../../gateway/reading.ts";

/** Verdicts as conditions of the object's present generation; a condition that stays as it was keeps its time. */
export function writeConditions(
  plane: ControlPlane,
  { metadata }: KubernetesObject,
  before: readonly Condition[],
  verdicts: readonly (readonly [type: string, verdict: Verdict])[],
): readonly Condition[] {
  return verdicts.map(([type, { holds, reason, message }]) => {
    const status = holds ? "True" : "False";
    const known = before.find((one) => one.type === type);
    const since = known?.status === status ? known.lastTransitionTime : formatTimestamp(plane.now());
    return {
      type,
      status,
      reason,
      message,
      lastTransitionTime: since,
      observedGeneration: metadata.generation ?? 1,
    };
  });
}
