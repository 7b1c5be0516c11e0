import { wholeTemplate } from "../core/pod-defaults.ts";
import type { DaemonSet, Deployment, ReplicaSet, StatefulSet } from "./workloads.ts";

type Workload = Deployment | ReplicaSet | StatefulSet | DaemonSet;

/** A workload as everybody sees it (pkg/apis/apps/v1/defaults.go): how it changes from one template to the next. */
export function wholeWorkload<T extends Workload>(workload: T): T {
  const { spec } = workload;
  return {
    ...workload,
    spec: { ...spec, template: wholeTemplate(spec.template), ...ownDefaults(workload) },
  };
}

const HISTORY = 10;

interface Kept {
  readonly revisionHistoryLimit?: number;
}

function ownDefaults(workload: Workload): object {
  const { revisionHistoryLimit = HISTORY } = workload.spec as Kept;
  switch (workload.kind) {
    case "ReplicaSet":
      return {};
    case "Deployment":
      return { revisionHistoryLimit, ...rollout(workload.spec) };
    case "DaemonSet":
      return { revisionHistoryLimit, updateStrategy: daemonStrategy(workload.spec) };
    case "StatefulSet":
      return { revisionHistoryLimit, ...ordered(workload.spec) };
  }
}

function rollout(spec: Deployment["spec"] & { readonly progressDeadlineSeconds?: number }): object {
  const { strategy = {}, progressDeadlineSeconds = 600 } = spec;
  const type = strategy.type || "RollingUpdate";
  const rollingUpdate = { maxUnavailable: "25%", maxSurge: "25%", ...strategy.rollingUpdate };
  const whole = type === "RollingUpdate" ? { ...strategy, type, rollingUpdate } : { ...strategy, type };
  return { strategy: whole, progressDeadlineSeconds };
}

function daemonStrategy({ updateStrategy = {} }: DaemonSet["spec"]): DaemonSet["spec"]["updateStrategy"] {
  const type = updateStrategy.type || "RollingUpdate";
  const rollingUpdate = { maxUnavailable: 1, maxSurge: 0, ...updateStrategy.rollingUpdate };
  return type === "RollingUpdate" ? { ...updateStrategy, type, rollingUpdate } : { ...updateStrategy, type };
}

type Ordered = StatefulSet["spec"] & {
  readonly persistentVolumeClaimRetentionPolicy?: object;
  readonly volumeClaimTemplates?: readonly { readonly spec?: object; readonly status?: object }[];
};

function ordered(spec: Ordered): object {
  const { updateStrategy = {}, persistentVolumeClaimRetentionPolicy: policy, volumeClaimTemplates } = spec;
  // A strategy that names its type and no more is left alone.
  const rollingUpdate = updateStrategy.rollingUpdate ?? (updateStrategy.type ? undefined : {});
  const type = updateStrategy.type || "RollingUpdate";
  const rolls = type === "RollingUpdate" && rollingUpdate !== undefined;
  return {
    podManagementPolicy: spec.podManagementPolicy || "OrderedReady",
    updateStrategy: {
      ...updateStrategy,
      type,
      ...(rolls ? { rollingUpdate: { partition: 0, ...rollingUpdate } } : {}),
    },
    persistentVolumeClaimRetentionPolicy: { whenDeleted: "Retain", whenScaled: "Retain", ...policy },
    ...(volumeClaimTemplates === undefined ? {} : { volumeClaimTemplates: volumeClaimTemplates.map(claim) }),
  };
}

function claim({ spec, status, ...rest }: NonNullable<Ordered["volumeClaimTemplates"]>[number]): object {
  return {
    apiVersion: "v1",
    kind: "PersistentVolumeClaim",
    ...rest,
    spec: { volumeMode: "Filesystem", ...spec },
    status: { phase: "Pending", ...status },
  };
}
