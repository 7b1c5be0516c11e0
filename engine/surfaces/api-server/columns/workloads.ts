import type { DaemonSet, Deployment, ReplicaSet, StatefulSet } from "../../../api/apps/workloads.ts";
import type { CronJob, Job } from "../../../api/batch/jobs.ts";
import type { KubernetesObject } from "../../../api/meta.ts";
import { parseTimestamp } from "../../../values/clock.ts";
import { age, humanDuration } from "./age.ts";
import { AGE, type Column, integer, NAME, text, wide } from "./column.ts";
import { containerColumns } from "./pods.ts";
import { formatLabelSelector, formatLabels } from "./words.ts";

type Status = Readonly<Record<string, unknown>>;

function statusOf(object: unknown): Status {
  return (object as { readonly status?: Status }).status ?? {};
}

function count(object: unknown, field: string): number {
  return Number(statusOf(object)[field] ?? 0);
}

function number<T>(name: string, field: string): Column<T> {
  return integer(name, (object) => count(object, field));
}

export const DEPLOYMENT: readonly Column<Deployment>[] = [
  NAME,
  text("Ready", (object) => `${count(object, "readyReplicas")}/${object.spec.replicas ?? 1}`),
  { ...number("Up-to-date", "updatedReplicas"), type: "string" },
  { ...number("Available", "availableReplicas"), type: "string" },
  AGE,
  ...containerColumns<Deployment>(({ spec }) => spec.template.spec.containers),
  wide("Selector", ({ spec }) => formatLabelSelector(spec.selector)),
];

export const REPLICA_SET: readonly Column<ReplicaSet>[] = [
  NAME,
  integer("Desired", ({ spec }) => spec.replicas ?? 1),
  number("Current", "replicas"),
  number("Ready", "readyReplicas"),
  AGE,
  ...containerColumns<ReplicaSet>(({ spec }) => spec.template.spec.containers),
  wide("Selector", ({ spec }) => formatLabelSelector(spec.selector)),
];

export const STATEFUL_SET: readonly Column<StatefulSet>[] = [
  NAME,
  text("Ready", (object) => `${count(object, "readyReplicas")}/${object.spec.replicas ?? 1}`),
  AGE,
  ...containerColumns<StatefulSet>(({ spec }) => spec.template.spec.containers),
];

export const CONTROLLER_REVISION: readonly Column<KubernetesObject>[] = [
  NAME,
  text("Controller", ({ metadata }) => {
    const owner = metadata.ownerReferences?.find(({ controller }) => controller === true);
    if (owner === undefined) return "<none>";
    const group = owner.apiVersion.includes("/") ? `.${owner.apiVersion.split("/")[0]}` : "";
    return `${owner.kind.toLowerCase()}${group}/${owner.name}`;
  }),
  integer("Revision", (object) => Number((object as { readonly revision?: number }).revision ?? 0)),
  AGE,
];

export const DAEMON_SET: readonly Column<DaemonSet>[] = [
  NAME,
  number("Desired", "desiredNumberScheduled"),
  number("Current", "currentNumberScheduled"),
  number("Ready", "numberReady"),
  number("Up-to-date", "updatedNumberScheduled"),
  number("Available", "numberAvailable"),
  text("Node Selector", ({ spec }) => formatLabels(spec.template.spec.nodeSelector)),
  AGE,
  ...containerColumns<DaemonSet>(({ spec }) => spec.template.spec.containers),
  wide("Selector", ({ spec }) => formatLabelSelector(spec.selector)),
];

function jobCondition(job: Job, wanted: string): boolean {
  const conditions = (statusOf(job)["conditions"] ?? []) as readonly {
    readonly type: string;
    readonly status: string;
  }[];
  return conditions.some(({ type, status }) => type === wanted && status === "True");
}

function jobStatus(job: Job): string {
  if (jobCondition(job, "Complete")) return "Complete";
  if (jobCondition(job, "Failed")) return "Failed";
  if (job.metadata.deletionTimestamp !== undefined) return "Terminating";
  if (jobCondition(job, "Suspended")) return "Suspended";
  return jobCondition(job, "FailureTarget") ? "FailureTarget" : "Running";
}

function completions(job: Job): string {
  const succeeded = count(job, "succeeded");
  const { completions: wanted, parallelism = 0 } = job.spec;
  if (wanted !== undefined) return `${succeeded}/${wanted}`;
  return parallelism > 1 ? `${succeeded}/1 of ${parallelism}` : `${succeeded}/1`;
}

function duration(job: Job, now: number): string {
  const { startTime, completionTime } = statusOf(job);
  const start = typeof startTime === "string" ? parseTimestamp(startTime) : undefined;
  if (start === undefined) return "";
  const end = typeof completionTime === "string" ? parseTimestamp(completionTime) : now;
  return humanDuration((end ?? now) - start);
}

export const JOB: readonly Column<Job>[] = [
  NAME,
  text("Status", jobStatus),
  text("Completions", completions),
  text("Duration", duration),
  AGE,
  ...containerColumns<Job>(({ spec }) => spec.template.spec.containers),
  wide("Selector", ({ spec }) => formatLabelSelector(spec.selector)),
];

export const CRON_JOB: readonly Column<CronJob>[] = [
  NAME,
  text("Schedule", ({ spec }) => spec.schedule),
  text("Timezone", ({ spec }) => (spec as { readonly timeZone?: string }).timeZone ?? "<none>"),
  { name: "Suspend", type: "boolean", cell: ({ spec }) => (spec.suspend === true ? "True" : "False") },
  integer("Active", (object) => ((statusOf(object)["active"] ?? []) as readonly unknown[]).length),
  text("Last Schedule", (object, now) => {
    const last = statusOf(object)["lastScheduleTime"];
    return typeof last === "string" ? age(last, now) : "<none>";
  }),
  AGE,
  ...containerColumns<CronJob>(({ spec }) => spec.jobTemplate.spec.template.spec.containers),
  wide("Selector", ({ spec }) => formatLabelSelector(spec.jobTemplate.spec.selector)),
];
