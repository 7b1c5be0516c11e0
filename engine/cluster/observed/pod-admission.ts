import type { ServiceAccount } from "../../api/core/config.ts";
import type { Container, Pod, PodSpec, Volume } from "../../api/core/pod.ts";
import { suffixFor } from "../pod-template.ts";
import type { Profile } from "../profile.ts";
import { admittedTolerations, MIRROR } from "../scheduling.ts";

const TOKEN_PATH = "/var/run/secrets/kubernetes.io/serviceaccount";
/** Seconds for which a token is good; seven more than an hour tell it from one that somebody asked for. */
const TOKEN_SECONDS = 3607;

const PRIORITIES: Readonly<Record<string, number>> = {
  "system-cluster-critical": 2_000_000_000,
  "system-node-critical": 2_000_001_000,
};

/** The pod's spec as the admission plugins that every cluster runs leave it: account, token, priority and tolerations. */
export function admitted(pod: Pod, account: ServiceAccount | undefined, profile: Profile): PodSpec {
  const { spec, metadata } = pod;
  if (metadata.annotations?.[MIRROR] !== undefined) return { ...spec, ...priority(spec) };
  const name = spec.serviceAccountName ?? "default";
  const secrets = spec.imagePullSecrets ?? account?.imagePullSecrets;
  return {
    ...spec,
    ...priority(spec),
    serviceAccount: name,
    serviceAccountName: name,
    ...(secrets === undefined || secrets.length === 0 ? {} : { imagePullSecrets: secrets }),
    tolerations: admittedTolerations(spec.tolerations),
    ...tokens(pod, account, profile),
  };
}

function priority(spec: PodSpec): Pick<PodSpec, "priority" | "preemptionPolicy"> {
  const { priorityClassName = "" } = spec;
  return {
    priority: spec.priority ?? PRIORITIES[priorityClassName] ?? 0,
    preemptionPolicy: spec.preemptionPolicy ?? "PreemptLowerPriority",
  };
}

/** The volume with the account's token, mounted where no container has anything else. */
function tokens(
  { spec, metadata }: Pod,
  account: ServiceAccount | undefined,
  profile: Profile,
): Partial<Pick<PodSpec, "containers" | "initContainers" | "volumes">> {
  const { automountServiceAccountToken: own, containers, initContainers, volumes = [] } = spec;
  if ((own ?? account?.automountServiceAccountToken) === false) return {};
  const known = volumes.find((volume) => volume.name.startsWith("kube-api-access-"));
  const suffix = suffixFor(metadata.namespace ?? "", metadata.name, "token");
  const name = known?.name ?? `kube-api-access-${suffix}`;
  const mount = { mountPath: TOKEN_PATH, name, readOnly: true };
  const lacks = ({ volumeMounts = [] }: Container): boolean =>
    !volumeMounts.some(({ mountPath }) => mountPath === TOKEN_PATH);
  if (![...containers, ...(initContainers ?? [])].some(lacks)) return {};
  const mounted = (container: Container): Container =>
    lacks(container) ? { ...container, volumeMounts: [...(container.volumeMounts ?? []), mount] } : container;
  return {
    containers: containers.map(mounted),
    ...(initContainers === undefined ? {} : { initContainers: initContainers.map(mounted) }),
    volumes: known === undefined ? [...volumes, tokenVolume(name, profile)] : volumes,
  };
}

const SOURCES = [
  { serviceAccountToken: { expirationSeconds: TOKEN_SECONDS, path: "token" } },
  { configMap: { items: [{ key: "ca.crt", path: "ca.crt" }], name: "kube-root-ca.crt" } },
  {
    downwardAPI: {
      items: [{ fieldRef: { apiVersion: "v1", fieldPath: "metadata.namespace" }, path: "namespace" }],
    },
  },
];
const SERVICE_CA = {
  configMap: {
    items: [{ key: "service-ca.crt", path: "service-ca.crt" }],
    name: "openshift-service-ca.crt",
  },
};

function tokenVolume(name: string, { ingressController }: Profile): Volume {
  const sources = ingressController === "openshift" ? [...SOURCES, SERVICE_CA] : SOURCES;
  return { name, projected: { defaultMode: 0o644, sources } };
}
