import type { Pod } from "../api/core/pod.ts";
import type { ClusterState } from "./cluster-state.ts";
import type { ClusterEvent } from "./control-plane.ts";
import { blockedBy } from "./disruption-budgets.ts";
import { evict } from "./eviction.ts";

/** The eviction subresource grants it: the pod is deleted, and its object says why where it is still there. */
export function eviction(namespace: string, name: string): ClusterEvent {
  return (plane) => {
    const pod = plane.get("Pod", namespace, name);
    if (pod === undefined || pod.metadata.deletionTimestamp !== undefined) return;
    evict(plane, pod, { reason: "EvictionByEvictionAPI", message: "Eviction API: evicting" });
  };
}

function cordon(name: string): ClusterEvent {
  return (plane) => {
    const node = plane.get("Node", undefined, name);
    if (node !== undefined) plane.put({ ...node, spec: { ...node.spec, unschedulable: true } });
  };
}

/**
 * `kubectl drain --ignore-daemonsets`, to its end: the node takes no new pods and those it had are gone, but for daemons
 * and static pods. Pods that nobody makes again are gone for good (`--force`). What a disruption budget keeps stays, and is
 * returned: it is asked again after each pod that went.
 */
export function drain(state: ClusterState, node: string): readonly Pod[] {
  state.happen(cordon(node));
  // Whoever is made anew on the node, because its template names it, is none of those.
  const listed = new Set(podsOn(state, node).map(({ metadata }) => metadata.uid));
  for (;;) {
    const left = podsOn(state, node).filter(({ metadata }) => listed.has(metadata.uid));
    const next = left.find((pod) => isFree(state, pod));
    if (next === undefined) return left;
    state.happen(eviction(next.metadata.namespace ?? "default", next.metadata.name));
  }
}

function podsOn(state: ClusterState, node: string): readonly Pod[] {
  return state
    .view()
    .list("Pod")
    .filter((pod) => pod.spec.nodeName === node && leaves(pod));
}

function isFree(state: ClusterState, pod: Pod): boolean {
  return blockedBy(pod, state.view().list("PodDisruptionBudget", pod.metadata.namespace)) === undefined;
}

function leaves({ metadata }: Pod): boolean {
  const owners = metadata.ownerReferences ?? [];
  const stays = owners.some(({ kind }) => kind === "DaemonSet" || kind === "Node");
  return !stays && metadata.deletionTimestamp === undefined;
}
