import type { EndpointAddress, EndpointSubset } from "../../../api/core/endpoints.ts";
import type { Pod } from "../../../api/core/pod.ts";
import type { Service } from "../../../api/core/service.ts";
import { isReady, isTerminating, type ResolvedPort, servedPorts } from "../../service-endpoints.ts";

type EndpointPort = NonNullable<EndpointSubset["ports"]>[number];

/** An address, and whether connections may go there. */
interface Member {
  readonly address: EndpointAddress;
  readonly ready: boolean;
}

/** One port, and who serves it; without a port for a headless Service that names none. */
interface Served {
  readonly port: ResolvedPort | undefined;
  readonly members: Member[];
}

/**
 * Ports that the same addresses serve share a subset, and its addresses are in the order of their text (`RepackSubsets`,
 * pkg/api/v1/endpoints/util.go). Subsets and ports stand in the Service's order: upstream goes by a hash.
 */
export function subsetsOf(service: Service, pods: readonly Pod[]): readonly EndpointSubset[] {
  const together = new Map<string, { readonly ports: EndpointPort[]; readonly members: readonly Member[] }>();
  for (const { port, members } of servedBy(service, pods)) {
    members.sort(byAddress);
    const key = members.map(({ address }) => keyOf(address)).join();
    const subset = together.get(key) ?? { ports: [], members };
    if (port !== undefined) subset.ports.push(unnamed(port));
    together.set(key, subset);
  }
  return [...together.values()].map(({ ports, members }) => {
    const addresses = members.flatMap(({ address, ready }) => (ready ? [address] : []));
    const notReadyAddresses = members.flatMap(({ address, ready }) => (ready ? [] : [address]));
    return {
      ...(addresses.length === 0 ? {} : { addresses }),
      ...(notReadyAddresses.length === 0 ? {} : { notReadyAddresses }),
      ...(ports.length === 0 ? {} : { ports }),
    };
  });
}

function servedBy(service: Service, pods: readonly Pod[]): Iterable<Served> {
  const publishes = service.spec.publishNotReadyAddresses === true;
  const hasPorts = (service.spec.ports ?? []).length > 0;
  const portsOf = servedPorts(service);
  const served = new Map<string, Served>();
  for (const pod of pods) {
    const address = addressOf(service, pod);
    if (address === undefined || (isTerminating(pod) && !publishes)) continue;
    const member = { address, ready: publishes || isReady(pod) };
    for (const port of hasPorts ? portsOf(pod).ports : [undefined]) {
      const key = JSON.stringify(port) ?? "";
      const entry = served.get(key) ?? { port, members: [] };
      entry.members.push(member);
      served.set(key, entry);
    }
  }
  return served.values();
}

function addressOf(service: Service, { metadata, spec, status }: Pod): EndpointAddress | undefined {
  const ip = status?.podIP;
  if (ip === undefined) return undefined;
  const { hostname, subdomain, nodeName } = spec;
  const { namespace = "default", name, uid } = metadata;
  return {
    ip,
    ...(hostname !== undefined && subdomain === service.metadata.name ? { hostname } : {}),
    ...(nodeName === undefined ? {} : { nodeName }),
    targetRef: { kind: "Pod", namespace, name, ...(uid === undefined ? {} : { uid }) },
  };
}

/** A name that is empty is none here, other than in an EndpointSlice. */
function unnamed({ name, ...port }: ResolvedPort): EndpointPort {
  return name === "" ? port : { name, ...port };
}

function byAddress(a: Member, b: Member): number {
  return keyOf(a.address) < keyOf(b.address) ? -1 : 1;
}

/** Pods on the node's network share an address, so it takes both. */
function keyOf({ ip, targetRef }: EndpointAddress): string {
  return `${ip} ${targetRef?.uid ?? targetRef?.name}`;
}
