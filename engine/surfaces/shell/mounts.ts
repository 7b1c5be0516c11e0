import type { ConfigMap, Secret } from "../../api/core/config.ts";
import type { Volume } from "../../api/core/pod.ts";
import { fromBase64 } from "../../values/pem.ts";
import type { Cluster } from "../library/cluster.ts";
import { type Place, podNamed } from "./place.ts";

/** Files that volumes of ConfigMaps and Secrets put into a container, by path. Items, modes and subPaths are left out. */
export function mountedFiles(
  cluster: Cluster,
  place: Extract<Place, { kind: "pod" }>,
): Readonly<Record<string, string>> {
  const pod = podNamed(cluster, place.namespace, place.name);
  const { volumes = [], containers = [] } = pod?.spec ?? {};
  const mounts = containers.find(({ name }) => name === place.container)?.volumeMounts ?? [];
  const entries = mounts.flatMap(({ name, mountPath }) => {
    const volume = volumes.find((one) => one.name === name);
    const files = volume === undefined ? {} : contentOf(cluster, place.namespace, volume);
    return Object.entries(files).map(
      ([key, text]) => [`${mountPath.replace(/\/$/, "")}/${key}`, text] as const,
    );
  });
  return Object.fromEntries(entries);
}

function contentOf(
  cluster: Cluster,
  namespace: string,
  { configMap, secret }: Volume,
): Readonly<Record<string, string>> {
  if (configMap !== undefined) return configMapData(cluster, namespace, configMap.name);
  return secretData(cluster, namespace, secret?.secretName);
}

/** The texts of a ConfigMap; none when there is no such object. */
export function configMapData(
  cluster: Cluster,
  namespace: string,
  name: string | undefined,
): Readonly<Record<string, string>> {
  return objectNamed<ConfigMap>(cluster, { kind: "ConfigMap", namespace, name })?.data ?? {};
}

/** The texts of a Secret, decoded; none when there is no such object. */
export function secretData(
  cluster: Cluster,
  namespace: string,
  name: string | undefined,
): Readonly<Record<string, string>> {
  const found = objectNamed<Secret>(cluster, { kind: "Secret", namespace, name });
  const decoded = Object.entries(found?.data ?? {}).map(([key, text]) => {
    return [key, new TextDecoder().decode(fromBase64(text) ?? new Uint8Array())] as const;
  });
  return { ...Object.fromEntries(decoded), ...found?.stringData };
}

function objectNamed<T extends ConfigMap | Secret>(
  cluster: Cluster,
  {
    kind,
    namespace,
    name,
  }: { readonly kind: T["kind"]; readonly namespace: string; readonly name: string | undefined },
): T | undefined {
  return (cluster.objects(kind) as readonly T[]).find(
    ({ metadata }) => metadata.name === name && (metadata.namespace ?? "default") === namespace,
  );
}
