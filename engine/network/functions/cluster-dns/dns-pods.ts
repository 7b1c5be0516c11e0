import { SERVICE_NAME_LABEL } from "../../../api/discovery/endpoint-slice.ts";
import { podDns } from "../../../cluster/pod-dns.ts";
import type { ClusterView, PodView } from "../../../cluster/view.ts";
import { type Ip, parseIp } from "../../../values/ip.ts";
import type { DnsView } from "./dns-view.ts";

/** Addresses that back the cluster's DNS Service. */
export function serverAddresses(view: DnsView): ReadonlySet<string> {
  const { namespace, service } = view.profile.dns;
  const addresses = new Set<string>();
  for (const slice of view.labelled("EndpointSlice", namespace, { [SERVICE_NAME_LABEL]: service })) {
    for (const endpoint of slice.endpoints) for (const address of endpoint.addresses) addresses.add(address);
  }
  return addresses;
}

export function isDnsPod(view: ClusterView, pod: PodView): boolean {
  if (pod.namespace !== view.profile.dns.namespace) return false;
  const addresses = serverAddresses(view);
  return pod.ips.some(({ text }) => addresses.has(text));
}

/** Addresses of the cluster's DNS Service itself. */
export function serviceAddresses(view: ClusterView): readonly string[] {
  const { namespace, service } = view.profile.dns;
  return view.get("Service", namespace, service)?.spec.clusterIPs ?? [];
}

/** The pods that run the server. */
export function dnsPods(view: ClusterView): readonly PodView[] {
  const addresses = serverAddresses(view);
  return view.pods.filter((pod) => pod.ips.some(({ text }) => addresses.has(text)));
}

/** Nameservers in the resolv.conf of a DNS pod, as far as somebody says them. */
export function ownNameservers(view: ClusterView): readonly Ip[] {
  const [pod] = dnsPods(view);
  const { nameservers = [] } = pod === undefined ? {} : podDns(view, pod.pod);
  return nameservers.map(parseIp).filter((address) => address !== undefined);
}
