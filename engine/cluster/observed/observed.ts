import type { Pod } from "../../api/core/pod.ts";
import type { KubernetesObject } from "../../api/meta.ts";
import type { ClusterView } from "../view.ts";
import { nodeReport } from "./node-report.ts";
import { podReport } from "./pod-report.ts";
import { workloadReport } from "./workload-report.ts";

/** What somebody who looks at an object is told of it, by the objects it speaks of. */
interface Report {
  readonly status: Readonly<Record<string, unknown>>;
  /** Objects that the status was read from. */
  readonly from: readonly KubernetesObject[];
}

/** Makes the parts of a status that no input gave and that nothing in the engine decides by. */
type Reporter = (view: ClusterView, object: never) => Report | undefined;

const REPORTERS: Readonly<Record<string, Reporter>> = {
  Namespace: () => ({ status: { phase: "Active" }, from: [] }),
  Pod: (_, pod: Pod) => ({ status: podReport(pod), from: [] }),
  Node: nodeReport,
  Deployment: workloadReport,
  ReplicaSet: workloadReport,
  StatefulSet: workloadReport,
  DaemonSet: workloadReport,
  Job: workloadReport,
};

/** Kinds whose status is read from the object alone. */
const ALONE: ReadonlySet<string> = new Set(["Namespace", "Node", "Pod"]);

/** Whether the status of such an object may change while the object itself does not. */
export function speaksOfOthers(kind: string): boolean {
  return Object.hasOwn(REPORTERS, kind) && !ALONE.has(kind);
}

const seen = new WeakMap<ClusterView, Map<KubernetesObject, KubernetesObject>>();
const pods = new WeakMap<KubernetesObject, KubernetesObject>();

/**
 * The object with the status that kubelets and controllers report of it: numbers of replicas, states of containers, facts
 * of a node. They follow from other objects, so they are made when somebody looks. The version is the newest of all that
 * the status speaks of. What the object says of itself stays.
 */
export function observed(view: ClusterView, object: KubernetesObject): KubernetesObject {
  const report = Object.hasOwn(REPORTERS, object.kind) ? REPORTERS[object.kind] : undefined;
  if (report === undefined) return object;
  // A pod's status follows from the pod alone, so it holds as long as the pod does.
  const known = object.kind === "Pod" ? pods : mapOf(view);
  let result = known.get(object);
  if (result === undefined) {
    result = merge(object, report(view, object as never));
    known.set(object, result);
  }
  return result;
}

function mapOf(view: ClusterView): Map<KubernetesObject, KubernetesObject> {
  let map = seen.get(view);
  if (map === undefined) {
    map = new Map();
    seen.set(view, map);
  }
  return map;
}

function merge(object: KubernetesObject, report: Report | undefined): KubernetesObject {
  if (report === undefined) return object;
  const own = "status" in object ? (object.status as Readonly<Record<string, unknown>>) : {};
  const versions = [object, ...report.from].map(({ metadata }) => Number(metadata.resourceVersion ?? 0));
  const metadata = { ...object.metadata, resourceVersion: String(Math.max(...versions)) };
  return Object.freeze({
    ...object,
    metadata,
    status: { ...report.status, ...own, ...conditionsOf(report, own) },
  });
}

/** Conditions are a list, so each is there once: the object's own before what is reported. */
function conditionsOf(
  { status }: Report,
  own: Readonly<Record<string, unknown>>,
): { readonly conditions?: readonly unknown[] } {
  const reported = (status["conditions"] ?? []) as readonly Condition[];
  const said = (own["conditions"] ?? []) as readonly Condition[];
  if (reported.length === 0) return {};
  const types = new Set(reported.map(({ type }) => type));
  return {
    conditions: [
      ...reported.map((one) => ({ ...one, ...said.find(({ type }) => type === one.type) })),
      ...said.filter(({ type }) => !types.has(type)),
    ],
  };
}

interface Condition {
  readonly type: string;
}
