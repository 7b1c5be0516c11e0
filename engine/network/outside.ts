import { lookUpHost } from "../cluster/gateway/hostnames.ts";
import type { ClusterView } from "../cluster/view.ts";
import type { ObjectUse } from "../trace/step.ts";
import { canonicalHostname, isInZone } from "../values/hostname.ts";
import { addToIp, type Ip, ip } from "../values/ip.ts";
import { hashText } from "../values/random.ts";
import { type PublishedHost, type PublishedHosts, publishedHosts } from "./published-hosts.ts";

/** The world outside the cluster, as far as the input or the scenario mentions it. */
export interface Outside {
  /** Addresses of a name that is not in the cluster's zone; `undefined` when nobody mentioned it. */
  addressesOf(name: string): readonly Ip[] | undefined;
  /** Whether the scenario itself says that the address is there (else an answer is an assumption). */
  isKnown(address: Ip): boolean;
  /** Whether the address stands for one that nobody gave. */
  isAssumed(address: Ip): boolean;
  /** What makes a name resolve though the scenario does not say where it is: the edge that serves it. */
  publishedBy(name: string): ObjectUse | undefined;
}

/** Addresses for names that an input mentions without saying where they are: the benchmarking block (RFC 2544). */
const ASSUMED_BASE = ip("198.18.0.0");
const ASSUMED_SIZE = 0x1fffe;
const ASSUMED_PREFIX = 0xc612_0000 >>> 17;

/**
 * Hosts that the scenario placed, and the targets of ExternalName Services. A target that nobody placed gets an
 * address of its own, the same in every run.
 */
export function outsideOf(view: ClusterView, hosts: ReadonlyMap<string, readonly Ip[]>): Outside {
  let targets: ReadonlySet<string> | undefined;
  let edges: PublishedHosts | undefined;
  const published = (name: string): PublishedHost | undefined => {
    if (!view.profile.externalDns) return undefined;
    edges ??= publishedHosts(view);
    return lookUpHost(edges, name);
  };
  const known = new Set([...hosts.values()].flat().map((address) => address.text));
  return {
    addressesOf: (name) => {
      const placed = hosts.get(name);
      if (placed !== undefined) return placed;
      targets ??= externalNames(view);
      return published(name)?.addresses ?? (targets.has(name) ? [assumedAddress(name)] : undefined);
    },
    publishedBy: (name) => {
      const found = hosts.has(name) ? undefined : published(name);
      return found === undefined ? undefined : view.use(found.by, found.at);
    },
    isKnown: (address) => known.has(address.text),
    isAssumed: (address) => !known.has(address.text) && isAssumed(address),
  };
}

function externalNames(view: ClusterView): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { spec } of view.list("Service")) {
    if (spec.type !== "ExternalName" || !spec.externalName) continue;
    const name = canonicalHostname(spec.externalName);
    if (!isInZone(name, view.profile.clusterDomain) && !isOfSomeCluster(name)) names.add(name);
  }
  return names;
}

/** Names as only clusters have them, cut short or of another domain: no resolver of the world knows them. */
function isOfSomeCluster(name: string): boolean {
  return !name.includes(".") || /\.(svc|pod)(\.cluster\.local)?$/.test(name);
}

function isAssumed(address: Ip): boolean {
  return address.family === "IPv4" && address.bits >>> 17 === ASSUMED_PREFIX;
}

function assumedAddress(name: string): Ip {
  return addToIp(ASSUMED_BASE, 1 + (hashText(name) % ASSUMED_SIZE));
}
