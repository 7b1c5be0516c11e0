import type { Service, ServicePort } from "../../../api/core/service.ts";
import { type Cidr, cidr, contains } from "../../../values/cidr.ts";
import { addToIp, type IpFamily, parseIp } from "../../../values/ip.ts";
import { hashText } from "../../../values/random.ts";
import type { Controller, ControlPlane } from "../../control-plane.ts";
import { NODE_PORT_RANGE } from "../../service-network.ts";

/** Cluster IPs and node ports for Services that have none. What an input asks for it gets; admission has checked it. */
export const serviceAddress: Controller = {
  name: "service-address",
  watches: ["Service"],
  reconcile: (plane) => {
    const services = plane.list("Service");
    const taken = new Set(services.flatMap((service) => addressesOf(service)));
    const nodePorts = new Set(services.flatMap(({ spec }) => (spec.ports ?? []).map((port) => keyOf(port))));
    for (const service of services) {
      if (service.spec.type === "ExternalName") continue;
      const withAddresses = completeAddresses(plane, service, taken);
      plane.put(completeHealthCheckPort(completeNodePorts(withAddresses, nodePorts), nodePorts));
    }
  },
};

function addressesOf({ spec }: Service): readonly string[] {
  const texts = spec.clusterIPs ?? (spec.clusterIP ? [spec.clusterIP] : []);
  return texts.map((text) => parseIp(text)?.text ?? text);
}

/** `ipFamilies` and `ipFamilyPolicy` as the registry defaults them (pkg/registry/core/service/storage/alloc.go). */
function completeAddresses(plane: ControlPlane, service: Service, taken: Set<string>): Service {
  const { spec, metadata } = service;
  const { profile } = plane;
  const given = spec.clusterIPs ?? (spec.clusterIP ? [spec.clusterIP] : []);
  const isHeadless = given[0] === "None";
  const hasSelector = Object.keys(spec.selector ?? {}).length > 0;
  const policy = spec.ipFamilyPolicy ?? (isHeadless && !hasSelector ? "RequireDualStack" : "SingleStack");
  const families = familiesOf(
    spec.ipFamilies ?? [],
    given,
    policy,
    isHeadless && !hasSelector,
    profile.ipFamilies,
  );
  if (isHeadless)
    return withSpec(service, {
      clusterIP: "None",
      clusterIPs: ["None"],
      ipFamilies: families,
      ipFamilyPolicy: policy,
    });
  const addresses = families.map((family, index) => {
    const wanted = given[index];
    if (wanted !== undefined) return wanted;
    const block = profile.serviceCidrs.map(cidr).find((one) => one.family === family);
    if (block === undefined) return undefined;
    return allocate(block, `${metadata.namespace}/${metadata.name}`, taken);
  });
  const clusterIPs = addresses.filter((address) => address !== undefined);
  const [clusterIP] = clusterIPs;
  if (clusterIP === undefined) return service;
  return withSpec(service, { clusterIP, clusterIPs, ipFamilies: families, ipFamilyPolicy: policy });
}

function withSpec(service: Service, changes: Partial<Service["spec"]>): Service {
  return { ...service, spec: { ...service.spec, ...changes } };
}

function familiesOf(
  asked: readonly IpFamily[],
  given: readonly string[],
  policy: string,
  both: boolean,
  ofCluster: readonly IpFamily[],
): readonly IpFamily[] {
  const fromAddresses = given.flatMap((text) => parseIp(text)?.family ?? []);
  const start = asked.length > 0 ? asked : fromAddresses.length > 0 ? fromAddresses : ofCluster.slice(0, 1);
  if (policy === "SingleStack") return start.slice(0, Math.max(1, given.length));
  const available: readonly IpFamily[] = both ? ["IPv4", "IPv6"] : ofCluster;
  return [...start, ...available.filter((family) => !start.includes(family))];
}

/**
 * An address by the Service's own name, so that other Services do not move it. The allocator's static band stays
 * free (KEP-3070): its dynamic picks start above the first min(max(16, size/16), 256) addresses.
 */
function allocate(block: Cidr, name: string, taken: Set<string>): string {
  const bits = (block.family === "IPv4" ? 32 : 128) - block.prefix;
  const size = 2 ** Math.min(bits, 20);
  const band = Math.min(Math.max(16, size / 16), 256);
  const room = Math.max(1, size - band - 2);
  const start = hashText(name) % room;
  for (let step = 0; step < room; step++) {
    const address = addToIp(block.first, band + ((start + step) % room));
    if (!contains(block, address) || taken.has(address.text)) continue;
    taken.add(address.text);
    return address.text;
  }
  throw new Error(`no address left in ${block.text}`);
}

function keyOf({ nodePort, protocol = "TCP" }: ServicePort): string {
  return `${nodePort ?? ""}/${protocol}`;
}

function completeNodePorts(service: Service, taken: Set<string>): Service {
  const { spec, metadata } = service;
  const wants =
    spec.type === "NodePort" ||
    (spec.type === "LoadBalancer" && spec.allocateLoadBalancerNodePorts !== false);
  if (!wants || spec.ports === undefined) return service;
  const ports = spec.ports.map((port) => {
    if (port.nodePort !== undefined && port.nodePort !== 0) return port;
    const nodePort = allocateNodePort(`${metadata.namespace}/${metadata.name}/${port.port}`, port, taken);
    return { ...port, nodePort };
  });
  return withSpec(service, { ports });
}

/** Only a load balancer that must know which nodes have an endpoint asks for their health. */
function completeHealthCheckPort(service: Service, taken: Set<string>): Service {
  const { spec, metadata } = service;
  const wants = spec.type === "LoadBalancer" && spec.externalTrafficPolicy === "Local";
  if (!wants || (spec.healthCheckNodePort ?? 0) !== 0) return service;
  const port = { port: 0, protocol: "TCP" } as const;
  const healthCheckNodePort = allocateNodePort(`${metadata.namespace}/${metadata.name}/health`, port, taken);
  return withSpec(service, { healthCheckNodePort });
}

/** The lower band of the range is left to static requests (KEP-3668). */
function allocateNodePort(name: string, port: ServicePort, taken: Set<string>): number {
  const { first, last, band } = NODE_PORT_RANGE;
  const room = last - first - band + 1;
  const start = hashText(name) % room;
  for (let step = 0; step < room; step++) {
    const nodePort = first + band + ((start + step) % room);
    const key = keyOf({ ...port, nodePort });
    if (taken.has(key)) continue;
    taken.add(key);
    return nodePort;
  }
  throw new Error("no node port left");
}
