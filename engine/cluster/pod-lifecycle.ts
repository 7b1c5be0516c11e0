import type { Pod } from "../api/core/pod.ts";
import { formatTimestamp } from "../values/clock.ts";
import type { ClusterEvent, ControlPlane } from "./control-plane.ts";

/** `terminationGracePeriodSeconds` when a pod says nothing. */
const GRACE_SECONDS = 30;

/** The pod's readiness probe passes or fails. */
export function readinessChange(namespace: string, name: string, ready: boolean): ClusterEvent {
  return (plane) => {
    const pod = plane.get("Pod", namespace, name);
    if (pod !== undefined) plane.put(withReadiness(pod, ready));
  };
}

function withReadiness(pod: Pod, ready: boolean): Pod {
  const value = ready ? "True" : "False";
  const others = (pod.status?.conditions ?? []).filter(
    ({ type }) => type !== "Ready" && type !== "ContainersReady",
  );
  const conditions = [
    ...others,
    { type: "ContainersReady", status: value },
    { type: "Ready", status: value },
  ];
  return { ...pod, status: { ...pod.status, conditions } };
}

/**
 * The pod is asked to end: it keeps running, and keeps its readiness, until its grace period is over. The API server
 * sets `deletionTimestamp` to that moment (pkg/registry/core/pod/strategy.go, CheckGracefulDelete).
 */
export function termination(namespace: string, name: string): ClusterEvent {
  return (plane) => {
    const pod = plane.get("Pod", namespace, name);
    if (pod === undefined || pod.metadata.deletionTimestamp !== undefined) return;
    const deletionTimestamp = formatTimestamp(plane.now() + graceOf(pod) * 1000);
    plane.put({ ...pod, metadata: { ...pod.metadata, deletionTimestamp } });
  };
}

/** Seconds that the pod's containers have to end. */
export function graceOf({ spec }: Pod): number {
  return spec.terminationGracePeriodSeconds ?? GRACE_SECONDS;
}

/** How long the garbage collector waits for a node that is gone (pkg/controller/podgc, quarantineTime). */
export const ORPHAN_SECONDS = 40;

/** Pods of nodes that are gone are gone, too. */
export function collectOrphans(plane: ControlPlane): void {
  const nodes = new Set(plane.list("Node").map(({ metadata }) => metadata.name));
  for (const pod of plane.list("Pod")) {
    const { nodeName } = pod.spec;
    if (nodeName !== undefined && !nodes.has(nodeName)) plane.remove(pod);
  }
}

/** Kinds whose pods follow their template. */
export const ROLLING = ["Deployment", "StatefulSet", "DaemonSet"] as const;

export type RollingKind = (typeof ROLLING)[number];

/** `kubectl set image KIND/NAME *=IMAGE`: a new template, so new pods. */
export function imageChange(kind: RollingKind, namespace: string, name: string, image: string): ClusterEvent {
  return (plane) => {
    const object = plane.get(kind, namespace, name);
    if (object === undefined) return;
    const { template } = object.spec;
    const containers = template.spec.containers.map((container) => ({ ...container, image }));
    const changed = { ...template, spec: { ...template.spec, containers } };
    plane.put({ ...object, spec: { ...object.spec, template: changed } } as typeof object);
  };
}

/** Kinds that `kubectl scale` takes, of those the engine knows. */
export const SCALABLE: readonly ScalableKind[] = ["Deployment", "StatefulSet", "ReplicaSet"];

export type ScalableKind = "Deployment" | "StatefulSet" | "ReplicaSet";

/** `kubectl scale --replicas`. */
export function scale(kind: ScalableKind, namespace: string, name: string, replicas: number): ClusterEvent {
  return (plane) => {
    const object = plane.get(kind, namespace, name);
    if (object !== undefined) plane.put({ ...object, spec: { ...object.spec, replicas } } as typeof object);
  };
}
