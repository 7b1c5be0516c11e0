import type { Pod } from "../api/core/pod.ts";

/** The kernel holds 64 bytes of a host name; the kubelet cuts a pod's at one less. */
const LONGEST_HOSTNAME = 63;
const LONGEST_NODENAME = 64;

export interface PodHostname {
  readonly hostname: string;
  /** `SUBDOMAIN.NAMESPACE.svc.ZONE`, where the pod has a subdomain. */
  readonly domain?: string;
}

/**
 * What the kubelet calls a pod: `hostnameOverride`, else `hostname`, else the pod's name, cut where the kernel would not
 * take it; DNS knows nothing of an override (GeneratePodHostNameAndDomain, pkg/kubelet/kubelet_pods.go).
 */
export function podHostname({ metadata, spec }: Pod, clusterDomain: string): PodHostname {
  if (spec.hostnameOverride !== undefined) return { hostname: cut(spec.hostnameOverride) };
  const hostname = cut(spec.hostname || metadata.name);
  if (!spec.subdomain) return { hostname };
  return { hostname, domain: `${spec.subdomain}.${metadata.namespace ?? "default"}.svc.${clusterDomain}` };
}

function cut(hostname: string): string {
  return hostname.length <= LONGEST_HOSTNAME
    ? hostname
    : hostname.slice(0, LONGEST_HOSTNAME).replace(/[-.]+$/, "");
}

/** The names by which the pod knows itself, the full one first, as its hosts file has them. */
export function ownNames(pod: Pod, clusterDomain: string): readonly [string, ...string[]] {
  const { hostname, domain } = podHostname(pod, clusterDomain);
  return domain === undefined ? [hostname] : [`${hostname}.${domain}`, hostname];
}

/** What `hostname` prints in the pod. In the host network it is the node's. */
export function kernelHostname(pod: Pod, clusterDomain: string): string {
  const { spec } = pod;
  if (spec.hostNetwork === true) return spec.nodeName ?? pod.metadata.name;
  const names = ownNames(pod, clusterDomain);
  return spec.setHostnameAsFQDN === true ? names[0] : (names.at(-1) ?? names[0]);
}

/** Why no sandbox can be made for the pod (GetNodenameForKernel, pkg/kubelet/util); `undefined` when one can. */
export function hostnameProblem(pod: Pod, clusterDomain: string): string | undefined {
  if (pod.spec.setHostnameAsFQDN !== true || pod.spec.hostNetwork === true) return undefined;
  const name = kernelHostname(pod, clusterDomain);
  if (name.length <= LONGEST_NODENAME) return undefined;
  return `failed to construct FQDN from pod hostname and cluster domain, FQDN ${name} is too long (${LONGEST_NODENAME} characters is the max, ${name.length} characters requested)`;
}
