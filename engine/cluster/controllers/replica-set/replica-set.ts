import type { ReplicaSet } from "../../../api/apps/workloads.ts";
import type { Pod } from "../../../api/core/pod.ts";
import { compileSelector, selects } from "../../../values/label-selector.ts";
import { concerned } from "../../changes.ts";
import {
  type Controller,
  type ControlPlane,
  controlledBy,
  hasController,
  isControlledBy,
} from "../../control-plane.ts";
import { podFrom, suffixFor } from "../../pod-template.ts";
import { isReady } from "../../service-endpoints.ts";

/** As many pods as the ReplicaSet asks for; pods that match and belong to nobody are adopted. */
export const replicaSet: Controller = {
  name: "replica-set",
  watches: ["ReplicaSet", "Pod"],
  settles: true,
  reconcile: (plane, changes) => {
    for (const set of concerned(plane, changes, "ReplicaSet", "Pod")) reconcile(plane, set);
  },
};

function reconcile(plane: ControlPlane, set: ReplicaSet): void {
  const selector = compileSelector(set.spec.selector);
  const { namespace = "default" } = set.metadata;
  const { matchLabels } = set.spec.selector;
  const candidates =
    matchLabels === undefined ? plane.list("Pod", namespace) : plane.labelled("Pod", namespace, matchLabels);
  const orphans = candidates.filter(
    (pod) => !hasController(pod) && selects(selector, pod.metadata.labels ?? {}),
  );
  const own = [...plane.owned("Pod", set), ...orphans].sort((a, b) =>
    a.metadata.name < b.metadata.name ? -1 : 1,
  );
  for (const pod of own) {
    if (!isControlledBy(pod, set)) {
      plane.put({ ...pod, metadata: { ...pod.metadata, ownerReferences: controlledBy(set) } });
    }
  }
  const active = own.filter(isActive);
  const wanted = set.spec.replicas ?? 1;
  const names = new Set(own.map((pod) => pod.metadata.name));
  for (let index = 0, missing = wanted - active.length; missing > 0; index++) {
    const name = `${set.metadata.name}-${suffixFor(set.metadata.namespace ?? "", set.metadata.name, index)}`;
    if (names.has(name) || plane.wasDeleted("Pod", namespace, name)) continue;
    plane.put(podFrom(set, set.spec.template, { name }));
    missing--;
  }
  for (const pod of surplus(plane, active, wanted)) plane.remove(pod);
}

/** `IsPodActive`: a pod that ends is replaced at once, not when it is gone. */
function isActive({ metadata, status }: Pod): boolean {
  return (
    status?.phase !== "Succeeded" && status?.phase !== "Failed" && metadata.deletionTimestamp === undefined
  );
}

/** Pods that are not ready go first, and pods that the controller made itself before those an input wrote. */
function surplus(plane: ControlPlane, pods: readonly Pod[], wanted: number): readonly Pod[] {
  const excess = pods.length - wanted;
  if (excess <= 0) return [];
  const rank = (pod: Pod): number => Number(isReady(pod)) * 2 + Number(plane.isFromInput(pod));
  const ordered = [...pods].sort((a, b) => rank(a) - rank(b));
  return ordered.slice(0, excess);
}
