import type { DaemonSet, Deployment, ReplicaSet, StatefulSet } from "../../api/apps/workloads.ts";
import type { Job } from "../../api/batch/jobs.ts";
import type { Pod } from "../../api/core/pod.ts";
import type { KubernetesObject } from "../../api/meta.ts";
import { whole } from "../../api/whole.ts";
import { revisionAnnotation } from "../controllers/deployment/revisions.ts";
import type { ClusterView } from "../view.ts";

export type Workload = Deployment | ReplicaSet | StatefulSet | DaemonSet | Job;
type Fields = Readonly<Record<string, unknown>>;

interface WorkloadReport {
  readonly status: Fields;
  readonly spec?: Fields;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/**
 * A Job with the selector and the labels that the API server gives it (pkg/registry/batch/job, `generateSelector`). One
 * without labels of its own has its template's.
 */
export function jobReport(job: Job, from: readonly KubernetesObject[]): WorkloadReport {
  const report = workloadReport(job, from);
  const { metadata, spec } = whole(job) as Job & { readonly spec: { readonly selector?: unknown } };
  if (spec.selector !== undefined) return report;
  const { uid = "", name } = metadata;
  const own = {
    "batch.kubernetes.io/controller-uid": uid,
    "batch.kubernetes.io/job-name": name,
    "controller-uid": uid,
    "job-name": name,
  };
  const { template } = spec;
  const labels = { ...template.metadata?.labels, ...own };
  const selector = { matchLabels: { "batch.kubernetes.io/controller-uid": uid } };
  return {
    ...report,
    spec: { ...spec, selector, template: { ...template, metadata: { ...template.metadata, labels } } },
    ...(Object.keys(job.metadata.labels ?? {}).length > 0 ? {} : { labels }),
  };
}

/** Objects that a workload's status speaks of: its ReplicaSets and its pods. */
export function dependentsOf(view: ClusterView, object: Workload): readonly KubernetesObject[] {
  if (object.kind !== "Deployment") return ownedBy(view, object, "Pod");
  const sets = ownedBy(view, object, "ReplicaSet");
  return [...sets, ...sets.flatMap((set) => ownedBy(view, set, "Pod"))];
}

/** The status that a workload's controller writes once it has settled. */
export function workloadReport(object: Workload, from: readonly KubernetesObject[]): WorkloadReport {
  const sets = from.filter((one): one is ReplicaSet => one.kind === "ReplicaSet");
  const pods = from.filter((one): one is Pod => one.kind === "Pod");
  return { status: statusOf(object, pods, sets), annotations: revisionAnnotation(sets) };
}

function statusOf(object: Workload, all: readonly Pod[], sets: readonly KubernetesObject[]): Fields {
  const { generation = 1 } = object.metadata;
  const pods = all.filter(({ status }) => status?.phase !== "Succeeded" && status?.phase !== "Failed");
  const ready = pods.filter(isReady).length;
  switch (object.kind) {
    case "Deployment":
      return { observedGeneration: generation, ...deploymentStatus(object, pods.length, ready, sets) };
    case "ReplicaSet":
      return {
        ...{ replicas: pods.length, ...counts({ fullyLabeledReplicas: pods.length }) },
        ...counts({ readyReplicas: ready, availableReplicas: ready }),
        observedGeneration: generation,
      };
    case "StatefulSet":
      return {
        ...{
          observedGeneration: generation,
          replicas: pods.length,
          availableReplicas: ready,
          collisionCount: 0,
        },
        ...counts({ readyReplicas: ready, currentReplicas: pods.length, updatedReplicas: pods.length }),
      };
    case "DaemonSet":
      return {
        ...{
          currentNumberScheduled: pods.length,
          numberMisscheduled: 0,
          desiredNumberScheduled: pods.length,
        },
        ...{ numberReady: ready, observedGeneration: generation },
        ...counts({ updatedNumberScheduled: pods.length, numberAvailable: ready }),
        ...counts({ numberUnavailable: pods.length - ready }),
      };
    case "Job":
      return jobStatus(object, all, pods.length, ready);
  }
}

function deploymentStatus(
  { spec, metadata }: Deployment,
  replicas: number,
  ready: number,
  sets: readonly KubernetesObject[],
): Fields {
  const wanted = spec.replicas ?? 1;
  const time = { lastUpdateTime: metadata.creationTimestamp, lastTransitionTime: metadata.creationTimestamp };
  // A quarter of the pods may be missing unless the strategy says otherwise.
  const isAvailable = ready >= wanted - Math.floor(wanted / 4);
  const newest = sets.find((set) => ((set as ReplicaSet).spec.replicas ?? 1) > 0) ?? sets[0];
  const available = isAvailable
    ? { status: "True", reason: "MinimumReplicasAvailable", message: "Deployment has minimum availability." }
    : {
        status: "False",
        reason: "MinimumReplicasUnavailable",
        message: "Deployment does not have minimum availability.",
      };
  const name = newest?.metadata.name ?? metadata.name;
  const progressing =
    ready >= wanted
      ? {
          reason: "NewReplicaSetAvailable",
          message: `ReplicaSet "${name}" has successfully progressed.`,
        }
      : { reason: "ReplicaSetUpdated", message: `ReplicaSet "${name}" is progressing.` };
  return {
    ...counts({ replicas, updatedReplicas: replicas, readyReplicas: ready, availableReplicas: ready }),
    ...counts({ unavailableReplicas: Math.max(0, wanted - ready) }),
    conditions: [
      { type: "Available", ...available, ...time },
      { type: "Progressing", status: "True", ...progressing, ...time },
    ],
  };
}

function jobStatus({ spec, metadata }: Job, all: readonly Pod[], active: number, ready: number): Fields {
  const succeeded = all.filter(({ status }) => status?.phase === "Succeeded").length;
  const failed = all.filter(({ status }) => status?.phase === "Failed").length;
  const time = metadata.creationTimestamp;
  const isComplete = succeeded >= (spec.completions ?? 1);
  const condition = { type: "Complete", status: "True", lastProbeTime: time, lastTransitionTime: time };
  return {
    ...counts({ active, succeeded, failed }),
    ...(spec.suspend === true ? {} : { startTime: time }),
    ...(isComplete ? { completionTime: time, conditions: [condition] } : {}),
    ready,
    uncountedTerminatedPods: {},
  };
}

/** Numbers that JSON leaves out when they are zero. */
function counts(numbers: Readonly<Record<string, number>>): Fields {
  return Object.fromEntries(Object.entries(numbers).filter(([, value]) => value !== 0));
}

function isReady({ status }: Pod): boolean {
  return (status?.conditions ?? []).some(({ type, status: value }) => type === "Ready" && value === "True");
}

const indexes = new WeakMap<ClusterView, Map<string, ReadonlyMap<string, readonly KubernetesObject[]>>>();

function ownedBy(
  view: ClusterView,
  { kind, metadata }: KubernetesObject,
  dependents: "Pod" | "ReplicaSet",
): readonly KubernetesObject[] {
  let byKind = indexes.get(view);
  if (byKind === undefined) {
    byKind = new Map();
    indexes.set(view, byKind);
  }
  let index = byKind.get(dependents);
  if (index === undefined) {
    index = indexOwners(view.list(dependents));
    byKind.set(dependents, index);
  }
  return index.get(`${metadata.namespace ?? ""} ${kind} ${metadata.name}`) ?? [];
}

function indexOwners(objects: readonly KubernetesObject[]): ReadonlyMap<string, readonly KubernetesObject[]> {
  const index = new Map<string, KubernetesObject[]>();
  for (const object of objects) {
    const { namespace = "", ownerReferences = [] } = object.metadata;
    for (const { kind, name } of ownerReferences) {
      const key = `${namespace} ${kind} ${name}`;
      const known = index.get(key);
      if (known === undefined) index.set(key, [object]);
      else known.push(object);
    }
  }
  return index;
}
