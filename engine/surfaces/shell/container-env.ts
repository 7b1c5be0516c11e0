import type { EnvFromSource, EnvVar, Pod } from "../../api/core/pod.ts";
import type { Cluster } from "../library/cluster.ts";
import { configMapData, secretData } from "./mounts.ts";
import { type Place, podNamed } from "./place.ts";

type Variables = Readonly<Record<string, string>>;

/**
 * The variables that a container declares, on top of those that are there before: `envFrom` first, then `env` in its
 * order, where `$(NAME)` stands for what came before (pkg/kubelet, makeEnvironmentVariables).
 */
export function containerVariables(
  cluster: Cluster,
  place: Extract<Place, { kind: "pod" }>,
  before: Variables,
): Variables {
  const pod = podNamed(cluster, place.namespace, place.name);
  if (pod === undefined) return before;
  const all = [...pod.spec.containers, ...(pod.spec.initContainers ?? [])];
  const container = all.find(({ name }) => name === place.container);
  let variables: Variables = {};
  for (const source of container?.envFrom ?? [])
    variables = { ...variables, ...fromSource(cluster, place, source) };
  for (const variable of container?.env ?? []) {
    const value = variableValue(cluster, pod, variable, { ...before, ...variables });
    // A reference to what is not there keeps a container from starting; here the variable is left out.
    if (value !== undefined) variables = { ...variables, [variable.name]: value };
  }
  return { ...before, ...variables };
}

function fromSource(
  cluster: Cluster,
  { namespace }: Extract<Place, { kind: "pod" }>,
  { prefix = "", configMapRef, secretRef }: EnvFromSource,
): Variables {
  const data =
    configMapRef === undefined
      ? secretData(cluster, namespace, secretRef?.name)
      : configMapData(cluster, namespace, configMapRef.name);
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [`${prefix}${key}`, value]));
}

function variableValue(
  cluster: Cluster,
  pod: Pod,
  { value, valueFrom }: EnvVar,
  known: Variables,
): string | undefined {
  if (valueFrom === undefined) return expand(value ?? "", known);
  const { namespace = "default" } = pod.metadata;
  const { fieldRef, configMapKeyRef, secretKeyRef } = valueFrom;
  if (fieldRef !== undefined) return fieldOf(pod, fieldRef.fieldPath);
  const keyOf = (data: Variables, key: string): string | undefined =>
    Object.hasOwn(data, key) ? data[key] : undefined;
  if (configMapKeyRef !== undefined)
    return keyOf(configMapData(cluster, namespace, configMapKeyRef.name), configMapKeyRef.key);
  if (secretKeyRef !== undefined)
    return keyOf(secretData(cluster, namespace, secretKeyRef.name), secretKeyRef.key);
  return undefined;
}

/** `$(NAME)`; `$$` is a dollar sign, and a name that nobody declared stays as it is written. */
function expand(text: string, known: Variables): string {
  return text.replace(/\$\$|\$\(([^()]+)\)/g, (whole, name: string | undefined) => {
    if (name === undefined) return "$";
    return Object.hasOwn(known, name) ? (known[name] ?? whole) : whole;
  });
}

/** Fields of the downward API that a variable may take. */
function fieldOf({ metadata, spec, status }: Pod, path: string): string | undefined {
  const [, map, key] = /^metadata\.(labels|annotations)\['(.+)'\]$/.exec(path) ?? [];
  if (key !== undefined) {
    const pairs = (map === "labels" ? metadata.labels : metadata.annotations) ?? {};
    return Object.hasOwn(pairs, key) ? pairs[key] : "";
  }
  switch (path) {
    case "metadata.name":
      return metadata.name;
    case "metadata.namespace":
      return metadata.namespace ?? "default";
    case "metadata.uid":
      return metadata.uid;
    case "spec.nodeName":
      return spec.nodeName;
    case "spec.serviceAccountName":
      return spec.serviceAccountName ?? "default";
    case "status.podIP":
      return status?.podIP;
    case "status.podIPs":
      return status?.podIPs?.map(({ ip }) => ip).join(",");
    case "status.hostIP":
      return status?.hostIP;
    case "status.hostIPs":
      return status?.hostIPs?.map(({ ip }) => ip).join(",");
    default:
      return undefined;
  }
}
