import type { Node } from "../../../api/core/node.ts";
import type { Pod, PodAffinityTerm, TopologySpreadConstraint } from "../../../api/core/pod.ts";
import { compileSelector, type Labels, selects } from "../../../values/label-selector.ts";
import { areTolerated, isSelected } from "../../scheduling.ts";

/** Why a node does not take a pod. */
export interface Obstacle {
  /** As the scheduler words it, with the number of nodes before it. */
  readonly reason: string;
  /** Whether it would go if other pods did. */
  readonly byPods?: true;
}

/** What the scheduler sees of the cluster: where each pod is, and the labels of namespaces. */
export interface Surroundings {
  readonly nodes: readonly Node[];
  /** Pods on a node, by its name; those that are over are not among them. */
  podsOn(node: string): readonly Pod[];
  /** Pods that keep others away, and where they are. */
  readonly guards: readonly { readonly pod: Pod; readonly node: Node }[];
  namespaceLabels(namespace: string): Labels;
}

/** The first filter that a node does not pass, in the order of the default plugins; `undefined` when it passes all. */
export function obstacleAt(pod: Pod, node: Node, around: Surroundings): Obstacle | undefined {
  const { spec } = pod;
  const { tolerations = [] } = spec;
  const taints = (node.spec?.taints ?? []).filter(({ effect }) => effect !== "PreferNoSchedule");
  const cordons = taints.filter(({ key }) => key === CORDON);
  if ((node.spec?.unschedulable === true || cordons.length > 0) && !areTolerated([CORDON_TAINT], tolerations))
    return { reason: "node(s) were unschedulable" };
  if (!areTolerated(taints, tolerations)) return { reason: "node(s) had untolerated taint(s)" };
  if (!isSelected(spec, node)) return { reason: "node(s) didn't match Pod's node affinity/selector" };
  const there = around.podsOn(node.metadata.name);
  if (hasPortConflict(pod, there))
    return { reason: "node(s) didn't have free ports for the requested pod ports", byPods: true };
  const most = Number(node.status?.allocatable?.["pods"] ?? node.status?.capacity?.["pods"] ?? MOST_PODS);
  if (there.length >= most) return { reason: "Too many pods", byPods: true };
  return spreadObstacle(pod, node, around) ?? affinityObstacle(pod, node, around);
}

const CORDON = "node.kubernetes.io/unschedulable";
const CORDON_TAINT = { key: CORDON, effect: "NoSchedule" } as const;
/** `--max-pods` of the kubelet, unless the node's status says another number. */
const MOST_PODS = 110;

/** Ports of the node itself (`HostPortInfo.CheckConflict`): an address of all conflicts with every other. */
function hasPortConflict(pod: Pod, there: readonly Pod[]): boolean {
  const wanted = hostPorts(pod);
  if (wanted.length === 0) return false;
  const taken = there.flatMap(hostPorts);
  return wanted.some((one) =>
    taken.some(
      (other) =>
        one.port === other.port &&
        one.protocol === other.protocol &&
        (one.ip === other.ip || one.ip === ANY || other.ip === ANY),
    ),
  );
}

const ANY = "0.0.0.0";

interface HostPort {
  readonly port: number;
  readonly protocol: string;
  readonly ip: string;
}

function hostPorts({ spec }: Pod): readonly HostPort[] {
  const sidecars = (spec.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === "Always");
  return [...spec.containers, ...sidecars].flatMap(({ ports = [] }) =>
    ports.flatMap(({ hostPort, protocol = "TCP", hostIP }) =>
      hostPort ? [{ port: hostPort, protocol, ip: hostIP || ANY }] : [],
    ),
  );
}

/** `PodTopologySpread` for constraints that hold pods back. */
function spreadObstacle(pod: Pod, node: Node, around: Surroundings): Obstacle | undefined {
  const constraints = (pod.spec.topologySpreadConstraints ?? []).filter(
    ({ whenUnsatisfiable }) => whenUnsatisfiable === "DoNotSchedule",
  );
  if (constraints.length === 0) return undefined;
  const { labels = {} } = node.metadata;
  const reason = "node(s) didn't match pod topology spread constraints";
  for (const constraint of constraints) {
    const domain = labels[constraint.topologyKey];
    if (domain === undefined) return { reason: `${reason} (missing required label)` };
    const counts = countsOf(pod, constraint, constraints, around);
    const { minDomains = 1, maxSkew } = constraint;
    const least = counts.size < minDomains ? 0 : Math.min(...counts.values());
    const own = isCounted(pod, pod, constraint) ? 1 : 0;
    if ((counts.get(domain) ?? 0) + own - least > maxSkew) return { reason, byPods: true };
  }
  return undefined;
}

/** Pods that count, by domain; domains are those of nodes that the pod may come to and that have every key. */
function countsOf(
  pod: Pod,
  constraint: TopologySpreadConstraint,
  all: readonly TopologySpreadConstraint[],
  around: Surroundings,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const node of around.nodes) {
    const { labels = {}, name } = node.metadata;
    const domain = labels[constraint.topologyKey];
    if (domain === undefined || !all.every(({ topologyKey }) => labels[topologyKey] !== undefined)) continue;
    if (constraint.nodeAffinityPolicy !== "Ignore" && !isSelected(pod.spec, node)) continue;
    const isTainted = !areTolerated(hardTaints(node), pod.spec.tolerations ?? []);
    if (constraint.nodeTaintsPolicy === "Honor" && isTainted) continue;
    const found = around.podsOn(name).filter((one) => isCounted(one, pod, constraint));
    counts.set(domain, (counts.get(domain) ?? 0) + found.length);
  }
  return counts;
}

function hardTaints({ spec }: Node): NonNullable<NonNullable<Node["spec"]>["taints"]> {
  return (spec?.taints ?? []).filter(({ effect }) => effect !== "PreferNoSchedule");
}

function isCounted(
  { metadata }: Pod,
  pod: Pod,
  { labelSelector, matchLabelKeys = [] }: TopologySpreadConstraint,
): boolean {
  const { labels = {} } = metadata;
  return (
    metadata.namespace === pod.metadata.namespace &&
    metadata.deletionTimestamp === undefined &&
    labelSelector !== undefined &&
    selects(compileSelector(labelSelector), labels) &&
    hasSame(matchLabelKeys, labels, pod)
  );
}

/** Whether labels have the pod's own values of the keys that it has. */
function hasSame(keys: readonly string[], labels: Labels, { metadata }: Pod): boolean {
  const { labels: own = {} } = metadata;
  return keys.every((key) => own[key] === undefined || labels[key] === own[key]);
}

/** `InterPodAffinity`: what existing pods forbid, what the pod forbids, what it needs. */
function affinityObstacle(pod: Pod, node: Node, around: Surroundings): Obstacle | undefined {
  const needs = pod.spec.affinity?.podAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
  const forbids = antiTerms(pod);
  const there = (term: PodAffinityTerm): readonly Pod[] => sharing(node, term, around);
  if (!needs.every((term) => isNear(pod, node, term, needs, around)))
    return { reason: "node(s) didn't match pod affinity rules" };
  if (forbids.some((term) => there(term).some((other) => isMeant(term, pod, other, around))))
    return { reason: "node(s) didn't match pod anti-affinity rules", byPods: true };
  const { labels = {} } = node.metadata;
  const isForbidden = around.guards.some(({ pod: other, node: at }) =>
    antiTerms(other).some((term) => {
      const domain = labels[term.topologyKey];
      const isNearby = domain !== undefined && at.metadata.labels?.[term.topologyKey] === domain;
      return isNearby && isMeant(term, other, pod, around);
    }),
  );
  return isForbidden
    ? { reason: "node(s) didn't satisfy existing pods anti-affinity rules", byPods: true }
    : undefined;
}

export function antiTerms({ spec }: Pod): readonly PodAffinityTerm[] {
  return spec.affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
}

/** Pods in the node's own domain of the term's key; none where the node has no such label. */
function sharing(
  { metadata: { labels = {} } }: Node,
  { topologyKey }: PodAffinityTerm,
  around: Surroundings,
): readonly Pod[] {
  const domain = labels[topologyKey];
  if (domain === undefined) return [];
  return around.nodes
    .filter(({ metadata }) => metadata.labels?.[topologyKey] === domain)
    .flatMap(({ metadata }) => around.podsOn(metadata.name));
}

/** Whether another pod that all terms mean is there; the first pod of its kind needs none (`satisfyPodAffinity`). */
function isNear(
  pod: Pod,
  node: Node,
  term: PodAffinityTerm,
  all: readonly PodAffinityTerm[],
  around: Surroundings,
): boolean {
  if (node.metadata.labels?.[term.topologyKey] === undefined) return false;
  const areMeant = (other: Pod): boolean => all.every((one) => isMeant(one, pod, other, around));
  if (sharing(node, term, around).some(areMeant)) return true;
  const isFirst = !around.nodes.some(({ metadata }) => around.podsOn(metadata.name).some(areMeant));
  return isFirst && areMeant(pod);
}

/** Whether a term of `whose` means the other pod. */
function isMeant(
  {
    labelSelector,
    namespaces = [],
    namespaceSelector,
    matchLabelKeys = [],
    mismatchLabelKeys = [],
  }: PodAffinityTerm,
  whose: Pod,
  { metadata }: Pod,
  around: Surroundings,
): boolean {
  const { labels = {}, namespace = "default" } = metadata;
  const isOwn = namespaces.length === 0 && namespaceSelector === undefined;
  const isThere = isOwn
    ? namespace === whose.metadata.namespace
    : namespaces.includes(namespace) ||
      (namespaceSelector !== undefined &&
        selects(compileSelector(namespaceSelector), around.namespaceLabels(namespace)));
  return (
    isThere &&
    labelSelector !== undefined &&
    selects(compileSelector(labelSelector), labels) &&
    hasSame(matchLabelKeys, labels, whose) &&
    mismatchLabelKeys.every(
      (key) => labels[key] === undefined || labels[key] !== whose.metadata.labels?.[key],
    )
  );
}
