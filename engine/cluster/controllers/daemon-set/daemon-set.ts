import type { DaemonSet } from "../../../api/apps/workloads.ts";
import type { Pod, Toleration } from "../../../api/core/pod.ts";
import { concerned, hasChanged } from "../../changes.ts";
import type { Controller, ControlPlane } from "../../control-plane.ts";
import { runsDns } from "../../dns-start.ts";
import { becomesReady, podFrom, suffixFor, templateHash } from "../../pod-template.ts";
import { fits, mayStay } from "../../scheduling.ts";
import { rollingPlan } from "./rolling-update.ts";

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
  for (const pod of plane.owned("Pod", set)) {
    const node = pod.spec.nodeName && plane.get("Node", undefined, pod.spec.nodeName);
    // A node that takes no new pods leaves its daemons alone (`NodeShouldRunDaemonPod`).
    if (pod.spec.nodeName && (!node || !mayStay(template.spec, node, added))) plane.remove(pod);
  }
  const isOld = (pod: Pod): boolean =>
    !plane.isFromInput(pod) && pod.metadata.labels?.["controller-revision-hash"] !== revision;
  const isServer =
    plane.moment !== undefined && runsDns(plane.profile, { ...metadata, ...template.metadata });
  const atOnce = becomesReady(template.metadata) && !isServer;
  const { remove, surge } = rollingPlan(set, plane.owned("Pod", set), isOld, nodes.length, atOnce);
  for (const pod of remove) plane.remove(pod);
  const left = plane.owned("Pod", set);
  const taken = new Set(left.map((pod) => pod.metadata.name));
  for (const { metadata: node } of nodes) {
    if (!surge.has(node.name) && left.some((pod) => pod.spec.nodeName === node.name)) continue;
    const name = freeName(plane, set, node.name, revision, taken);
    const tolerations = [...(template.spec.tolerations ?? []), ...added];
    const labels = { "controller-revision-hash": revision };
    plane.put(podFrom(set, template, { name, labels, spec: { nodeName: node.name, tolerations } }));
  }
}

function freeName(
  plane: ControlPlane,
  { metadata }: DaemonSet,
  node: string,
  revision: string,
  taken: ReadonlySet<string>,
): string {
  const { namespace = "", name } = metadata;
  for (let index = 0; ; index++) {
    const more = [[], [revision]][index] ?? [revision, index];
    const free = `${name}-${suffixFor(namespace, name, node, ...more)}`;
    if (!taken.has(free) && !plane.wasDeleted("Pod", namespace, free)) return free;
  }
}
