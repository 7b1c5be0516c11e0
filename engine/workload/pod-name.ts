import type { KindName } from "../api/kinds.ts";
import { nameOf } from "../api/meta.ts";
import type { ClusterView, PodView } from "../cluster/view.ts";
import { compileSelector, selects } from "../values/label-selector.ts";
import { NameError } from "../values/name-error.ts";
import { formatObjectName, type ObjectName } from "../values/object-name.ts";
import { suggest } from "../values/suggest.ts";

const WORKLOAD_KINDS: readonly KindName[] = [
  "Deployment",
  "StatefulSet",
  "DaemonSet",
  "ReplicaSet",
  "CronJob",
  "Job",
];
const APP_LABELS = ["app", "app.kubernetes.io/name"];

/** One thing that has the name, and the pods it stands for. */
interface Candidate {
  readonly what: string;
  readonly namespace: string;
  readonly pods: readonly PodView[];
}

/**
 * Pods that `[namespace/]name` stands for: a pod, a workload, an `app` or `app.kubernetes.io/name` label, a
 * Service, in that order; `pod/NAME` for a pod alone. The namespace given first, then a unique match over all.
 * Throws `NameError` when it is unknown, ambiguous, or stands for no running pod.
 */
export function podsNamed(view: ClusterView, text: string, namespace: string): readonly PodView[] {
  const podOnly = text.startsWith("pod/") && view.namespaceLabels("pod") === undefined;
  const rest = podOnly ? text.slice("pod/".length) : text;
  const slash = rest.indexOf("/");
  const name = rest.slice(slash + 1);
  const find = (where: string): readonly Candidate[] =>
    podOnly ? podCandidates(view, where, name) : candidatesIn(view, where, name);
  if (slash >= 0) {
    const where = rest.slice(0, slash);
    checkNamespace(view, text, where);
    return choose(view, text, where, name, find(where));
  }
  const here = find(namespace);
  if (here.length > 0) return choose(view, text, namespace, name, here);
  const everywhere = view.list("Namespace").flatMap((object) => find(object.metadata.name));
  return choose(view, text, undefined, name, everywhere);
}

function checkNamespace(view: ClusterView, text: string, namespace: string): void {
  if (view.namespaceLabels(namespace) !== undefined) return;
  const names = view.list("Namespace").map((object) => object.metadata.name);
  throw new NameError(`${text}: namespace ${namespace} does not exist`, suggest(namespace, names));
}

function choose(
  view: ClusterView,
  text: string,
  namespace: string | undefined,
  name: string,
  candidates: readonly Candidate[],
): readonly PodView[] {
  const [first, ...others] = candidates;
  if (first === undefined) {
    const where = namespace === undefined ? "any namespace" : `namespace ${namespace}`;
    const message = `no pod, workload, app label or Service named ${name} in ${where}`;
    throw new NameError(message, suggest(text, knownNames(view)));
  }
  if (others.some((other) => !samePods(first.pods, other.pods))) {
    const meant = candidates.map(({ what }) => what);
    throw new NameError(`${text} is ambiguous: ${meant.join(" or ")}`, meant);
  }
  const usable = first.pods.filter((pod) => pod.running && pod.ips.length > 0);
  if (usable.length === 0) throw new NameError(`${first.what} has no running pod${stateOf(first.pods)}`);
  return usable;
}

function stateOf(pods: readonly PodView[]): string {
  const pod = pods[0];
  if (pod === undefined) return "";
  return pod.running
    ? `: ${pod.id} has no address yet`
    : `: ${pod.id} is ${pod.pod.status?.phase ?? "not running"}`;
}

function samePods(a: readonly PodView[], b: readonly PodView[]): boolean {
  const ids = new Set(a.map((pod) => pod.id));
  return a.length === b.length && b.every((pod) => ids.has(pod.id));
}

/** Candidates of the first rank that has any. */
function candidatesIn(view: ClusterView, namespace: string, name: string): readonly Candidate[] {
  for (const rank of [podCandidates, workloadCandidates, labelCandidates, serviceCandidates]) {
    const found = rank(view, namespace, name);
    if (found.length > 0) return found;
  }
  return [];
}

function podCandidates(view: ClusterView, namespace: string, name: string): readonly Candidate[] {
  const pod = view.pod(namespace, name);
  return pod === undefined ? [] : [{ what: `Pod ${pod.id}`, namespace, pods: [pod] }];
}

function workloadCandidates(view: ClusterView, namespace: string, name: string): readonly Candidate[] {
  return WORKLOAD_KINDS.flatMap((kind) => {
    const object = view.get(kind, namespace, name);
    if (object === undefined) return [];
    const pods = view.pods.filter((pod) => belongsTo(pod, nameOf(object)));
    return [{ what: formatObjectName(nameOf(object)), namespace, pods }];
  });
}

/** By its top workload, or by the owner in between (a ReplicaSet, a Job of a CronJob). */
function belongsTo(pod: PodView, workload: ObjectName): boolean {
  if (pod.namespace !== workload.namespace) return false;
  const top = pod.workload;
  if (top?.kind === workload.kind && top.name === workload.name) return true;
  const owners = pod.pod.metadata.ownerReferences ?? [];
  return owners.some((owner) => owner.kind === workload.kind && owner.name === workload.name);
}

function labelCandidates(view: ClusterView, namespace: string, name: string): readonly Candidate[] {
  return APP_LABELS.flatMap((key) => {
    const pods = view.pods.filter((pod) => pod.namespace === namespace && pod.labels[key] === name);
    return pods.length === 0 ? [] : [{ what: `${key}=${name} in ${namespace}`, namespace, pods }];
  });
}

function serviceCandidates(view: ClusterView, namespace: string, name: string): readonly Candidate[] {
  const service = view.get("Service", namespace, name);
  if (service === undefined) return [];
  const labels = service.spec.selector ?? {};
  if (Object.keys(labels).length === 0) return [];
  const selector = compileSelector({ matchLabels: labels });
  const pods = view.pods.filter((pod) => pod.namespace === namespace && selects(selector, pod.labels));
  return [{ what: `Service ${namespace}/${name}`, namespace, pods }];
}

function knownNames(view: ClusterView): ReadonlySet<string> {
  const names = new Set<string>();
  for (const pod of view.pods) {
    const top = pod.workload?.name ?? pod.name;
    names.add(`${pod.namespace}/${top}`).add(top);
  }
  return names;
}
