import type { Node } from "../../../api/core/node.ts";
import type { Pod } from "../../../api/core/pod.ts";
import { hashText } from "../../../values/random.ts";
import { hasChanged, touched } from "../../changes.ts";
import type { Controller, ControlPlane } from "../../control-plane.ts";
import { type Mark, marked, markOf } from "../../marks.ts";
import { fits } from "../../scheduling.ts";

/** A node for every pod that has none: the fitting one with the fewest pods of the same owner. */
export const scheduler: Controller = {
  name: "scheduler",
  watches: ["Pod", "Node"],
  settles: true,
  reconcile: (plane, changes) => {
    const pods = hasChanged(changes, "Node") ? plane.list("Pod") : touched(plane, changes, "Pod");
    const waiting = pods.filter(({ spec }) => spec.nodeName === undefined);
    if (waiting.length === 0) return;
    const load = new Load(plane);
    for (const pod of waiting) schedule(plane, pod, load);
  },
};

/** `--max-pods` of the kubelet, unless the node's status says another number. */
const MOST_PODS = 110;

/** How many pods each node has, and how many of each owner. */
class Load {
  readonly #pods = new Map<string, number>();
  readonly #siblings = new Map<string, Map<string, number>>();

  constructor(plane: ControlPlane) {
    for (const pod of plane.list("Pod"))
      if (pod.spec.nodeName !== undefined) this.add(pod, pod.spec.nodeName);
  }

  add(pod: Pod, node: string): void {
    const isOver = pod.status?.phase === "Succeeded" || pod.status?.phase === "Failed";
    if (!isOver) this.#pods.set(node, (this.#pods.get(node) ?? 0) + 1);
    const owner = ownerOf(pod);
    if (owner === undefined) return;
    const siblings = this.#siblings.get(owner) ?? new Map<string, number>();
    siblings.set(node, (siblings.get(node) ?? 0) + 1);
    this.#siblings.set(owner, siblings);
  }

  hasRoom({ metadata, status }: Node): boolean {
    const most = Number(status?.allocatable?.["pods"] ?? status?.capacity?.["pods"] ?? MOST_PODS);
    return (this.#pods.get(metadata.name) ?? 0) < most;
  }

  siblings(pod: Pod, node: string): number {
    return this.#siblings.get(ownerOf(pod) ?? "")?.get(node) ?? 0;
  }
}

function ownerOf({ metadata }: Pod): string | undefined {
  const owner = metadata.ownerReferences?.[0];
  return owner === undefined ? undefined : `${metadata.namespace} ${owner.kind} ${owner.name}`;
}

function schedule(plane: ControlPlane, pod: Pod, load: Load): void {
  // Ties fall by the pod's own name, so that unrelated pods do not move it.
  const seed = hashText(`${pod.metadata.namespace}/${pod.metadata.name}`);
  let best: { readonly name: string; readonly siblings: number; readonly tie: number } | undefined;
  for (const node of plane.list("Node")) {
    const { name } = node.metadata;
    const siblings = load.siblings(pod, name);
    if (best !== undefined && siblings > best.siblings) continue;
    if (!load.hasRoom(node) || !fits(pod.spec, node)) continue;
    const tie = hashText(` ${name}`, seed);
    if (best === undefined || siblings < best.siblings || tie < best.tie) best = { name, siblings, tie };
  }
  if (best !== undefined) {
    bind(plane, pod, best.name);
    load.add(pod, best.name);
    return;
  }
  const { status = {} } = pod;
  const hasWaited = status.phase === undefined || markOf(pod, WAITED) !== undefined;
  const conditions = [{ type: "PodScheduled", status: "False", reason: "Unschedulable" }];
  plane.put({
    ...pod,
    status: {
      ...status,
      phase: status.phase ?? "Pending",
      conditions: hasWaited ? marked(conditions, WAITED, "True") : conditions,
    },
  });
}

/** Of a pod that is Pending because it found no node, and not because its input says so. */
const WAITED: Mark = "podwire.dev/waited-for-a-node";

function bind(plane: ControlPlane, pod: Pod, nodeName: string): void {
  const spec = { ...pod.spec, nodeName };
  const { status: _, ...made } = pod;
  if (markOf(pod, WAITED) === undefined) plane.putPart(pod, "spec", spec);
  else plane.put({ ...made, spec });
}
