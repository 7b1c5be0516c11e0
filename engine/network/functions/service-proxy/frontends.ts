import type { Service, ServicePort } from "../../../api/core/service.ts";
import type { ClusterView } from "../../../cluster/view.ts";
import { type Cidr, parseCidr } from "../../../values/cidr.ts";
import { type IpFamily, parseIp } from "../../../values/ip.ts";
import type { Protocol } from "../../../values/protocol.ts";
import { type Backend, backendsOf } from "./endpoints.ts";

/** How a client came to a Service: the words of a sentence too. */
export type Entrance = "cluster IP" | "external IP" | "load balancer" | "node port";

/** One Service as the proxy knows it at one of its addresses. Backends are looked up once, when first asked for. */
export interface Frontend {
  readonly service: Service;
  readonly entrance: Entrance;
  /** Sources that a load balancer's address lets in; empty: all. */
  readonly sourceRanges: readonly Cidr[];
  backends(port: ServicePort): readonly Backend[];
}

/** A Service port at an address, or at every node. */
export interface Opening {
  readonly frontend: Frontend;
  readonly port: ServicePort;
}

export interface Frontends {
  /** Addresses may be shared: external IPs and load balancers differ by port. */
  at(address: string, number: number, protocol: Protocol): Opening | undefined;
  /** Who has the address at all, for a port that nobody serves. */
  ownerOf(address: string): Frontend | undefined;
  atNodePort(number: number, protocol: Protocol, family: IpFamily): Opening | undefined;
}

/** Everything that kube-proxy writes rules for (`ShouldSkipService`: headless and ExternalName are left out). */
export function frontendsOf(view: ClusterView): Frontends {
  const openings = new Map<string, Opening>();
  const owners = new Map<string, Frontend>();
  const nodePorts = new Map<string, Opening>();
  for (const service of view.list("Service")) {
    const { spec } = service;
    if (spec.type === "ExternalName") continue;
    const clusterIps = spec.clusterIPs ?? (spec.clusterIP ? [spec.clusterIP] : []);
    if (clusterIps.every((text) => parseIp(text) === undefined)) continue;
    const known = new Map<string, readonly Backend[]>();
    const ports = spec.ports ?? [];
    for (const [entrance, texts] of addressesOf(service, clusterIps)) {
      for (const text of texts) {
        const address = parseIp(text);
        if (address === undefined) continue;
        const frontend = makeFrontend(view, service, entrance, address.family, known);
        if (!owners.has(address.text)) owners.set(address.text, frontend);
        for (const port of ports) {
          const key = openingKey(address.text, port.port, port.protocol ?? "TCP");
          if (!openings.has(key)) openings.set(key, { frontend, port });
        }
      }
    }
    for (const text of clusterIps) {
      const family = parseIp(text)?.family;
      if (family === undefined) continue;
      const frontend = makeFrontend(view, service, "node port", family, known);
      for (const port of ports) {
        if (port.nodePort === undefined) continue;
        nodePorts.set(openingKey(family, port.nodePort, port.protocol ?? "TCP"), { frontend, port });
      }
    }
  }
  return {
    at: (address, number, protocol) => openings.get(openingKey(address, number, protocol)),
    ownerOf: (address) => owners.get(address),
    atNodePort: (number, protocol, family) => nodePorts.get(openingKey(family, number, protocol)),
  };
}

function openingKey(where: string, number: number, protocol: Protocol): string {
  return `${where} ${number}/${protocol}`;
}

/** Ingress addresses with `ipMode: Proxy`, and host names, are the load balancer's own: no rule speaks of them. */
function addressesOf(
  { spec, status }: Service,
  clusterIps: readonly string[],
): readonly (readonly [Entrance, readonly string[]])[] {
  const ingress = spec.type === "LoadBalancer" ? (status?.loadBalancer?.ingress ?? []) : [];
  const balanced = ingress.flatMap(({ ip, ipMode }) => (ip === undefined || ipMode === "Proxy" ? [] : [ip]));
  return [
    ["cluster IP", clusterIps],
    ["external IP", spec.externalIPs ?? []],
    ["load balancer", balanced],
  ];
}

function makeFrontend(
  view: ClusterView,
  service: Service,
  entrance: Entrance,
  family: IpFamily,
  known: Map<string, readonly Backend[]>,
): Frontend {
  const ranges = entrance === "load balancer" ? (service.spec.loadBalancerSourceRanges ?? []) : [];
  return {
    service,
    entrance,
    sourceRanges: ranges.map((text) => parseCidr(text.trim())).filter((block) => block !== undefined),
    backends: (port) => {
      const key = `${port.name ?? ""}/${port.protocol ?? "TCP"}/${family}`;
      let backends = known.get(key);
      if (backends === undefined) {
        backends = backendsOf(view, service, port, family);
        known.set(key, backends);
      }
      return backends;
    },
  };
}
