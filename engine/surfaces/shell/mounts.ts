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
  const named = <T extends ConfigMap | Secret>(kind: T["kind"], name: string | undefined): T | undefined =>
    (cluster.objects(kind) as readonly T[]).find(
      ({ metadata }) => metadata.name === name && (metadata.namespace ?? "default") === namespace,
    );
  if (configMap !== undefined) return named<ConfigMap>("ConfigMap", configMap.name)?.data ?? {};
  const found = named<Secret>("Secret", secret?.secretName);
  const decoded = Object.entries(found?.data ?? {}).map(([key, text]) => {
    return [key, new TextDecoder().decode(fromBase64(text) ?? new Uint8Array())] as const;
  });
  return { ...Object.fromEntries(decoded), ...found?.stringData };
}
