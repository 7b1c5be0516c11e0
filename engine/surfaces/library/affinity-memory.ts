import { type Affinity, affinitiesOf } from "../../network/affinity.ts";
import type { Network } from "../../network/network.ts";
import type { Branch } from "../../trace/trace.ts";

/** The longest that a Service may ask for, in seconds (`MaxClientIPServiceAffinitySeconds`). */
const LONGEST = 86_400;

/** What the nodes of a cluster remember, and since when, in seconds on its clock. */
type Memory = readonly { readonly affinity: Affinity; readonly at: number }[];

const memories = new WeakMap<object, Memory>();

/** A connection was really made, this way: nodes send the client there again where a Service has sessionAffinity. */
export function noteWay(cluster: object, way: Branch, now: number): void {
  const fresh = affinitiesOf(way, 0);
  if (fresh.length === 0) return;
  const before = memories.get(cluster) ?? [];
  const keys = new Set(fresh.map(keyOf));
  const kept = before.filter(({ affinity, at }) => now - at < LONGEST && !keys.has(keyOf(affinity)));
  memories.set(cluster, [...fresh.map((affinity) => ({ affinity, at: now })), ...kept]);
}

/** The network as those who made connections before find it. */
export function withMemory(cluster: object, network: Network, now: number): Network {
  const memory = memories.get(cluster);
  if (memory === undefined) return network;
  return { ...network, affinities: memory.map(({ affinity, at }) => ({ ...affinity, age: now - at })) };
}

function keyOf({ service, address, port, protocol, node, client }: Affinity): string {
  return [service.namespace, service.name, address, port, protocol, node, client].join(" ");
}
