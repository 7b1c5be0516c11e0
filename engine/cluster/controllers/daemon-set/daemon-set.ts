import type { DaemonSet } from "../../../api/apps/workloads.ts";
import type { Pod, Toleration } from "../../../api/core/pod.ts";
import { concerned, hasChanged } from "../../changes.ts";
import type { Controller, ControlPlane } from "../../control-plane.ts";
import { becomesReady, podFrom, resolveShare, suffixFor, templateHash } from "../../pod-template.ts";
import { fits } from "../../scheduling.ts";
import { isReady } from "../../service-endpoints.ts";

/** What the controller adds, so that a node's troubles do not drive its daemons away. */
const TOLERATIONS: readonly Toleration[] = [
  { key: "node.kubernetes.io/not-ready", operator: "Exists", effect: "NoExecute" },
  { key: "node.kubernetes.io/unreachable", operator: "Exists", effect: "NoExecute" },
  { key: "node.kubernetes.io/disk-pressure", operator: "Exists", effect: "NoSchedule" },
  { key: "node.kubernetes.io/memory-pressure", operator: "Exists", effect: "NoSchedule" },
  { key: "node.kubernetes.io/pid-pressure", operator: "Exists", effect: "NoSchedule" },
  { key: "node.kubernetes.io/unschedulable", operator: "Exists", effect: "NoSchedule" },
];
const NETWORK_UNAVAILABLE: Toleration = {
  key: "node.kubernetes.io/network-unavailable",
  operator: "Exists",
  effect: "NoSchedule",
};

/** One pod on each node that takes it. */
export const daemonSet: Controller = {
  name: "daemon-set",
  watches: ["DaemonSet", "Node", "Pod"],
  reconcile: (plane, changes) => {
    const all = hasChanged(changes, "Node");
    const sets = all ? plane.list("DaemonSet") : concerned(plane, changes, "DaemonSet", "Pod");
    for (const set of sets) reconcile(plane, set);
  },
};

function reconcile(plane: ControlPlane, set: DaemonSet): void {
  const { metadata, spec } = set;
  const template = spec.template;
  const added = template.spec.hostNetwork === true ? [...TOLERATIONS, NETWORK_UNAVAILABLE] : TOLERATIONS;
  const revision = templateHash(template);
  const nodes = plane.list("Node").filter((node) => fits(template.spec, node, added));
  const own = plane.owned("Pod", set);
  const names = new Set(nodes.map((node) => node.metadata.name));
  for (const pod of own)
    if (pod.spec.nodeName !== undefined && !names.has(pod.spec.nodeName)) plane.remove(pod);
  for (const pod of outdated(plane, set, revision, nodes.length)) plane.remove(pod);
  const left = plane.owned("Pod", set);
  for (const { metadata: node } of nodes) {
    if (left.some((pod) => pod.spec.nodeName === node.name)) continue;
    const name = `${metadata.name}-${suffixFor(metadata.namespace ?? "", metadata.name, node.name)}`;
    const tolerations = [...(template.spec.tolerations ?? []), ...added];
    const labels = { "controller-revision-hash": revision };
    plane.put(podFrom(set, template, { name, labels, spec: { nodeName: node.name, tolerations } }));
  }
}

/**
 * Pods of an older template that may go now: `maxUnavailable` of them (one unless said otherwise) wait to be ready at a time
 * (pkg/controller/daemon/update.go). While new pods get ready at once, all of them go.
 */
function outdated(plane: ControlPlane, set: DaemonSet, revision: string, nodes: number): readonly Pod[] {
  const { type = "RollingUpdate", rollingUpdate } = set.spec.updateStrategy ?? {};
  if (type === "OnDelete") return [];
  const pods = plane.owned("Pod", set);
  const isOld = (pod: Pod): boolean =>
    !plane.isFromInput(pod) && pod.metadata.labels?.["controller-revision-hash"] !== revision;
  const old = pods.filter(isOld);
  const waiting = pods.filter((pod) => !isReady(pod));
  const waitingNew = waiting.filter((pod) => !isOld(pod));
  if (becomesReady(set.spec.template.metadata) && waitingNew.length === 0) return old;
  const most = Math.max(1, resolveShare(rollingUpdate?.maxUnavailable ?? 1, nodes, Math.ceil));
  const budget = Math.max(0, most - waiting.length);
  const unready = old.filter((pod) => !isReady(pod));
  return [...unready, ...old.filter(isReady).slice(0, budget)];
}
