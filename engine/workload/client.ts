import type { ClusterView, PodView } from "../cluster/view.ts";
import type { Origin } from "../network/function.ts";
import { type Ip, ip, parseIp } from "../values/ip.ts";
import { NameError } from "../values/name-error.ts";
import { suggest } from "../values/suggest.ts";
import { podsNamed } from "./pod-name.ts";

/** Who makes a request. `id` is how a trace names it: `namespace/pod`, `node/NAME`, `external` or an address. */
export interface Client {
  readonly id: string;
  readonly origin: Origin;
}

/** A client that no manifest knows: an address of TEST-NET-3 (RFC 5737). */
const EXTERNAL_IPV4 = ip("203.0.113.7");

/**
 * The clients that a name stands for: `[namespace/]name` of a pod, workload, app label or Service (each of its
 * pods is a client), `node/NAME`, `external`, or an address. Throws `NameError` with candidates.
 */
export function clientsNamed(view: ClusterView, name: string, namespace: string): readonly Client[] {
  if (name === "external") return [{ id: name, origin: { kind: "external", address: EXTERNAL_IPV4 } }];
  if (name.startsWith("node/")) return [nodeNamed(view, name.slice("node/".length))];
  const address = parseIp(name);
  if (address !== undefined) return [clientAt(view, address)];
  return podsNamed(view, name, namespace).map(podClient);
}

export function podClient(pod: PodView): Client {
  return { id: pod.id, origin: { kind: "pod", pod } };
}

/** The pod or node that owns the address; outside the cluster when nobody does. */
function clientAt(view: ClusterView, address: Ip): Client {
  const pod = view.podAt(address);
  if (pod !== undefined) return podClient(pod);
  const node = view.nodeAt(address);
  if (node !== undefined) return { id: `node/${node.name}`, origin: { kind: "node", node } };
  const range = view.rangeOf(address);
  if (range !== undefined) {
    throw new NameError(`client ${address.text} is an address of the ${range} range that nobody has`);
  }
  return { id: address.text, origin: { kind: "external", address } };
}

function nodeNamed(view: ClusterView, name: string): Client {
  const node = view.node(name);
  if (node !== undefined) return { id: `node/${name}`, origin: { kind: "node", node } };
  const names = view.nodes.map((candidate) => candidate.name);
  const near = suggest(name, names);
  throw new NameError(`no node named ${name}`, near.length > 0 ? near : names);
}
