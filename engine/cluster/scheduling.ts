import type { Node, Taint } from "../api/core/node.ts";
import type { NodeSelectorRequirement, NodeSelectorTerm, Pod, PodSpec, Toleration } from "../api/core/pod.ts";
import { holds, type Labels } from "../values/label-selector.ts";

/** Whether a pod may come to a node: nodeSelector, required node affinity, and taints with effect NoSchedule or NoExecute. */
export function fits(spec: PodSpec, node: Node, extra: readonly Toleration[] = []): boolean {
  const taints = (node.spec?.taints ?? []).filter(({ effect }) => effect !== "PreferNoSchedule");
  return isSelected(spec, node) && areTolerated(taints, [...(spec.tolerations ?? []), ...extra]);
}

/** Whether a pod that is on the node may stay there: nodeSelector, and taints with effect NoExecute. */
export function mayStay(spec: PodSpec, node: Node, extra: readonly Toleration[] = []): boolean {
  return (
    isSelected(spec, node) && areTolerated(noExecuteTaints(node), [...(spec.tolerations ?? []), ...extra])
  );
}

export function noExecuteTaints({ spec }: Node): readonly Taint[] {
  return (spec?.taints ?? []).filter(({ effect }) => effect === "NoExecute");
}

/** nodeSelector and required node affinity (component-helpers/scheduling/corev1/nodeaffinity). */
export function isSelected({ nodeSelector = {}, affinity }: PodSpec, node: Node): boolean {
  const { labels = {}, name } = node.metadata;
  const terms = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  return (
    Object.entries(nodeSelector).every(([key, value]) => labels[key] === value) &&
    (terms === undefined || terms.some((term) => isMet(term, labels, { "metadata.name": name })))
  );
}

function isMet(
  { matchExpressions = [], matchFields = [] }: NodeSelectorTerm,
  labels: Labels,
  fields: Labels,
): boolean {
  if (matchExpressions.length + matchFields.length === 0) return false;
  return (
    matchExpressions.every((one) => requirementHolds(one, labels)) &&
    matchFields.every((one) => requirementHolds(one, fields))
  );
}

function requirementHolds({ key, operator, values = [] }: NodeSelectorRequirement, labels: Labels): boolean {
  if (operator !== "Gt" && operator !== "Lt") return holds({ key, operator, values }, labels);
  const [own, bound] = [labels[key] ?? "", values[0] ?? ""];
  if (!/^-?\d+$/.test(own) || !/^-?\d+$/.test(bound)) return false;
  return operator === "Gt" ? Number(own) > Number(bound) : Number(own) < Number(bound);
}

export function areTolerated(taints: readonly Taint[], tolerations: readonly Toleration[]): boolean {
  return taints.every((taint) => tolerations.some((toleration) => tolerates(toleration, taint)));
}

/** `Toleration.ToleratesTaint`. */
export function tolerates(
  { key, operator = "Equal", value = "", effect }: Toleration,
  taint: Taint,
): boolean {
  if (effect && effect !== taint.effect) return false;
  if (key && key !== taint.key) return false;
  if (!key) return operator === "Exists";
  return operator === "Exists" || value === (taint.value ?? "");
}

/** Seconds for which a pod stays on a node that is lost. */
const PATIENCE = 300;

const LOST = ["not-ready", "unreachable"].map((trouble): Toleration => {
  const key = `node.kubernetes.io/${trouble}`;
  return { effect: "NoExecute", key, operator: "Exists", tolerationSeconds: PATIENCE };
});

/** With those of `DefaultTolerationSeconds`, unless the pod says itself how long it stays. */
export function admittedTolerations(own: readonly Toleration[] = []): readonly Toleration[] {
  const says = ({ key }: Toleration): boolean =>
    own.some((one) => (!one.key || one.key === key) && (!one.effect || one.effect === "NoExecute"));
  return [...own, ...LOST.filter((one) => !says(one))];
}

/** A static pod, whose kubelet lets it tolerate every NoExecute taint (pkg/kubelet/config/common.go). */
export function isStatic({ metadata }: Pod): boolean {
  return (
    metadata.annotations?.[MIRROR] !== undefined ||
    (metadata.ownerReferences ?? []).some(({ kind }) => kind === "Node")
  );
}

export const MIRROR = "kubernetes.io/config.mirror";
