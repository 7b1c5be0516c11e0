import type { Node, Taint } from "../api/core/node.ts";
import type { PodSpec, Toleration } from "../api/core/pod.ts";

/** Whether a pod may run on a node: nodeSelector, and taints with effect NoSchedule or NoExecute. */
export function fits(spec: PodSpec, node: Node, extra: readonly Toleration[] = []): boolean {
  const labels = node.metadata.labels ?? {};
  for (const [key, value] of Object.entries(spec.nodeSelector ?? {})) if (labels[key] !== value) return false;
  const tolerations = [...(spec.tolerations ?? []), ...extra];
  return taintsOf(node).every((taint) => tolerations.some((toleration) => tolerates(toleration, taint)));
}

/** `kubectl cordon` is a taint, too. */
function taintsOf({ spec }: Node): readonly Taint[] {
  const taints = (spec?.taints ?? []).filter(({ effect }) => effect !== "PreferNoSchedule");
  const isCordoned = spec?.unschedulable === true && !taints.some(({ key }) => key === CORDONED.key);
  return isCordoned ? [...taints, CORDONED] : taints;
}

const CORDONED: Taint = { key: "node.kubernetes.io/unschedulable", effect: "NoSchedule" };

/** `Toleration.ToleratesTaint`. */
function tolerates({ key, operator = "Equal", value = "", effect }: Toleration, taint: Taint): boolean {
  if (effect && effect !== taint.effect) return false;
  if (key && key !== taint.key) return false;
  if (!key) return operator === "Exists";
  return operator === "Exists" || value === (taint.value ?? "");
}
