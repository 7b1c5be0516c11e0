import type { Taint } from "../../../api/core/node.ts";
import type { Pod, Toleration } from "../../../api/core/pod.ts";
import { hasChanged, touched } from "../../changes.ts";
import { type Controller, type ControlPlane, hasController } from "../../control-plane.ts";
import { evict } from "../../eviction.ts";
import { type Mark, marked, markOf } from "../../marks.ts";
import { admittedTolerations, isStatic, noExecuteTaints, tolerates } from "../../scheduling.ts";

/** When the pod is evicted, in milliseconds since the epoch, or `AGAIN`. */
const EVICTION: Mark = "podwire.dev/eviction";
/** Of a pod that its controller would make and lose over and over: it never gets as far as running. */
const AGAIN = "again";

/** Pods leave nodes whose NoExecute taints they do not tolerate, at once or when their patience is over. */
export const taintEviction: Controller = {
  name: "taint-eviction",
  watches: ["Node", "Pod"],
  settles: true,
  reconcile: (plane, changes) => {
    const tainted = taintedNodes(plane);
    const all = hasChanged(changes, "Node");
    if (tainted.size === 0 && !all) return;
    for (const { before, after } of changes.of("Pod") ?? [])
      if (before?.kind === "Pod" && after === undefined) forget(plane, before);
    for (const pod of all ? plane.list("Pod") : touched(plane, changes, "Pod"))
      decide(plane, pod, tainted.get(pod.spec.nodeName ?? "") ?? []);
  },
};

function taintedNodes(plane: ControlPlane): ReadonlyMap<string, readonly Taint[]> {
  return new Map(
    plane
      .list("Node")
      .map((node) => [node.metadata.name, noExecuteTaints(node)] as const)
      .filter(([, taints]) => taints.length > 0),
  );
}

/** Upstream's `processPodOnNode`: a time that is set stays, whatever the tolerations have become since. */
function decide(plane: ControlPlane, pod: Pod, taints: readonly Taint[]): void {
  if (pod.metadata.deletionTimestamp !== undefined) return;
  const set = markOf(pod, EVICTION);
  // Most pods of most clusters, and all of them are looked at.
  if (taints.length === 0 && set === undefined) return;
  const seconds = patienceOf(pod, taints);
  if (seconds > 0 && set === AGAIN) begin(plane, pod);
  else if (seconds === Number.POSITIVE_INFINITY) {
    if (set !== undefined) cancel(plane, pod);
  } else if (seconds > 0) {
    if (set === undefined) mark(plane, pod, String(plane.now() + seconds * 1000));
  } else if (hasController(pod) && pod.status?.phase === undefined) hold(plane, pod);
  else if (set !== AGAIN) {
    if (set !== undefined) cancel(plane, pod);
    go(plane, pod);
  }
}

/** Seconds for which the pod stays (`GetMatchingTolerations`, `getMinTolerationTime`). */
function patienceOf(pod: Pod, taints: readonly Taint[]): number {
  if (isStatic(pod)) return Number.POSITIVE_INFINITY;
  const tolerations = admittedTolerations(pod.spec.tolerations);
  const matching = taints.map((taint) => tolerations.find((one) => tolerates(one, taint)));
  return Math.min(...matching.map(secondsOf));
}

function secondsOf(toleration: Toleration | undefined): number {
  return Math.max(
    0,
    toleration === undefined ? 0 : (toleration.tolerationSeconds ?? Number.POSITIVE_INFINITY),
  );
}

/** When the next pod is evicted, in milliseconds since the epoch. */
export function nextEviction(plane: ControlPlane): number {
  if (taintedNodes(plane).size === 0) return Number.POSITIVE_INFINITY;
  return waiting(plane).reduce((next, { at }) => Math.min(next, at), Number.POSITIVE_INFINITY);
}

/** Evicts the pods whose time has come. */
export function evictDue(plane: ControlPlane): void {
  for (const { pod, at } of waiting(plane)) if (at <= plane.now()) go(plane, pod);
}

function waiting(plane: ControlPlane): readonly { readonly pod: Pod; readonly at: number }[] {
  return plane.list("Pod").flatMap((pod) => {
    const at = markOf(pod, EVICTION);
    const isOpen = at !== undefined && at !== AGAIN && pod.metadata.deletionTimestamp === undefined;
    return isOpen ? [{ pod, at: Number(at) }] : [];
  });
}

function go(plane: ControlPlane, pod: Pod): void {
  say(plane, pod, "Marking for deletion");
  const message = "Taint manager: deleting due to NoExecute taint";
  evict(plane, pod, { reason: "DeletionByTaintManager", message });
}

function cancel(plane: ControlPlane, pod: Pod): void {
  say(plane, pod, "Cancelling deletion of");
  mark(plane, pod, undefined);
}

/** Of a pod that somebody else has deleted before its time. */
function forget(plane: ControlPlane, pod: Pod): void {
  if (Number(markOf(pod, EVICTION) ?? Number.NaN) > plane.now()) say(plane, pod, "Cancelling deletion of");
}

function say(plane: ControlPlane, pod: Pod, what: string): void {
  const { namespace = "default", name } = pod.metadata;
  const message = `${what} Pod ${namespace}/${name}`;
  plane.say({
    of: pod,
    reason: "TaintManagerEviction",
    message,
    by: "taint-eviction-controller",
    isNameOnly: true,
  });
}

function mark(plane: ControlPlane, pod: Pod, at: string | undefined): void {
  const conditions = marked(pod.status?.conditions, EVICTION, at);
  plane.put({ ...pod, status: { ...pod.status, conditions } });
}

function hold(plane: ControlPlane, pod: Pod): void {
  plane.put({ ...pod, status: { phase: "Pending", conditions: marked([], EVICTION, AGAIN) } });
}

/** The pod that was held comes to run as any other. */
function begin(plane: ControlPlane, pod: Pod): void {
  const { status: _, ...made } = pod;
  plane.put(made);
}
