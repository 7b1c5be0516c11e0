import type { Service, ServicePort, ServiceSpec } from "../api/core/service.ts";
import { appliedForNewType } from "../api/core/service-type-change.ts";
import type { AnyKind } from "../api/kinds.ts";
import { withHostKept } from "./route-host.ts";
import type { Stored } from "./shelf.ts";

/** A full manifest replaces what is stored; what the cluster gave (status, addresses, a node) stays. */
export function withStored(object: AnyKind, stored: Stored): AnyKind {
  const before = stored.object;
  // Addresses of its own replace those of a Service that was only laid down.
  const standsIn = stored.source === undefined && before.kind === "Service" && asksForAddress(object);
  const status = "status" in before && !("status" in object) ? { status: before.status } : {};
  const spec = standsIn ? {} : keptSpec(object, before);
  return { ...object, ...status, ...spec } as AnyKind;
}

function asksForAddress(object: AnyKind): boolean {
  if (object.kind !== "Service") return false;
  return object.spec.clusterIP !== undefined || object.spec.clusterIPs !== undefined;
}

function keptSpec(object: AnyKind, before: AnyKind): { readonly spec?: unknown } {
  if (object.kind === "Service" && before.kind === "Service") return { spec: serviceSpec(object, before) };
  if (object.kind === "Pod" && before.kind === "Pod" && object.spec.nodeName === undefined) {
    return { spec: { ...object.spec, ...defined({ nodeName: before.spec.nodeName }) } };
  }
  if (object.kind === "Route" && before.kind === "Route") return { spec: withHostKept(object, before).spec };
  if (object.kind === "Node" && before.kind === "Node") return { spec: { ...before.spec, ...object.spec } };
  return {};
}

function defined<T extends object>(fields: T): Partial<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>;
}

/** `patchAllocatedValues` (pkg/registry/core/service/storage/storage.go): what was allocated is not asked for again. */
function serviceSpec(object: Service, stored: Service): ServiceSpec {
  const { spec } = appliedForNewType(object, stored);
  const { spec: before } = stored;
  if (spec.type === "ExternalName" || before.type === "ExternalName") return spec;
  const { ipFamilies, ipFamilyPolicy } = before;
  const addresses = addressesOf(spec, before);
  const merged: ServiceSpec = { ...defined({ ipFamilies, ipFamilyPolicy }), ...spec, ...addresses };
  return withPorts(trimmed(merged, spec, before), before);
}

/** The addresses that stay, unless the new object asks for others. */
function addressesOf(
  spec: ServiceSpec,
  { clusterIP, clusterIPs = [] }: ServiceSpec,
): Pick<ServiceSpec, "clusterIP" | "clusterIPs"> {
  const wanted = spec.clusterIP || spec.clusterIPs?.[0] || clusterIP;
  if (wanted === undefined) return {};
  const kept = wanted === clusterIP && clusterIPs.length > 0 ? clusterIPs : [wanted];
  return { clusterIP: wanted, clusterIPs: spec.clusterIPs ?? kept };
}

/** `initIPFamilyFields`: who asks for a single family and leaves the rest as it is gives the second one back. */
function trimmed(merged: ServiceSpec, asked: ServiceSpec, before: ServiceSpec): ServiceSpec {
  if (asked.ipFamilyPolicy !== "SingleStack") return merged;
  const { clusterIPs, ipFamilies } = merged;
  const isKept = (now: readonly string[] | undefined, then: readonly string[] = []): boolean =>
    now === undefined || now.join() === then.join();
  const addresses =
    isKept(asked.clusterIPs, before.clusterIPs) && clusterIPs ? { clusterIPs: clusterIPs.slice(0, 1) } : {};
  const families =
    isKept(asked.ipFamilies, before.ipFamilies) && ipFamilies ? { ipFamilies: ipFamilies.slice(0, 1) } : {};
  return { ...merged, ...addresses, ...families };
}

function withPorts(spec: ServiceSpec, before: ServiceSpec): ServiceSpec {
  const { ports, healthCheckNodePort } = spec;
  const usesNodePorts = ({ type }: ServiceSpec): boolean => type === "NodePort" || type === "LoadBalancer";
  if (!usesNodePorts(spec) || !usesNodePorts(before)) return spec;
  const wantsHealth = spec.type === "LoadBalancer" && spec.externalTrafficPolicy === "Local";
  const health = wantsHealth
    ? defined({ healthCheckNodePort: healthCheckNodePort || before.healthCheckNodePort })
    : {};
  return {
    ...spec,
    ...health,
    ...(ports === undefined ? {} : { ports: keptPorts(ports, before.ports ?? []) }),
  };
}

/** Ports are the same by name; a number that another port now asks for is not given twice. */
function keptPorts(ports: readonly ServicePort[], before: readonly ServicePort[]): readonly ServicePort[] {
  const numbers = new Map(before.map(({ name = "", nodePort }) => [name, nodePort]));
  const used = new Set(ports.map(({ nodePort }) => nodePort));
  return ports.map((port) => {
    if (port.nodePort) return port;
    const nodePort = numbers.get(port.name ?? "");
    return nodePort === undefined || used.has(nodePort) ? port : { ...port, nodePort };
  });
}
