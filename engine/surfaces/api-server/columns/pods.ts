import type { Container, Pod } from "../../../api/core/pod.ts";
import { age } from "./age.ts";
import { AGE, type Column, NAME, text, wide } from "./column.ts";
import { textOr } from "./words.ts";

interface Terminated {
  readonly exitCode?: number;
  readonly signal?: number;
  readonly reason?: string;
  readonly finishedAt?: string;
}

interface ContainerStatus {
  readonly name: string;
  readonly ready?: boolean;
  readonly started?: boolean;
  readonly restartCount?: number;
  readonly state?: {
    readonly waiting?: { readonly reason?: string };
    readonly running?: unknown;
    readonly terminated?: Terminated;
  };
  readonly lastState?: { readonly terminated?: Terminated };
}

interface SeenStatus {
  readonly reason?: string;
  readonly nominatedNodeName?: string;
  readonly conditions?: readonly {
    readonly type: string;
    readonly status: string;
    readonly reason?: string;
  }[];
  readonly initContainerStatuses?: readonly ContainerStatus[];
  readonly containerStatuses?: readonly ContainerStatus[];
}

/** What the columns READY, STATUS and RESTARTS say. */
interface Summary {
  readonly ready: number;
  readonly total: number;
  readonly reason: string;
  readonly restarts: number;
  readonly lastRestart: string;
}

function statusOf(pod: Pod): SeenStatus {
  return (pod.status ?? {}) as SeenStatus;
}

function hasCondition(pod: Pod, wanted: string): boolean {
  return (statusOf(pod).conditions ?? []).some(({ type, status }) => type === wanted && status === "True");
}

function isSidecar(pod: Pod, name: string): boolean {
  return (pod.spec.initContainers ?? []).some((one) => one.name === name && one.restartPolicy === "Always");
}

function latest(containers: readonly ContainerStatus[]): string {
  return containers
    .map(({ lastState }) => lastState?.terminated?.finishedAt ?? "")
    .reduce((a, b) => (a > b ? a : b), "");
}

function restartsOf(containers: readonly ContainerStatus[]): number {
  return containers.reduce((sum, { restartCount = 0 }) => sum + restartCount, 0);
}

/** `printPod` of pkg/printers/internalversion: the first trouble on the way up is what the pod is called by. */
function summarize(pod: Pod): Summary {
  const { phase = "Pending" } = pod.status ?? {};
  const status = statusOf(pod);
  const isGated = (status.conditions ?? []).some(
    ({ type, reason }) => type === "PodScheduled" && reason === "SchedulingGated",
  );
  const init = status.initContainerStatuses ?? [];
  const sidecars = (pod.spec.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === "Always");
  const initial = initializing(pod, init);
  let reason = initial.reason ?? (isGated ? "SchedulingGated" : textOr(status.reason, phase));
  let ready = initial.ready;
  let counted: readonly ContainerStatus[] = initial.seen;
  if (initial.reason === undefined || hasCondition(pod, "Initialized")) {
    const containers = status.containerStatuses ?? [];
    counted = [...init.filter(({ name }) => isSidecar(pod, name)), ...containers];
    for (const container of [...containers].reverse()) reason = troubleOf(container) ?? reason;
    const running = containers.filter(isRunning);
    ready += running.length;
    if (reason === "Completed" && running.length > 0)
      reason = hasCondition(pod, "Ready") ? "Running" : "NotReady";
  }
  const isOver = phase === "Succeeded" || phase === "Failed";
  if (pod.metadata.deletionTimestamp !== undefined) {
    if (status.reason === "NodeLost") reason = "Unknown";
    else if (!isOver) reason = "Terminating";
  }
  const total = pod.spec.containers.length + sidecars.length;
  return { ready, total, reason, restarts: restartsOf(counted), lastRestart: latest(counted) };
}

function isRunning({ ready, state }: ContainerStatus): boolean {
  return ready === true && state?.running !== undefined && troubleOf({ name: "", state }) === undefined;
}

function troubleOf({ state }: ContainerStatus): string | undefined {
  const { waiting, terminated } = state ?? {};
  if (waiting?.reason) return waiting.reason;
  if (terminated === undefined) return undefined;
  if (terminated.reason) return terminated.reason;
  return terminated.signal ? `Signal:${terminated.signal}` : `ExitCode:${terminated.exitCode ?? 0}`;
}

interface Initializing {
  /** None once every init container has done its work. */
  readonly reason?: string;
  readonly ready: number;
  readonly seen: readonly ContainerStatus[];
}

function initializing(pod: Pod, init: readonly ContainerStatus[]): Initializing {
  let ready = 0;
  for (const [index, container] of init.entries()) {
    const { waiting, terminated } = container.state ?? {};
    if (terminated !== undefined && (terminated.exitCode ?? 0) === 0) continue;
    if (isSidecar(pod, container.name) && container.started === true) {
      if (container.ready === true) ready++;
      continue;
    }
    const seen = init.slice(0, index + 1);
    if (terminated !== undefined) return { reason: `Init:${troubleOf(container) ?? ""}`, ready, seen };
    if (waiting?.reason && waiting.reason !== "PodInitializing")
      return { reason: `Init:${waiting.reason}`, ready, seen };
    return { reason: `Init:${index}/${pod.spec.initContainers?.length ?? 0}`, ready, seen };
  }
  return { ready, seen: init };
}

const summaries = new WeakMap<Pod, Summary>();

function summaryOf(pod: Pod): Summary {
  let summary = summaries.get(pod);
  if (summary === undefined) {
    summary = summarize(pod);
    summaries.set(pod, summary);
  }
  return summary;
}

function readinessGates(pod: Pod): string {
  const gates = pod.spec.readinessGates ?? [];
  if (gates.length === 0) return "<none>";
  return `${gates.filter(({ conditionType }) => hasCondition(pod, conditionType)).length}/${gates.length}`;
}

export const POD: readonly Column<Pod>[] = [
  NAME,
  text("Ready", (pod) => `${summaryOf(pod).ready}/${summaryOf(pod).total}`),
  text("Status", (pod) => summaryOf(pod).reason),
  text("Restarts", (pod, now) => {
    const { restarts, lastRestart } = summaryOf(pod);
    return restarts === 0 || lastRestart === ""
      ? String(restarts)
      : `${restarts} (${age(lastRestart, now)} ago)`;
  }),
  AGE,
  wide("IP", ({ status }) => textOr(status?.podIPs?.[0]?.ip, "<none>")),
  wide("Node", ({ spec }) => textOr(spec.nodeName, "<none>")),
  wide("Nominated Node", (pod) => textOr(statusOf(pod).nominatedNodeName, "<none>")),
  wide("Readiness Gates", readinessGates),
];

/** Containers and images of a template, as wide columns. */
export function containerColumns<T>(containersOf: (object: T) => readonly Container[]): readonly Column<T>[] {
  return [
    wide("Containers", (object) =>
      containersOf(object)
        .map(({ name }) => name)
        .join(","),
    ),
    wide("Images", (object) =>
      containersOf(object)
        .map(({ image = "" }) => image)
        .join(","),
    ),
  ];
}
