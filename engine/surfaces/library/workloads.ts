import { nameOf } from "../../api/meta.ts";
import type { ClusterView, PodView } from "../../cluster/view.ts";
import { formatObjectName, type ObjectName } from "../../values/object-name.ts";
import { listenersOf } from "../../workload/listener.ts";
import type { Workload } from "./options.ts";

/** Workloads and bare pods with a place in an input, by namespace, name and kind. */
export function workloadsOf(view: ClusterView): readonly Workload[] {
  const groups = new Map<string, { readonly of: ObjectName; readonly pods: PodView[] }>();
  for (const pod of view.pods) {
    const of = pod.workload ?? nameOf(pod.pod);
    const key = formatObjectName(of);
    const group = groups.get(key);
    if (group !== undefined) group.pods.push(pod);
    else if (isFromInput(view, pod, of)) groups.set(key, { of, pods: [pod] });
  }
  return [...groups.values()].map(({ of, pods }) => workload(view, of, pods)).sort(byIdThenKind);
}

function isFromInput(view: ClusterView, pod: PodView, of: ObjectName): boolean {
  if (view.use(pod.pod).source !== undefined) return true;
  const owner = view
    .list(of.kind as "Deployment", of.namespace)
    .find((candidate) => candidate.metadata.name === of.name);
  return owner !== undefined && view.use(owner).source !== undefined;
}

function workload(
  view: ClusterView,
  { kind, namespace = "", name }: ObjectName,
  pods: readonly PodView[],
): Workload {
  const listeners = new Map(pods.flatMap((pod) => [...listenersOf(view, pod)]));
  const listens = [...listeners.values()]
    .map(({ port, protocol }) => ({ port, protocol }))
    .sort((a, b) => a.port - b.port || (a.protocol < b.protocol ? -1 : 1));
  return { id: `${namespace}/${name}`, kind, namespace, name, pods: pods.map((pod) => pod.id), listens };
}

function byIdThenKind(a: Workload, b: Workload): number {
  if (a.id !== b.id) return a.id < b.id ? -1 : 1;
  return a.kind < b.kind ? -1 : 1;
}
