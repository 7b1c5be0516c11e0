import type { Pod } from "../api/core/pod.ts";
import type { ClusterEvent } from "./control-plane.ts";
import { readinessChange } from "./pod-lifecycle.ts";
import type { Profile } from "./profile.ts";
import type { ClusterView } from "./view.ts";

/** Condition of a DNS pod that has heard nothing of the API server since it started. Kubernetes has none, so nobody is shown it. */
export const WAITS_FOR_API = "podwire.dev/waits-for-api";

/** Whether a pod of the namespace with these labels runs the cluster's DNS server. */
export function runsDns({ dns }: Profile, { namespace, labels = {} }: Pod["metadata"]): boolean {
  return (
    namespace === dns.namespace && Object.entries(dns.labels).every(([key, value]) => labels[key] === value)
  );
}

export function waitsForApi({ status }: Pod): boolean {
  return status?.conditions?.some(({ type }) => type === WAITS_FOR_API) === true;
}

export function waitingDnsPods(view: ClusterView): readonly Pod[] {
  const { namespace, labels } = view.profile.dns;
  return view.labelled("Pod", namespace, labels).filter(waitsForApi);
}

/** The server has its names, and says that it is ready. */
export function heardFromApi({ namespace = "", name }: Pod["metadata"]): ClusterEvent {
  return (plane) => {
    const pod = plane.get("Pod", namespace, name);
    if (pod === undefined) return;
    const conditions = (pod.status?.conditions ?? []).filter(({ type }) => type !== WAITS_FOR_API);
    plane.put({ ...pod, status: { ...pod.status, conditions } });
    readinessChange(namespace, name, true)(plane);
  };
}
