import type { Container, Pod, PodCondition } from "../../api/core/pod.ts";

/** The part of `PodStatus` that a kubelet fills in: containers, conditions, quality of service. */
export function podReport(pod: Pod): Readonly<Record<string, unknown>> {
  const { spec, status = {}, metadata } = pod;
  const since = metadata.creationTimestamp;
  const phase = status.phase ?? "Pending";
  const isScheduled = spec.nodeName !== undefined;
  const isReady = (status.conditions ?? []).some(
    ({ type, status: value }) => type === "Ready" && value === "True",
  );
  const lists = isScheduled ? containersReport(pod, phase, isReady) : {};
  return {
    phase,
    ...lists,
    ...(isScheduled ? { startTime: since } : {}),
    qosClass: qosClass([...(spec.initContainers ?? []), ...spec.containers]),
    conditions: conditionsReport(phase, isScheduled, isReady, since, status.conditions ?? []),
  };
}

function conditionsReport(
  phase: string,
  isScheduled: boolean,
  isReady: boolean,
  since: string | undefined,
  told: readonly PodCondition[],
): readonly unknown[] {
  const started = phase === "Running" || phase === "Succeeded" || phase === "Failed";
  const condition = (type: string, holds: boolean): object => ({
    type,
    status: holds ? "True" : "False",
    lastProbeTime: null,
    lastTransitionTime: since,
  });
  if (!isScheduled) {
    const { reason, message } = told.find(({ type }) => type === "PodScheduled") ?? {};
    const why = {
      ...(message === undefined ? {} : { message }),
      ...(reason === undefined ? {} : { reason }),
    };
    return [{ ...condition("PodScheduled", false), ...why }];
  }
  return [
    condition("PodReadyToStartContainers", phase === "Running"),
    condition("Initialized", started),
    condition("Ready", isReady),
    condition("ContainersReady", isReady),
    condition("PodScheduled", true),
  ];
}

function containersReport(pod: Pod, phase: string, isReady: boolean): Readonly<Record<string, unknown>> {
  const { spec, metadata } = pod;
  const since = metadata.creationTimestamp;
  const describe = (container: Container, ready: boolean, state: unknown, started: boolean): unknown => ({
    name: container.name,
    state,
    lastState: {},
    ready,
    restartCount: 0,
    image: container.image ?? "",
    imageID: "",
    started,
  });
  const completed = { terminated: { exitCode: 0, reason: "Completed", startedAt: since, finishedAt: since } };
  const running = phase === "Running";
  const init = (spec.initContainers ?? []).map((container) => {
    const stays = container.restartPolicy === "Always";
    const state = stays && running ? { running: { startedAt: since } } : completed;
    return describe(
      container,
      true,
      phase === "Pending" ? waiting("PodInitializing") : state,
      stays && running,
    );
  });
  const state = stateIn(phase, since);
  const containers = spec.containers.map((container) =>
    describe(container, running && isReady, state, running),
  );
  const { ephemeralContainers = [] } = spec;
  const debugging = ephemeralContainers.map((container) => describe(container, false, state, running));
  return {
    ...(init.length > 0 ? { initContainerStatuses: init } : {}),
    containerStatuses: containers,
    ...(debugging.length > 0 ? { ephemeralContainerStatuses: debugging } : {}),
  };
}

function waiting(reason: string): unknown {
  return { waiting: { reason } };
}

function stateIn(phase: string, since: string | undefined): unknown {
  const times = { startedAt: since, finishedAt: since };
  switch (phase) {
    case "Running":
      return { running: { startedAt: since } };
    case "Succeeded":
      return { terminated: { exitCode: 0, reason: "Completed", ...times } };
    case "Failed":
      return { terminated: { exitCode: 1, reason: "Error", ...times } };
    default:
      return waiting("ContainerCreating");
  }
}

/** `GetPodQOS` of pkg/apis/core/helper/qos: all limits and equal requests, some, or none. */
function qosClass(containers: readonly Container[]): string {
  const asked = containers.map(({ resources = {} }) => resources);
  const names = ["cpu", "memory"];
  const asks = asked.some(({ requests = {}, limits = {} }) =>
    names.some((name) => Object.hasOwn(requests, name) || Object.hasOwn(limits, name)),
  );
  if (!asks) return "BestEffort";
  const isGuaranteed = asked.every(({ requests = {}, limits = {} }) =>
    names.every(
      (name) =>
        Object.hasOwn(limits, name) && (!Object.hasOwn(requests, name) || requests[name] === limits[name]),
    ),
  );
  return isGuaranteed ? "Guaranteed" : "Burstable";
}
