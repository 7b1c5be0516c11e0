import type { Pod } from "../../api/core/pod.ts";
import { kernelHostname } from "../../cluster/pod-hostname.ts";
import type { Cluster } from "../library/cluster.ts";

/** Where a command runs: beside the cluster with kubectl at hand, in a container, or on a node. */
export type Place =
  | { readonly kind: "workstation" }
  | {
      readonly kind: "pod";
      readonly namespace: string;
      readonly name: string;
      readonly container: string;
      readonly image: string;
    }
  | { readonly kind: "node"; readonly name: string };

export const WORKSTATION: Place = { kind: "workstation" };

/** The client that requests made there come from, as the library names it. */
export function clientAt(place: Place): string {
  switch (place.kind) {
    case "workstation":
      return "external";
    case "pod":
      return `${place.namespace}/${place.name}`;
    case "node":
      return `node/${place.name}`;
  }
}

/** A container of a pod: the one that is named, else the one of `kubectl.kubernetes.io/default-container`, else the first. */
export function podPlace(pod: Pod, container?: string): Extract<Place, { kind: "pod" }> | undefined {
  const { namespace = "default", name, annotations = {} } = pod.metadata;
  const wanted = container ?? annotations["kubectl.kubernetes.io/default-container"];
  const found =
    wanted === undefined
      ? pod.spec.containers[0]
      : [...pod.spec.containers, ...(pod.spec.initContainers ?? [])].find((one) => one.name === wanted);
  if (found === undefined) return undefined;
  return { kind: "pod", namespace, name, container: found.name, image: found.image ?? "" };
}

export function podNamed(cluster: Cluster, namespace: string, name: string): Pod | undefined {
  const pods = cluster.objects("Pod") as readonly Pod[];
  return pods.find(({ metadata }) => metadata.namespace === namespace && metadata.name === name);
}

/** What `hostname` prints there. */
export function hostnameAt(cluster: Cluster, place: Place): string {
  if (place.kind === "workstation") return "workstation";
  const pod = place.kind === "pod" ? podNamed(cluster, place.namespace, place.name) : undefined;
  return pod === undefined ? place.name : kernelHostname(pod, cluster.profile.clusterDomain);
}
