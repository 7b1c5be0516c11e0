import type { Pod, PodStatus } from "../../../api/core/pod.ts";
import { touched } from "../../changes.ts";
import type { Controller } from "../../control-plane.ts";
import { becomesReady } from "../../pod-template.ts";

/** A scheduled pod runs and is ready, unless the input says otherwise. */
export const podStatus: Controller = {
  name: "pod-status",
  watches: ["Pod"],
  settles: true,
  reconcile: (plane, changes) => {
    for (const pod of touched(plane, changes, "Pod")) {
      const status = statusOf(pod);
      if (status !== undefined) plane.putPart(pod, "status", status);
    }
  },
};

function statusOf({ metadata, spec, status = NOTHING }: Pod): PodStatus | undefined {
  const isUnscheduled = spec.nodeName === undefined || status.phase === "Pending";
  const hasReady = status.conditions?.some(({ type }) => type === "Ready") === true;
  if (isUnscheduled || (status.phase !== undefined && hasReady)) return undefined;
  const phase = status.phase ?? "Running";
  if (hasReady) return { ...status, phase };
  const ready = phase === "Running" && becomesReady(metadata) ? "True" : "False";
  const own = CONDITIONS[ready];
  if (status === NOTHING) return { phase, conditions: own };
  const conditions = status.conditions === undefined ? own : [...status.conditions, ...own];
  return { ...status, phase, conditions };
}

const NOTHING: PodStatus = {};

/** The same for every pod, so that they share them. */
const CONDITIONS = {
  True: conditionsOf("True"),
  False: conditionsOf("False"),
} as const;

function conditionsOf(status: "True" | "False"): NonNullable<PodStatus["conditions"]> {
  return [
    { type: "ContainersReady", status },
    { type: "Ready", status },
  ];
}
