import equal from "fast-deep-equal";
import type { Pod } from "../../../api/core/pod.ts";
import type { KubernetesObject, OwnerReference } from "../../../api/meta.ts";
import type {
  PodDisruptionBudget,
  PodDisruptionBudgetStatus,
} from "../../../api/policy/pod-disruption-budget.ts";
import { kindNamed } from "../../../api/scheme.ts";
import { formatTimestamp } from "../../../values/clock.ts";
import type { Controller, ControlPlane } from "../../control-plane.ts";
import { guardOf } from "../../disruption-budgets.ts";
import { resolveShare } from "../../pod-template.ts";
import { isReady, isTerminating } from "../../service-endpoints.ts";

/** How many pods may go, for each budget. */
export const disruption: Controller = {
  name: "disruption",
  watches: ["PodDisruptionBudget", "Pod", "Deployment", "ReplicaSet", "StatefulSet"],
  settles: true,
  reconcile: (plane) => {
    for (const budget of plane.list("PodDisruptionBudget")) {
      const status = statusOf(plane, budget);
      if (!equal(status, budget.status)) plane.put({ ...budget, status });
    }
  },
};

/** `trySync`: pods that end do not count as healthy, and what cannot be counted allows nothing (`failSafe`). */
function statusOf(plane: ControlPlane, budget: PodDisruptionBudget): PodDisruptionBudgetStatus {
  const { namespace, generation = 1 } = budget.metadata;
  const { matchLabels } = budget.spec.selector ?? {};
  const candidates =
    matchLabels === undefined
      ? plane.list("Pod", namespace)
      : plane.labelled("Pod", namespace ?? "default", matchLabels);
  const pods = candidates.filter(guardOf(budget));
  const counted = countOf(plane, budget, pods);
  if (typeof counted === "string") {
    const before = { currentHealthy: 0, desiredHealthy: 0, expectedPods: 0, ...budget.status };
    return withCondition(plane, { ...before, disruptionsAllowed: 0 }, "SyncFailed", counted);
  }
  const { expectedPods, desiredHealthy } = counted;
  const currentHealthy = pods.filter((pod) => isReady(pod) && !isTerminating(pod)).length;
  const disruptionsAllowed = expectedPods > 0 ? Math.max(0, currentHealthy - desiredHealthy) : 0;
  const numbers = { disruptionsAllowed, currentHealthy, desiredHealthy, expectedPods };
  const { conditions = [] } = budget.status ?? {};
  const reason = disruptionsAllowed > 0 ? "SufficientPods" : "InsufficientPods";
  return withCondition(plane, { observedGeneration: generation, ...numbers, conditions }, reason, "");
}

function withCondition(
  plane: ControlPlane,
  status: PodDisruptionBudgetStatus,
  reason: string,
  message: string,
): PodDisruptionBudgetStatus {
  const type = "DisruptionAllowed";
  const { conditions = [], observedGeneration } = status;
  const before = conditions.find((one) => one.type === type);
  const value = reason === "SufficientPods" ? "True" : "False";
  const lastTransitionTime =
    before?.status === value ? before.lastTransitionTime : formatTimestamp(plane.now());
  const seen = observedGeneration === undefined ? {} : { observedGeneration };
  const condition = { type, status: value, ...seen, lastTransitionTime, reason, message };
  return { ...status, conditions: [...conditions.filter((one) => one.type !== type), condition] };
}

type Counted = Pick<PodDisruptionBudgetStatus, "expectedPods" | "desiredHealthy">;

/** `getExpectedPodCount`: shares are of what the pods' controllers ask for, and round up; or why nobody can tell. */
function countOf(
  plane: ControlPlane,
  { spec: { minAvailable, maxUnavailable } }: PodDisruptionBudget,
  pods: readonly Pod[],
): Counted | string {
  if (maxUnavailable === undefined && typeof minAvailable !== "string")
    return minAvailable === undefined
      ? { expectedPods: 0, desiredHealthy: 0 }
      : { expectedPods: pods.length, desiredHealthy: minAvailable };
  const expectedPods = scaleOf(plane, pods);
  if (typeof expectedPods === "string") return expectedPods;
  const share = resolveShare(maxUnavailable ?? minAvailable ?? 0, expectedPods, Math.ceil);
  const desiredHealthy = maxUnavailable === undefined ? share : Math.max(0, expectedPods - share);
  return { expectedPods, desiredHealthy };
}

/** `getExpectedScale`: what the controllers of the pods ask for, each once. Pods without one are not counted. */
function scaleOf(plane: ControlPlane, pods: readonly Pod[]): number | string {
  const scales = new Map<string, number>();
  for (const pod of pods) {
    const owner = controllerOf(pod);
    if (owner === undefined || scales.has(keyOf(owner))) continue;
    const scale = replicasOf(plane, pod, owner);
    if (typeof scale === "string") return scale;
    if (scale === undefined) return `found no controllers for pod ${JSON.stringify(pod.metadata.name)}`;
    scales.set(scale.key, scale.replicas);
    if (scale.key !== keyOf(owner)) scales.set(keyOf(owner), 0);
  }
  return [...scales.values()].reduce((sum, replicas) => sum + replicas, 0);
}

interface Scale {
  readonly key: string;
  readonly replicas: number;
}

const SCALED = ["Deployment", "ReplicaSet", "StatefulSet"] as const;

/** A Deployment stands for all of its ReplicaSets. */
function replicasOf(
  plane: ControlPlane,
  { metadata: { namespace } }: Pod,
  owner: OwnerReference,
): Scale | string | undefined {
  const kind = SCALED.find((one) => one === owner.kind);
  if (kind === undefined) return unscaled(owner);
  const object = plane.get(kind, namespace, owner.name);
  if (object === undefined) return undefined;
  const above = controllerOf(object);
  if (kind === "ReplicaSet" && above?.kind === "Deployment") {
    const deployment = plane.get("Deployment", namespace, above.name);
    return deployment && { key: keyOf(above), replicas: deployment.spec.replicas ?? 1 };
  }
  return { key: keyOf(owner), replicas: object.spec.replicas ?? 1 };
}

/** What a controller says for itself that nobody can scale (`getScaleController`). */
function unscaled({ apiVersion, kind }: OwnerReference): string {
  const row = kindNamed(kind);
  const [group = "", version] = apiVersion.split("/");
  if (row === undefined)
    return `no matches for kind ${JSON.stringify(kind)} in version ${JSON.stringify(apiVersion)}`;
  return `${row.plural}${version === undefined ? "" : `.${group}`} does not implement the scale subresource`;
}

function controllerOf({ metadata }: KubernetesObject): OwnerReference | undefined {
  return metadata.ownerReferences?.find(({ controller }) => controller === true);
}

function keyOf({ kind, name }: OwnerReference): string {
  return `${kind} ${name}`;
}
