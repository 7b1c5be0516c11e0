import type { Pod, PodStatus } from "../../../api/core/pod.ts";
import { touched } from "../../changes.ts";
import type { Controller, ControlPlane } from "../../control-plane.ts";
import { runsDns, WAITS_FOR_API } from "../../dns-start.ts";
import { startedAt } from "../../past.ts";
import { hostnameProblem } from "../../pod-hostname.ts";
import { becomesReady } from "../../pod-template.ts";

/** A scheduled pod runs and is ready, unless the input says otherwise. */
export const podStatus: Controller = {
  name: "pod-status",
  watches: ["Pod"],
  settles: true,
  reconcile: (plane, changes) => {
    for (const pod of touched(plane, changes, "Pod")) {
      const status = hasNoSandbox(plane, pod)
        ? { ...pod.status, phase: "Pending", conditions: CONDITIONS.False }
        : statusOf(pod, plane.moment === undefined ? undefined : startingConditions(plane, pod));
      if (status !== undefined) plane.putPart(pod, "status", status);
    }
  },
};

/** A new pod whose host name the kernel would not take: the kubelet tries for ever. */
function hasNoSandbox({ profile }: ControlPlane, pod: Pod): boolean {
  const isNew = pod.spec.nodeName !== undefined && pod.status?.phase === undefined;
  return isNew && hostnameProblem(pod, profile.clusterDomain) !== undefined;
}

/** Of a pod that starts in a cluster in use: it knows the Services of this moment, and a DNS server has to learn its names. */
function startingConditions(plane: ControlPlane, { metadata }: Pod): Conditions {
  const started = startedAt(plane.moment ?? 0);
  if (runsDns(plane.profile, metadata)) return [started, ...serverConditions(plane)];
  return [started, ...CONDITIONS[becomesReady(metadata) ? "True" : "False"]];
}

/** It waits for the API server first; nobody knows of that without a readiness probe. */
function serverConditions(plane: ControlPlane): Conditions {
  const { namespace, workload, workloadKind } = plane.profile.dns;
  const object = plane.get(workloadKind, namespace, workload);
  const { containers = [] } = object?.spec.template.spec ?? {};
  const isProbed = containers.some(({ readinessProbe }) => readinessProbe !== undefined);
  const isOwn = object !== undefined && plane.isFromInput(object);
  return [{ type: WAITS_FOR_API, status: "True" }, ...CONDITIONS[isOwn && !isProbed ? "True" : "False"]];
}

function statusOf(
  { metadata, spec, status = NOTHING }: Pod,
  starting: Conditions | undefined,
): PodStatus | undefined {
  const isUnscheduled = spec.nodeName === undefined || status.phase === "Pending";
  const hasReady = status.conditions?.some(({ type }) => type === "Ready") === true;
  if (isUnscheduled || (status.phase !== undefined && hasReady)) return undefined;
  const phase = status.phase ?? "Running";
  if (hasReady) return { ...status, phase };
  const ready = phase === "Running" && becomesReady(metadata) ? "True" : "False";
  const own = (phase === "Running" ? starting : undefined) ?? CONDITIONS[ready];
  if (status === NOTHING) return { phase, conditions: own };
  const conditions = status.conditions === undefined ? own : [...status.conditions, ...own];
  return { ...status, phase, conditions };
}

const NOTHING: PodStatus = {};

type Conditions = NonNullable<PodStatus["conditions"]>;

/** The same for every pod, so that they share them. */
const CONDITIONS = {
  True: conditionsOf("True"),
  False: conditionsOf("False"),
} as const;

function conditionsOf(status: "True" | "False"): Conditions {
  return [
    { type: "ContainersReady", status },
    { type: "Ready", status },
  ];
}
