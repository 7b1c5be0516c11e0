import type { Node } from "../../../api/core/node.ts";
import type { Pod } from "../../../api/core/pod.ts";
import type { Labels } from "../../../values/label-selector.ts";
import { hashText } from "../../../values/random.ts";
import { hasChanged, touched } from "../../changes.ts";
import type { Controller, ControlPlane } from "../../control-plane.ts";
import { type Mark, marked, markOf } from "../../marks.ts";
import { antiTerms, type Obstacle, obstacleAt, type Surroundings } from "./filters.ts";

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

/** Which pods each node has, and how many of each owner. */
class Load implements Surroundings {
  readonly nodes: readonly Node[];
  readonly guards: { readonly pod: Pod; readonly node: Node }[] = [];
  readonly #plane: ControlPlane;
  readonly #pods = new Map<string, Pod[]>();
  readonly #siblings = new Map<string, Map<string, number>>();

  constructor(plane: ControlPlane) {
    this.#plane = plane;
    this.nodes = plane.list("Node");
    for (const pod of plane.list("Pod"))
      if (pod.spec.nodeName !== undefined) this.add(pod, pod.spec.nodeName);
  }

  add(pod: Pod, node: string): void {
    const isOver = pod.status?.phase === "Succeeded" || pod.status?.phase === "Failed";
    const pods = this.#pods.get(node) ?? [];
    if (!isOver) pods.push(pod);
    this.#pods.set(node, pods);
    const at = antiTerms(pod).length === 0 || isOver ? undefined : this.#plane.get("Node", undefined, node);
    if (at !== undefined) this.guards.push({ pod, node: at });
    const owner = ownerOf(pod);
    if (owner === undefined) return;
    const siblings = this.#siblings.get(owner) ?? new Map<string, number>();
    siblings.set(node, (siblings.get(node) ?? 0) + 1);
    this.#siblings.set(owner, siblings);
  }

  podsOn(node: string): readonly Pod[] {
    return this.#pods.get(node) ?? [];
  }

  namespaceLabels(namespace: string): Labels {
    return this.#plane.get("Namespace", undefined, namespace)?.metadata.labels ?? {};
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
  for (const node of load.nodes) {
    const { name } = node.metadata;
    const siblings = load.siblings(pod, name);
    if (best !== undefined && siblings > best.siblings) continue;
    if (obstacleAt(pod, node, load) !== undefined) continue;
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
  const message = refusal(
    load.nodes.flatMap((node) => obstacleAt(pod, node, load) ?? []),
    load.nodes.length,
  );
  const conditions = [{ type: "PodScheduled", status: "False", reason: "Unschedulable", message }];
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

/** `FitError.Error`, and what preemption has to say: no pod here is more important than another. */
function refusal(obstacles: readonly Obstacle[], nodes: number): string {
  const available = `0/${nodes} nodes are available`;
  if (nodes === 0) return "no nodes available to schedule pods";
  const preempted = obstacles.map(({ byPods }) =>
    byPods === true
      ? "No preemption victims found for incoming pod"
      : "Preemption is not helpful for scheduling",
  );
  const reasons = counted(obstacles.map(({ reason }) => reason));
  return `${available}: ${reasons}. no new claims to deallocate, preemption: ${available}: ${counted(preempted)}.`;
}

/** `2 reason, 1 other`, sorted as texts. */
function counted(reasons: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts]
    .map(([reason, count]) => `${count} ${reason}`)
    .sort()
    .join(", ");
}
