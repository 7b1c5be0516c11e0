import type { Node } from "../api/core/node.ts";
import type { Pod, PodCondition } from "../api/core/pod.ts";
import { formatTimestamp } from "../values/clock.ts";
import type { ControlPlane } from "./control-plane.ts";
import { graceOf } from "./pod-lifecycle.ts";

/** Whether a node is ready, as its condition says; one without a word of it is. */
export function readinessOf({ status }: Node): string {
  return status?.conditions?.find(({ type }) => type === "Ready")?.status ?? "True";
}

/** `node.kubernetes.io/out-of-service`: somebody vouches that the machine is off. */
const OFF = "node.kubernetes.io/out-of-service";

/** Whether nobody on the pod's node confirms that its containers have ended. */
export function isCutOff(plane: ControlPlane, { spec }: Pod): boolean {
  const node = spec.nodeName && plane.get("Node", undefined, spec.nodeName);
  if (!node || readinessOf(node) !== "Unknown") return false;
  return !(node.spec?.taints ?? []).some(({ key }) => key === OFF);
}

/**
 * Deletes a pod for the sake of something else. It is gone at once, as all that is deleted here, unless finalizers keep it
 * or its kubelet cannot be reached: then it is seen ending, and says why.
 */
export function evict(plane: ControlPlane, pod: Pod, why: Pick<PodCondition, "reason" | "message">): void {
  const { metadata, status } = pod;
  if ((metadata.finalizers ?? []).length === 0 && !isCutOff(plane, pod)) {
    plane.remove(pod);
    return;
  }
  const condition = {
    type: "DisruptionTarget",
    status: "True",
    lastTransitionTime: formatTimestamp(plane.now()),
    ...why,
  };
  const others = (status?.conditions ?? []).filter(({ type }) => type !== condition.type);
  const deletionTimestamp = formatTimestamp(plane.now() + graceOf(pod) * 1000);
  plane.put({
    ...pod,
    metadata: { ...metadata, deletionTimestamp },
    status: { ...status, conditions: [...others, condition] },
  });
}

/** Pods whose grace period is over are gone, if there is somebody to say so. */
export function endTerminated(plane: ControlPlane): void {
  const now = formatTimestamp(plane.now());
  for (const pod of plane.list("Pod")) {
    const { deletionTimestamp, finalizers = [] } = pod.metadata;
    if (deletionTimestamp === undefined || deletionTimestamp > now || finalizers.length > 0) continue;
    if (!isCutOff(plane, pod)) plane.remove(pod);
  }
}
