import type { ClusterView } from "../cluster/view.ts";
import { canonicalHostname } from "../values/hostname.ts";
import { addToIp, type Ip, ip } from "../values/ip.ts";
import { hashText } from "../values/random.ts";

/** The world outside the cluster, as far as the input or the scenario mentions it. */
export interface Outside {
  /** Addresses of a name that is not in the cluster's zone; `undefined` when nobody mentioned it. */
  addressesOf(name: string): readonly Ip[] | undefined;
  /** Whether the scenario itself says that the address is there (else an answer is an assumption). */
  isKnown(address: Ip): boolean;
}

/** Nothing outside is known. */
export const NOWHERE: Outside = { addressesOf: () => undefined, isKnown: () => false };

/** Addresses for names that an input mentions without saying where they are: the benchmarking block (RFC 2544). */
const ASSUMED_BASE = ip("198.18.0.0");
const ASSUMED_SIZE = 0x1fffe;

/**
 * Hosts that the scenario placed, and the targets of ExternalName Services. A target that nobody placed gets an
 * address of its own, the same in every run.
 */
export function outsideOf(view: ClusterView, hosts: ReadonlyMap<string, readonly Ip[]>): Outside {
  let targets: ReadonlySet<string> | undefined;
  const known = new Set([...hosts.values()].flat().map((address) => address.text));
  return {
    addressesOf: (name) => {
      const placed = hosts.get(name);
      if (placed !== undefined) return placed;
      targets ??= externalNames(view);
      return targets.has(name) ? [assumedAddress(name)] : undefined;
    },
    isKnown: (address) => known.has(address.text),
  };
}

function externalNames(view: ClusterView): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { spec } of view.list("Service")) {
    if (spec.type === "ExternalName" && spec.externalName) names.add(canonicalHostname(spec.externalName));
  }
  return names;
}

function assumedAddress(name: string): Ip {
  return addToIp(ASSUMED_BASE, 1 + (hashText(name) % ASSUMED_SIZE));
}
