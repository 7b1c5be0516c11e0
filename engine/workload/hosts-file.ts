import { ownNames } from "../cluster/pod-hostname.ts";
import type { ClusterView } from "../cluster/view.ts";
import { addressesOf } from "../network/function.ts";
import type { Hop } from "../trace/trace.ts";
import { canonicalHostname } from "../values/hostname.ts";
import { type Ip, ip, parseIp } from "../values/ip.ts";
import type { Client } from "./client.ts";
import type { WorkloadStep } from "./steps.ts";

export interface HostsEntry {
  readonly addresses: readonly Ip[];
  readonly hop: Hop;
}

const LOOPBACK: readonly Ip[] = [ip("127.0.0.1"), ip("::1")];

/**
 * `/etc/hosts` as the kubelet writes it into a pod: localhost, the pod's own host name and `hostAliases`; pods in
 * the host network get the node's file, of which only localhost is known, and the aliases behind it.
 */
export function hostsEntry(view: ClusterView, { origin }: Client, host: string): HostsEntry | undefined {
  const name = canonicalHostname(host);
  // getaddrinfo leaves out a family that the client has no address of (AI_ADDRCONFIG).
  if (name === "localhost") {
    const families = addressesOf(origin).map(({ family }) => family);
    return entry(
      name,
      LOOPBACK.filter(({ family }) => families.includes(family)),
      [],
    );
  }
  if (origin.kind !== "pod") return undefined;
  const { pod, ips, hostNetwork } = origin.pod;
  const { hostAliases = [] } = pod.spec;
  const isOwn = !hostNetwork && ownNames(pod, view.profile.clusterDomain).includes(name);
  if (isOwn) return entry(name, ips.slice(0, 1), [view.use(pod)]);
  const aliases = hostAliases
    .filter(({ hostnames = [] }) => hostnames.some((alias) => canonicalHostname(alias) === name))
    .map((alias) => parseIp(alias.ip))
    .filter((address) => address !== undefined);
  return aliases.length === 0 ? undefined : entry(name, aliases, [view.use(pod, ["spec", "hostAliases"])]);
}

function entry(name: string, addresses: readonly Ip[], objects: WorkloadStep["objects"]): HostsEntry {
  const texts = addresses.map((address) => address.text);
  const step: WorkloadStep = { function: "workload", code: "hosts-file", name, addresses: texts, objects };
  return { addresses, hop: { place: "client pod", step } };
}
