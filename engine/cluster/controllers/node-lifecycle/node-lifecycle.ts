import type { Node, Taint } from "../../../api/core/node.ts";
import type { Pod } from "../../../api/core/pod.ts";
import { formatTimestamp } from "../../../values/clock.ts";
import { hasChanged } from "../../changes.ts";
import type { Controller, ControlPlane } from "../../control-plane.ts";
import { endTerminated, readinessOf } from "../../eviction.ts";
import { type Mark, marked, markOf } from "../../marks.ts";
import { isReady } from "../../service-endpoints.ts";

const PREFIX = "node.kubernetes.io/";

/** Taints by condition and its status (`nodeConditionToTaintKeyStatusMap`). */
const TAINTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Ready: { False: "not-ready", Unknown: "unreachable" },
  MemoryPressure: { True: "memory-pressure" },
  DiskPressure: { True: "disk-pressure" },
  NetworkUnavailable: { True: "network-unavailable" },
  PIDPressure: { True: "pid-pressure" },
};

const UNSCHEDULABLE = "unschedulable";
/** Troubles that drive pods away, and do not only keep new ones off. */
const LOST = Object.values(TAINTS["Ready"] ?? {});
const KEYS = new Set([UNSCHEDULABLE, ...Object.values(TAINTS).flatMap((row) => Object.values(row))]);

/** Nodes are tainted by what their conditions say, and pods of a node that is not ready are not, either. */
export const nodeLifecycle: Controller = {
  name: "node-lifecycle",
  watches: ["Node", "Pod"],
  settles: true,
  reconcile: (plane, changes) => {
    const nodes = plane.list("Node");
    const lost = new Set(
      nodes.filter((node) => readinessOf(node) !== "True").map(({ metadata }) => metadata.name),
    );
    const isNews = hasChanged(changes, "Node");
    if (isNews) for (const node of nodes) taint(plane, node, lost.size === nodes.length);
    if (lost.size === 0 && !isNews) return;
    for (const pod of plane.list("Pod")) {
      const isLost = lost.has(pod.spec.nodeName ?? "");
      if (isLost && isReady(pod)) lose(plane, pod);
      else if (!isLost && markOf(pod, WAS_READY) !== undefined) setReady(plane, pod, true);
    }
    if (isNews) endTerminated(plane);
  },
};

/** Of a pod that was ready when its node was lost: its kubelet will say so again. */
const WAS_READY: Mark = "podwire.dev/was-ready";

function lose(plane: ControlPlane, pod: Pod): void {
  setReady(plane, pod, false);
  const said = { reason: "NodeNotReady", message: "Node is not ready", by: "node-controller" };
  plane.say({ of: pod, ...said, isWarning: true });
}

function setReady(plane: ControlPlane, pod: Pod, isBack: boolean): void {
  const status = isBack ? "True" : "False";
  const conditions = (pod.status?.conditions ?? []).map((one) =>
    one.type === "Ready" ? { ...one, status } : one,
  );
  const remembered = marked(conditions, WAS_READY, isBack ? undefined : "True");
  plane.put({ ...pod, status: { ...pod.status, conditions: remembered } });
}

/** When every node is lost it is rather the control plane that is, and nobody is driven away (`handleDisruption`). */
function taint(plane: ControlPlane, node: Node, areAllLost: boolean): void {
  const { spec = {} } = node;
  const before = spec.taints ?? [];
  const wanted = wantedTaints(node, areAllLost);
  const isWanted = (one: Taint): boolean => wanted.some((other) => isSame(one, other));
  const kept = before.filter((one) => !isOwn(one) || isWanted(one));
  const timeAdded = formatTimestamp(plane.now());
  const added = wanted
    .filter((one) => !before.some((other) => isSame(one, other)))
    .map((one) => ({ ...one, timeAdded }));
  if (added.length === 0 && kept.length === before.length) return;
  const { taints: _, ...rest } = spec;
  const taints = [...kept, ...added];
  plane.put({ ...node, spec: taints.length === 0 ? rest : { ...rest, taints } });
}

function wantedTaints({ spec, status }: Node, areAllLost: boolean): readonly Taint[] {
  const keys = (status?.conditions ?? []).flatMap(({ type, status: value }) => TAINTS[type]?.[value] ?? []);
  const cordoned = spec?.unschedulable === true ? [UNSCHEDULABLE] : [];
  const make =
    (effect: string) =>
    (key: string): Taint => ({ key: `${PREFIX}${key}`, effect });
  const driving = areAllLost ? [] : keys.filter((key) => LOST.includes(key));
  return [...[...keys, ...cordoned].map(make("NoSchedule")), ...driving.map(make("NoExecute"))];
}

/** Whether the controller puts and takes such a taint. */
function isOwn({ key, effect }: Taint): boolean {
  if (!key.startsWith(PREFIX)) return false;
  const trouble = key.slice(PREFIX.length);
  return effect === "NoExecute" ? LOST.includes(trouble) : effect === "NoSchedule" && KEYS.has(trouble);
}

function isSame(one: Taint, other: Taint): boolean {
  return one.key === other.key && one.effect === other.effect;
}
