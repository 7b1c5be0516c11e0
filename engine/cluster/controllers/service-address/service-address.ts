import type { Service } from "../../../api/core/service.ts";
import { nameOf } from "../../../api/meta.ts";
import type { Cidr } from "../../../values/cidr.ts";
import { canonicalIp, type IpFamily, parseIp } from "../../../values/ip.ts";
import { InputError } from "../../../values/issue.ts";
import { hashText } from "../../../values/random.ts";
import type { Controller } from "../../control-plane.ts";
import {
  ALLOCATION_FAILED,
  NODE_PORT_RANGE,
  needsHealthCheck,
  nodePortsOf,
  wantsNodePorts,
} from "../../node-ports.ts";
import type { Profile } from "../../profile.ts";
import { serviceBlocks } from "../../service-blocks.ts";
import { freeOffset, freeServiceAddress } from "../../service-range.ts";

/** Cluster IPs and node ports for Services that have none. What an input asks for it gets; admission has checked it. */
export const serviceAddress: Controller = {
  name: "service-address",
  watches: ["Service", "ServiceCIDR"],
  settles: true,
  reconcile: (plane) => {
    const services = plane.list("Service");
    const blocks = serviceBlocks(plane.list("ServiceCIDR"));
    const taken = new Set(services.flatMap((service) => addressesOf(service)));
    const nodePorts = new Set(services.flatMap(({ spec }) => nodePortsOf(spec)));
    for (const service of services) {
      if (service.spec.type === "ExternalName" || isComplete(service)) continue;
      const withAddresses = completeAddresses(plane.profile, blocks, service, taken);
      const complete = completeHealthCheckPort(completeNodePorts(withAddresses, nodePorts), nodePorts);
      if (complete !== service) plane.putPart(service, "spec", complete.spec);
    }
  },
};

function addressesOf({ spec }: Service): readonly string[] {
  const texts = spec.clusterIPs ?? (spec.clusterIP ? [spec.clusterIP] : []);
  return texts.map((text) => canonicalIp(text) ?? text);
}

/** The usual Service that has got all that it asks for. */
function isComplete({ spec }: Service): boolean {
  const { type, clusterIP, clusterIPs = [], ipFamilies = [], ipFamilyPolicy } = spec;
  const hasOne = clusterIPs.length === 1 && ipFamilies.length === 1 && clusterIP === clusterIPs[0];
  return type === "ClusterIP" && ipFamilyPolicy === "SingleStack" && hasOne;
}

/** `ipFamilies` and `ipFamilyPolicy` as the registry defaults them (pkg/registry/core/service/storage/alloc.go). */
function completeAddresses(
  profile: Profile,
  blocks: readonly Cidr[],
  service: Service,
  taken: Set<string>,
): Service {
  const { spec, metadata } = service;
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
    const own = blocks.filter((one) => one.family === family);
    if (own.length === 0) return undefined;
    const address = firstAddress(own, `${metadata.namespace}/${metadata.name}`, taken);
    if (address === undefined) return exhausted(service, "serviceIP");
    taken.add(address);
    return address;
  });
  const clusterIPs = addresses.filter((address) => address !== undefined);
  const [clusterIP] = clusterIPs;
  if (clusterIP === undefined) return service;
  return withSpec(service, { clusterIP, clusterIPs, ipFamilies: families, ipFamilyPolicy: policy });
}

/** A block that is full, or about to go, leaves it to the next one. */
function firstAddress(blocks: readonly Cidr[], owner: string, taken: Set<string>): string | undefined {
  for (const block of blocks) {
    const address = freeServiceAddress(block, owner, taken);
    if (address !== undefined) return address;
  }
  return undefined;
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

/** What the API server answers when a range has nothing left: an internal error, not a field's. */
function exhausted(service: Service, what: "serviceIP" | "nodePort" | "HealthCheck NodePort 0"): never {
  const message = `Internal error occurred: failed to allocate a ${what}: range is full`;
  throw new InputError([{ severity: "error", code: ALLOCATION_FAILED, message, object: nameOf(service) }]);
}

function completeNodePorts(service: Service, taken: Set<number>): Service {
  const { spec, metadata } = service;
  if (!wantsNodePorts(spec) || spec.ports === undefined) return service;
  // Ports that are the same to clients, as DNS over UDP and TCP, get one number together.
  const shared = new Map<number, number>();
  const ports = spec.ports.map((port) => {
    if (port.nodePort !== undefined && port.nodePort !== 0) return port;
    const owner = `${metadata.namespace}/${metadata.name}/${port.port}`;
    const nodePort =
      shared.get(port.port) ?? allocateNodePort(owner, taken) ?? exhausted(service, "nodePort");
    shared.set(port.port, nodePort);
    return { ...port, nodePort };
  });
  return withSpec(service, { ports });
}

function completeHealthCheckPort(service: Service, taken: Set<number>): Service {
  const { spec, metadata } = service;
  if (!needsHealthCheck(spec) || (spec.healthCheckNodePort ?? 0) !== 0) return service;
  const owner = `${metadata.namespace}/${metadata.name}/health`;
  const healthCheckNodePort = allocateNodePort(owner, taken) ?? exhausted(service, "HealthCheck NodePort 0");
  return withSpec(service, { healthCheckNodePort });
}

function allocateNodePort(name: string, taken: Set<number>): number | undefined {
  const { first, last, band } = NODE_PORT_RANGE;
  const range = { first: 0, kept: band, size: last - first + 1 };
  const offset = freeOffset(range, hashText(name), (one) => taken.has(first + one));
  if (offset === undefined) return undefined;
  taken.add(first + offset);
  return first + offset;
}
