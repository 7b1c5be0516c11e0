import type { Deployment, ReplicaSet } from "../../../api/apps/workloads.ts";
import { resolveShare } from "../../pod-template.ts";

/** A ReplicaSet in numbers: how many pods it asks for, and how many of them are ready. */
export interface Size {
  readonly set: ReplicaSet;
  readonly replicas: number;
  readonly ready: number;
}

/** How many pods each ReplicaSet is to have now. */
export interface Plan {
  readonly current: number;
  readonly old: ReadonlyMap<string, number>;
}

/**
 * One step of `rolloutRolling` (pkg/controller/deployment/rolling.go): as many new pods as the surge allows, then as few old
 * ones as must stay for `replicas - maxUnavailable` pods to be ready. Old pods that are not ready go first.
 */
export function rollingPlan({ spec }: Deployment, current: Size | undefined, old: readonly Size[]): Plan {
  const wanted = spec.replicas ?? 1;
  const { maxSurge = "25%", maxUnavailable = "25%" } = spec.strategy?.rollingUpdate ?? {};
  const surge = resolveShare(maxSurge, wanted, Math.ceil);
  const given = resolveShare(maxUnavailable, wanted, Math.floor);
  const unavailable = Math.min(surge === 0 && given === 0 ? 1 : given, wanted);
  const have = current?.replicas ?? 0;
  const total = old.reduce((sum, { replicas }) => sum + replicas, have);
  const room = Math.max(0, wanted + surge - total);
  const next = have > wanted ? wanted : have + Math.min(room, wanted - have);
  const newUnready = next - Math.min(next, current?.ready ?? 0);
  const minimum = wanted - unavailable;
  let removable = Math.max(0, total - have + next - minimum - newUnready);
  const left = new Map(old.map(({ set, replicas }) => [set.metadata.name, replicas]));
  for (const { set, replicas, ready } of old) {
    const unready = Math.min(replicas - Math.min(replicas, ready), removable);
    left.set(set.metadata.name, replicas - unready);
    removable -= unready;
  }
  const readyNow = old.reduce((sum, { ready }) => sum + ready, current?.ready ?? 0);
  removable = Math.min(removable, Math.max(0, readyNow - minimum));
  for (const { set } of old) {
    const size = left.get(set.metadata.name) ?? 0;
    const gone = Math.min(size, removable);
    left.set(set.metadata.name, size - gone);
    removable -= gone;
  }
  return { current: next, old: left };
}

/** `rolloutRecreate`: nothing new before everything old is gone. */
export function recreatePlan({ spec }: Deployment, oldPods: number, old: readonly Size[]): Plan {
  return {
    current: oldPods > 0 ? 0 : (spec.replicas ?? 1),
    old: new Map(old.map(({ set }) => [set.metadata.name, 0])),
  };
}
