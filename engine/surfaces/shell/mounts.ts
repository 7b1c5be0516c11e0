import type { ConfigMap, Secret, ServiceAccount } from "../../api/core/config.ts";
import type { Volume } from "../../api/core/pod.ts";
import { CLUSTER_CA } from "../../cluster/observed/cluster-ca.ts";
import { fromBase64 } from "../../values/pem.ts";
import { accountAt } from "../api-server/identity.ts";
import { tokenOf } from "../api-server/token.ts";
import { type Cluster, stateToRead } from "../library/cluster.ts";
import { type Place, podNamed } from "./place.ts";

const TOKEN_PATH = "/var/run/secrets/kubernetes.io/serviceaccount";
const TOKEN_SECONDS = 3607;

/** What a container shows to the API server, unless the pod or its account does without. */
export function tokenFiles(
  cluster: Cluster,
  place: Extract<Place, { kind: "pod" }>,
): Readonly<Record<string, string>> {
  const view = stateToRead(cluster).view();
  const pod = podNamed(cluster, place.namespace, place.name);
  const { serviceAccountName = "default", automountServiceAccountToken: own } = pod?.spec ?? {};
  const account = accountAt(view, place.namespace, serviceAccountName);
  const { automountServiceAccountToken: ofAccount } = (account ?? {}) as ServiceAccount;
  if (pod === undefined || account === undefined || (own ?? ofAccount) === false) return {};
  // A container that was added for debugging gets no token.
  const mounting = [...pod.spec.containers, ...(pod.spec.initContainers ?? [])];
  if (!mounting.some((one) => one.name === place.container)) return {};
  const { name, uid = "" } = account.metadata;
  const bound = { name: pod.metadata.name, uid: pod.metadata.uid ?? "" };
  const owner = { namespace: place.namespace, name, uid, pod: bound };
  return {
    [`${TOKEN_PATH}/namespace`]: place.namespace,
    [`${TOKEN_PATH}/token`]: tokenOf(owner, { now: cluster.now * 1000, seconds: TOKEN_SECONDS }),
    [`${TOKEN_PATH}/ca.crt`]: CLUSTER_CA,
  };
}

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
