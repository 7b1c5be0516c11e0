import type { StatefulSet } from "../../../api/apps/workloads.ts";
import type { Pod } from "../../../api/core/pod.ts";
import { concerned } from "../../changes.ts";
import { type Controller, type ControlPlane, controlledBy } from "../../control-plane.ts";
import { becomesReady, podFrom, templateHash } from "../../pod-template.ts";
import { isReady } from "../../service-endpoints.ts";

const REVISION = "controller-revision-hash";

/** Pods with ordinal names, each with its own host name below the governing Service. */
export const statefulSet: Controller = {
  name: "stateful-set",
  watches: ["StatefulSet", "Pod"],
  reconcile: (plane, changes) => {
    for (const set of concerned(plane, changes, "StatefulSet", "Pod")) reconcile(plane, set);
  },
};

function reconcile(plane: ControlPlane, set: StatefulSet): void {
  const { metadata, spec } = set;
  const start = spec.ordinals?.start ?? 0;
  const ordinals = Array.from({ length: spec.replicas ?? 1 }, (_, index) => start + index);
  const names = new Set(ordinals.map((ordinal) => `${metadata.name}-${ordinal}`));
  for (const pod of plane.owned("Pod", set)) if (!names.has(pod.metadata.name)) plane.remove(pod);
  const revision = `${metadata.name}-${templateHash(spec.template)}`;
  for (const ordinal of ordinals) {
    const existing = plane.get("Pod", metadata.namespace, `${metadata.name}-${ordinal}`);
    if (existing === undefined) plane.put(podOf(set, ordinal, revision));
    else if (plane.isFromInput(existing))
      plane.put({ ...existing, metadata: { ...existing.metadata, ownerReferences: controlledBy(set) } });
    // Each pod waits for the one before it.
    const isLate = existing === undefined ? !becomesReady(spec.template.metadata) : isUnready(existing);
    if (isLate && spec.podManagementPolicy !== "Parallel") break;
  }
  update(plane, set, ordinals, revision);
}

/** New templates go from the highest ordinal down, and wait for each pod to be ready (pkg/controller/statefulset). */
function update(plane: ControlPlane, set: StatefulSet, ordinals: readonly number[], revision: string): void {
  const { type = "RollingUpdate", rollingUpdate } = set.spec.updateStrategy ?? {};
  if (type === "OnDelete") return;
  for (const ordinal of [...ordinals].reverse()) {
    if (ordinal < (rollingUpdate?.partition ?? 0)) return;
    const pod = plane.get("Pod", set.metadata.namespace, `${set.metadata.name}-${ordinal}`);
    if (pod === undefined) return;
    if (plane.isFromInput(pod)) continue;
    if (pod.metadata.labels?.[REVISION] !== revision) {
      plane.remove(pod);
      plane.put(podOf(set, ordinal, revision));
      if (!becomesReady(set.spec.template.metadata)) return;
    } else if (isUnready(pod)) return;
  }
}

/** A pod whose readiness is known, and is not. */
function isUnready(pod: Pod): boolean {
  return (pod.status?.conditions ?? []).some(({ type }) => type === "Ready") && !isReady(pod);
}

function podOf(set: StatefulSet, ordinal: number, revision: string): Pod {
  const { metadata, spec } = set;
  const name = `${metadata.name}-${ordinal}`;
  const labels = {
    "apps.kubernetes.io/pod-index": String(ordinal),
    [REVISION]: revision,
    "statefulset.kubernetes.io/pod-name": name,
  };
  const identity = { hostname: name, ...(spec.serviceName ? { subdomain: spec.serviceName } : {}) };
  return podFrom(set, spec.template, { name, labels, spec: identity });
}
