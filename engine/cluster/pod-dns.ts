import type { Node } from "../api/core/node.ts";
import type { Pod, PodDnsConfig } from "../api/core/pod.ts";
import type { Profile } from "./profile.ts";
import type { ClusterView } from "./view.ts";

/** Settings of a resolver, as its file has them. */
export interface DnsSettings {
  readonly nameservers: readonly string[];
  readonly searches: readonly string[];
  readonly options: readonly string[];
}

/** What the kubelet makes of a pod's `dnsPolicy` and `dnsConfig`. */
export interface PodDns extends DnsSettings {
  readonly base: "cluster" | "node" | "none";
  /** The base is a file of the node's, which nobody says. */
  readonly isUnknown: boolean;
  /** The policy asks for the cluster's server, and the kubelet was told of none. */
  readonly isMissing: boolean;
  /** What was more than resolvers take. */
  readonly cut: { readonly nameservers: boolean; readonly searches: boolean };
}

/** On a Node: the text of the file that its kubelet reads (`--resolv-conf`). */
export const RESOLV_CONF_ANNOTATION = "podwire.dev/resolv-conf";

/** MaxDNSNameservers, MaxDNSSearchPaths, MaxDNSSearchListChars, DNS1123SubdomainMaxLength. */
const [MOST_NAMESERVERS, MOST_SEARCHES, MOST_LETTERS, LONGEST_SEARCH] = [3, 32, 2048, 253];
/** Domains of the cluster in a search list. */
const OWN_SEARCHES = 3;

const NOTHING: DnsSettings = { nameservers: [], searches: [], options: [] };

/** `parseResolvConf`: servers add up, of search lists and options the last line counts. */
export function parseResolvConf(text: string): DnsSettings {
  let { nameservers, searches, options } = NOTHING;
  for (const line of text.split("\n")) {
    const [word = "", ...rest] = line.trim().split(/\s+/);
    if (word === "nameserver") nameservers = [...nameservers, ...rest.slice(0, 1)];
    if (word === "search") searches = rest.map((one) => (one === "." ? one : one.replace(/\.$/, "")));
    if (word === "options") options = rest;
  }
  return { nameservers, searches, options };
}

/** What a kubelet takes from its node; `undefined` when nobody says it. */
export function nodeDns(
  { resolvConf, ipFamilies }: Profile,
  node: Node | undefined,
): DnsSettings | undefined {
  const own = node?.metadata.annotations?.[RESOLV_CONF_ANNOTATION];
  if (own !== undefined) return parseResolvConf(own);
  if (resolvConf === "node") return undefined;
  // An empty flag: whoever listens on the pod's own loopback.
  const nameservers = ipFamilies.map((family) => (family === "IPv4" ? "127.0.0.1" : "::1"));
  if (resolvConf === "none") return { nameservers, searches: ["."], options: [] };
  return parseResolvConf(resolvConf.replaceAll(";", "\n"));
}

/** Addresses that kubelets were told of (`clusterDNS`); none when the flag is not set. */
export function clusterDnsOf(view: Pick<ClusterView, "profile" | "get">): readonly string[] {
  const { clusterDns, dns } = view.profile;
  if (clusterDns === "none") return [];
  if (clusterDns !== "service") return clusterDns.split(",");
  const { clusterIP, clusterIPs } = view.get("Service", dns.namespace, dns.service)?.spec ?? {};
  return clusterIPs ?? (clusterIP ? [clusterIP] : []);
}

/** `GetPodDNS` of pkg/kubelet/network/dns. */
export function podDns(view: Pick<ClusterView, "profile" | "get">, { metadata, spec }: Pod): PodDns {
  const { dnsPolicy = "ClusterFirst", dnsConfig = {}, hostNetwork = false, nodeName } = spec;
  const wants = dnsPolicy === "ClusterFirstWithHostNet" || (dnsPolicy === "ClusterFirst" && !hostNetwork);
  const isMissing = wants && view.profile.clusterDns === "none";
  const base = dnsPolicy === "None" ? "none" : wants && !isMissing ? "cluster" : "node";
  const node = nodeName === undefined ? undefined : view.get("Node", undefined, nodeName);
  const host = base === "none" ? NOTHING : nodeDns(view.profile, node);
  const { clusterDomain: domain } = view.profile;
  const searches = [`${metadata.namespace}.svc.${domain}`, `svc.${domain}`, domain];
  const start: DnsSettings =
    base === "cluster"
      ? {
          nameservers: clusterDnsOf(view),
          searches: [...searches, ...(host?.searches ?? [])],
          options: ["ndots:5"],
        }
      : (host ?? NOTHING);
  return { ...fitting(merged(start, dnsConfig)), base, isMissing, isUnknown: base === "node" && !host };
}

/** `appendDNSConfig`: each server and domain once, and the pod's options win. */
function merged(
  start: DnsSettings,
  { nameservers = [], searches = [], options = [] }: PodDnsConfig,
): DnsSettings {
  const named = new Map(start.options.map((option) => [option.split(":")[0] ?? "", option]));
  for (const { name = "", value } of options) named.set(name, value ? `${name}:${value}` : name);
  return {
    nameservers: [...new Set([...start.nameservers, ...nameservers])],
    searches: [...new Set([...start.searches, ...searches])],
    options: [...named.values()],
  };
}

/** `formDNSConfigFitsLimits`: from the first, as much as resolvers take. */
function fitting({ nameservers, searches, options }: DnsSettings): DnsSettings & Pick<PodDns, "cut"> {
  let length = -1;
  let isFull = false;
  const kept = searches.slice(0, MOST_SEARCHES).filter((domain) => {
    if (domain.length > LONGEST_SEARCH || isFull) return false;
    length += domain.length + 1;
    isFull = length > MOST_LETTERS;
    return !isFull;
  });
  return {
    nameservers: nameservers.slice(0, MOST_NAMESERVERS),
    searches: kept,
    options,
    cut: { nameservers: nameservers.length > MOST_NAMESERVERS, searches: kept.length < searches.length },
  };
}

/** `CheckLimitsForResolvConf`: what a kubelet says of its node's file when it starts. */
export function resolvConfProblem({ searches }: Pick<DnsSettings, "searches">): string | undefined {
  const file = "/etc/resolv.conf";
  const most = MOST_SEARCHES - OWN_SEARCHES;
  if (searches.length > most)
    return `Resolv.conf file '${file}' contains search line consisting of more than ${most} domains!`;
  if (searches.some(({ length }) => length > LONGEST_SEARCH))
    return `Resolv.conf file "${file}" contains a search path which length is more than allowed ${LONGEST_SEARCH} chars!`;
  if (searches.join(" ").length > MOST_LETTERS)
    return `Resolv.conf file '${file}' contains search line which length is more than allowed ${MOST_LETTERS} chars!`;
  return undefined;
}
