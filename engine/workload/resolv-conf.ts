import { nodeDns, podDns } from "../cluster/pod-dns.ts";
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

export function resolvConfOf(view: ClusterView, origin: Origin): ResolvConf {
  if (origin.kind === "external")
    return { ...fromFile([], [], []), why: "external client", objects: [], ofNode: true };
  if (origin.kind === "pod") return ofPod(view, origin.pod);
  const { node, name } = origin.node;
  const known = nodeDns(view.profile, node);
  const { nameservers = [], searches = [], options = [] } = known ?? {};
  const why = `node ${name} uses its own resolver`;
  return { ...fromFile(nameservers, searches, options), why, objects: [], ofNode: known === undefined };
}

function ofPod(view: ClusterView, { pod }: PodView): ResolvConf {
  const dns = podDns(view, pod);
  const conf = fromFile(dns.nameservers, dns.searches, dns.options);
  const objects = [view.use(pod, ["spec", "dnsPolicy"])];
  const { dnsPolicy = "ClusterFirst", dnsConfig } = pod.spec;
  const { namespace, service } = view.profile.dns;
  const isLost = dns.base === "cluster" && view.get("Service", namespace, service) === undefined;
  const isOfHost = dns.base === "node" && dnsPolicy === "ClusterFirst";
  const why = isLost
    ? `there is no Service ${namespace}/${service}`
    : dns.isMissing
      ? `the kubelet has no clusterDNS for dnsPolicy ${dnsPolicy}`
      : isOfHost
        ? "hostNetwork with dnsPolicy ClusterFirst"
        : `dnsPolicy ${dnsPolicy}`;
  const ofNode = dns.isUnknown && (dnsConfig?.nameservers ?? []).length === 0;
  return { ...conf, why, objects, ofNode };
}

/** `RES_MAXNDOTS`. */
const MOST_DOTS = 15;

function fromFile(
  nameservers: readonly string[],
  search: readonly string[],
  options: readonly string[],
): Pick<ResolvConf, "nameservers" | "search" | "options" | "ndots"> {
  const text = options.findLast((option) => option.startsWith("ndots:"))?.slice("ndots:".length) ?? "1";
  const ndots = /^\d+$/.test(text) ? Math.min(Number(text), MOST_DOTS) : 1;
  const addresses = nameservers.map(parseIp).filter((address) => address !== undefined);
  return { nameservers: addresses, search, options, ndots };
}
