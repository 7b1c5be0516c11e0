import type { PodDnsConfig } from "../api/core/pod.ts";
import type { ClusterView, PodView } from "../cluster/view.ts";
import type { Origin } from "../network/function.ts";
import type { ObjectUse } from "../trace/step.ts";
import { type Ip, parseIp } from "../values/ip.ts";

/** The resolver's configuration as the kubelet writes it (`GetPodDNS` in pkg/kubelet/network/dns). */
export interface ResolvConf {
  /** Empty when the resolver is one outside the cluster whose address no manifest says. */
  readonly nameservers: readonly Ip[];
  readonly search: readonly string[];
  readonly ndots: number;
  /** Options as written, `ndots:5` among them. */
  readonly options: readonly string[];
  /** Where the configuration comes from, for a sentence: `dnsPolicy Default`. */
  readonly why: string;
  readonly objects: readonly ObjectUse[];
  /** Names go to the resolver of the node, of which nothing but the outside is known. */
  readonly ofNode: boolean;
}

const CLUSTER_NDOTS = 5;

export function resolvConfOf(view: ClusterView, origin: Origin): ResolvConf {
  if (origin.kind !== "pod") {
    const why = origin.kind === "node" ? `node ${origin.node.name} uses its own resolver` : "external client";
    return { nameservers: [], search: [], ndots: 1, options: [], why, objects: [], ofNode: true };
  }
  const { pod } = origin;
  const policy = pod.pod.spec.dnsPolicy ?? "ClusterFirst";
  const base = baseOf(view, pod, policy);
  const config = pod.pod.spec.dnsConfig;
  return config === undefined ? base : merged(base, config);
}

/** `ClusterFirst` of a hostNetwork pod means `Default`; only `ClusterFirstWithHostNet` does not. */
function baseOf(view: ClusterView, pod: PodView, policy: string): ResolvConf {
  const objects = [view.use(pod.pod, ["spec", "dnsPolicy"])];
  const ofCluster = policy === "ClusterFirstWithHostNet" || (policy === "ClusterFirst" && !pod.hostNetwork);
  if (ofCluster) {
    const { namespace, service } = view.profile.dns;
    const dns = view.get("Service", namespace, service);
    const addresses = dns?.spec.clusterIPs ?? (dns?.spec.clusterIP ? [dns.spec.clusterIP] : []);
    const domain = view.profile.clusterDomain;
    return {
      nameservers: addresses.map(parseIp).filter((address) => address !== undefined),
      search: [`${pod.namespace}.svc.${domain}`, `svc.${domain}`, domain],
      ndots: CLUSTER_NDOTS,
      options: [`ndots:${CLUSTER_NDOTS}`],
      why: dns === undefined ? `there is no Service ${namespace}/${service}` : `dnsPolicy ${policy}`,
      objects,
      ofNode: false,
    };
  }
  const why = policy === "ClusterFirst" ? "hostNetwork with dnsPolicy ClusterFirst" : `dnsPolicy ${policy}`;
  return { nameservers: [], search: [], ndots: 1, options: [], why, objects, ofNode: policy !== "None" };
}

/** What a resolver takes (MaxDNSNameservers, MaxDNSSearchPaths, MaxDNSSearchListChars): the kubelet cuts off the rest. */
const MOST_NAMESERVERS = 3;
const MOST_SEARCHES = 32;
const MOST_SEARCH_LETTERS = 2048;

/** `dnsConfig` adds nameservers and searches, each once, and its options win. */
function merged(base: ResolvConf, config: PodDnsConfig): ResolvConf {
  const added = (config.nameservers ?? []).map(parseIp).filter((address) => address !== undefined);
  const all = new Map([...base.nameservers, ...added].map((address) => [address.text, address]));
  const nameservers = [...all.values()].slice(0, MOST_NAMESERVERS);
  const search = fitting([...new Set([...base.search, ...(config.searches ?? [])])]);
  const named = new Map(base.options.map((option) => [option.split(":")[0] ?? "", option]));
  for (const { name = "", value } of config.options ?? [])
    named.set(name, value === undefined ? name : `${name}:${value}`);
  const ndots = Number(config.options?.find((option) => option.name === "ndots")?.value ?? base.ndots);
  const ofNode = base.ofNode && nameservers.length === 0;
  return {
    ...base,
    nameservers,
    search,
    options: [...named.values()],
    ndots: Number.isInteger(ndots) ? Math.min(ndots, 15) : base.ndots,
    ofNode,
  };
}

/** As many search domains, from the first, as fit into the number and the length that resolvers take. */
function fitting(search: readonly string[]): readonly string[] {
  let length = -1;
  const kept: string[] = [];
  for (const domain of search.slice(0, MOST_SEARCHES)) {
    length += domain.length + 1;
    if (length > MOST_SEARCH_LETTERS) break;
    kept.push(domain);
  }
  return kept;
}
