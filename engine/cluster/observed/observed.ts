import type { StatefulSet } from "../../api/apps/workloads.ts";
import type { ServiceAccount } from "../../api/core/config.ts";
import type { Node } from "../../api/core/node.ts";
import type { Pod } from "../../api/core/pod.ts";
import type { AnyKind } from "../../api/kinds.ts";
import type { KubernetesObject } from "../../api/meta.ts";
import { servedKind } from "../../api/scheme.ts";
import { whole } from "../../api/whole.ts";
import { isMark } from "../marks.ts";
import type { Profile } from "../profile.ts";
import type { ClusterView } from "../view.ts";
import { withClaims } from "./claims.ts";
import { nodeReport } from "./node-report.ts";
import { admitted } from "./pod-admission.ts";
import { podReport } from "./pod-report.ts";
import { dependentsOf, jobReport, type Workload, workloadReport } from "./workload-report.ts";

/** What somebody who looks at an object is told of it, by the objects it speaks of. */
interface Report {
  readonly status: Readonly<Record<string, unknown>>;
  /** The spec, where the API server adds to what was asked for. */
  readonly spec?: Readonly<Record<string, unknown>>;
  readonly labels?: Readonly<Record<string, string>>;
  /** What a controller notes on the object. */
  readonly annotations?: Readonly<Record<string, string>>;
}

/** Makes the parts that no input gave and that nothing in the engine decides by. */
type Reporter = (object: never, from: readonly KubernetesObject[], profile: Profile) => Report;

const REPORTERS: Readonly<Record<string, Reporter>> = {
  Namespace: () => ({ status: { phase: "Active" }, spec: { finalizers: ["kubernetes"] } }),
  Service: () => ({ status: { loadBalancer: {} } }),
  Pod: (pod: Pod, from, profile) => {
    const account = from.find((one): one is ServiceAccount => one.kind === "ServiceAccount");
    const set = from.find((one): one is StatefulSet => one.kind === "StatefulSet");
    return {
      status: podReport(pod),
      spec: { ...admitted(set === undefined ? pod : withClaims(pod, set), account, profile) },
    };
  },
  Node: (node: Node, _, profile) => ({ status: nodeReport(node, profile) }),
  Deployment: workloadReport,
  ReplicaSet: workloadReport,
  StatefulSet: workloadReport,
  DaemonSet: workloadReport,
  Job: jobReport,
  CronJob: () => ({ status: {} }),
};

/** Kinds whose status is read from the object alone. */
const ALONE: ReadonlySet<string> = new Set(["Namespace", "Node", "Pod", "Service", "CronJob"]);

/** Whether the status of such an object may change while the object itself does not. */
export function speaksOfOthers(kind: string): boolean {
  return Object.hasOwn(REPORTERS, kind) && !ALONE.has(kind);
}

/** What was seen of an object, and what it was made from besides the object and the profile. */
interface Seen {
  readonly object: KubernetesObject;
  readonly profile: Profile;
  readonly from: readonly KubernetesObject[];
}

const seen = new WeakMap<KubernetesObject, Seen>();

/**
 * The object with the status that kubelets and controllers report of it: numbers of replicas, states of containers, facts
 * of a node. They follow from other objects, so they are made when somebody looks. The version is the newest of all that
 * the status speaks of. What the object says of itself stays.
 */
export function observed(view: ClusterView, object: KubernetesObject): KubernetesObject {
  const report = Object.hasOwn(REPORTERS, object.kind) ? REPORTERS[object.kind] : undefined;
  if (report === undefined) return asServed(object);
  // A status holds as long as nothing that it speaks of has changed, whatever else has.
  const from = sourcesOf(view, object);
  const known = seen.get(object);
  if (known !== undefined && known.profile === view.profile && isSame(known.from, from)) return known.object;
  const others = speaksOfOthers(object.kind) ? from : NOBODY;
  const complete = whole(object as AnyKind);
  const made = merge(complete, report(complete as never, from, view.profile), others);
  seen.set(object, { object: made, profile: view.profile, from });
  return made;
}

const served = new WeakMap<KubernetesObject, KubernetesObject>();

/** The object under the kind that clients know it by. */
function asServed(object: KubernetesObject): KubernetesObject {
  const kind = servedKind(object.kind);
  if (kind === object.kind) return object;
  const known = served.get(object) ?? Object.freeze({ ...object, kind });
  served.set(object, known);
  return known;
}

/** Objects that a report is made from: those below a workload, and a pod's account and StatefulSet. */
function sourcesOf(view: ClusterView, object: KubernetesObject): readonly KubernetesObject[] {
  if (speaksOfOthers(object.kind)) return dependentsOf(view, object as Workload);
  if (object.kind !== "Pod") return NOBODY;
  const { namespace, ownerReferences = [] } = object.metadata;
  const { serviceAccountName = "default" } = (object as Pod).spec;
  const account = view.get("ServiceAccount", namespace, serviceAccountName);
  const owner = ownerReferences.find(({ kind }) => kind === "StatefulSet");
  const set = owner && view.get("StatefulSet", namespace, owner.name);
  return account === undefined && set === undefined
    ? NOBODY
    : [account, set].filter((one) => one !== undefined);
}

const NOBODY: readonly KubernetesObject[] = [];

function isSame(one: readonly KubernetesObject[], other: readonly KubernetesObject[]): boolean {
  return one.length === other.length && one.every((object, index) => object === other[index]);
}

function merge(
  object: KubernetesObject,
  report: Report,
  from: readonly KubernetesObject[],
): KubernetesObject {
  const own = "status" in object ? (object.status as Readonly<Record<string, unknown>>) : {};
  const versions = [object, ...from].map(({ metadata }) => Number(metadata.resourceVersion ?? 0));
  const { annotations = {} } = object.metadata as Pick<Report, "annotations">;
  const noted = { ...annotations, ...report.annotations };
  const metadata = {
    ...object.metadata,
    ...(Object.keys(noted).length === 0 ? {} : { annotations: noted }),
    ...(report.labels === undefined ? {} : { labels: report.labels }),
    resourceVersion: String(Math.max(...versions)),
  };
  return Object.freeze({
    ...object,
    metadata,
    ...(report.spec === undefined ? {} : { spec: report.spec }),
    status: { ...report.status, ...own, ...conditionsOf(report, own) },
  });
}

/** Conditions are a list, so each is there once: the object's own before what is reported. */
function conditionsOf(
  { status }: Report,
  own: Readonly<Record<string, unknown>>,
): { readonly conditions?: readonly unknown[] } {
  const reported = (status["conditions"] ?? []) as readonly Condition[];
  const said = ((own["conditions"] ?? []) as readonly Condition[]).filter((one) => !isMark(one));
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
