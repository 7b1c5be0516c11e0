import type { Service, ServiceSpec } from "./service.ts";

/**
 * `dropTypeDependentFields` (pkg/registry/core/service/strategy.go): what only the former type has, and the new object
 * carries along unchanged, goes; what somebody changed at the same time is left for validation to refuse. Both are
 * objects as clients send and see them.
 */
export function forNewType(service: Service, before: Service): Service {
  const [now, then] = [service.spec, before.spec];
  const gone = new Set<keyof ServiceSpec>();
  const dropUnchanged = (...fields: readonly (keyof ServiceSpec)[]): void => {
    if (fields.every((field) => isSame(now[field], then[field]))) for (const field of fields) gone.add(field);
  };
  if (!isAlias(then) && isAlias(now)) {
    dropUnchanged("clusterIP", "clusterIPs");
    dropUnchanged("ipFamilies");
    dropUnchanged("ipFamilyPolicy");
  }
  if (needsHealthPort(then) && !needsHealthPort(now)) dropUnchanged("healthCheckNodePort");
  if (isBalanced(then) && !isBalanced(now)) {
    dropUnchanged("allocateLoadBalancerNodePorts");
    dropUnchanged("loadBalancerClass");
  }
  if (isReachableOutside(then) && !isReachableOutside(now)) dropUnchanged("externalTrafficPolicy");
  const kept = Object.fromEntries(Object.entries(now).filter(([field]) => !gone.has(field as never)));
  const spec: ServiceSpec = withoutNodePorts(now, then) ? { ...kept, ports: portsOnly(now) } : kept;
  return { ...service, spec };
}

/**
 * `patchAllocatedValues` and `normalizeClusterIPs` (pkg/registry/core/service/storage/storage.go): who says nothing of
 * addresses keeps them, and who changes one of the two fields alone means both.
 */
export function withAddresses(service: Service, { spec: then }: Service): Service {
  const now = service.spec;
  const set = (clusterIP: string | undefined, clusterIPs: ServiceSpec["clusterIPs"]): Service => {
    const { clusterIP: _, clusterIPs: __, ...rest } = now;
    const spec = { ...rest, ...(clusterIP ? { clusterIP } : {}), ...(clusterIPs ? { clusterIPs } : {}) };
    return { ...service, spec };
  };
  const isKept = !now.clusterIP && !isAlias(now) && !isAlias(then);
  const clusterIP = isKept ? then.clusterIP : now.clusterIP;
  const plural = now.clusterIPs?.length ? now.clusterIPs : undefined;
  if ((clusterIP || undefined) === then.clusterIP) return set(clusterIP, plural ?? then.clusterIPs);
  if (!isSame(plural, then.clusterIPs)) return set(clusterIP, plural);
  return set(clusterIP, clusterIP && plural ? [clusterIP] : undefined);
}

/** As `forNewType`, for a manifest that is applied: what it does not say is as it was. */
export function appliedForNewType(service: Service, before: Service): Service {
  const { spec } = service;
  if (spec.type === before.spec.type) return service;
  const said = Object.fromEntries(Object.entries(spec).filter(([, value]) => value !== undefined));
  const after = forNewType({ ...service, spec: { ...before.spec, ...said } }, before).spec;
  const kept = Object.entries(after).filter(([field]) => Object.hasOwn(said, field));
  return { ...service, spec: Object.fromEntries(kept) };
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function isAlias({ type }: ServiceSpec): boolean {
  return type === "ExternalName";
}

function isBalanced({ type }: ServiceSpec): boolean {
  return type === "LoadBalancer";
}

function needsNodePorts({ type }: ServiceSpec): boolean {
  return type === "NodePort" || type === "LoadBalancer";
}

function isReachableOutside(spec: ServiceSpec): boolean {
  return needsNodePorts(spec) || (spec.externalIPs ?? []).length > 0;
}

function needsHealthPort(spec: ServiceSpec): boolean {
  return isBalanced(spec) && spec.externalTrafficPolicy === "Local";
}

/** Ports may come and go meanwhile, as long as no node port is new. */
function withoutNodePorts(now: ServiceSpec, then: ServiceSpec): boolean {
  if (!needsNodePorts(then) || needsNodePorts(now)) return false;
  const had = new Set((then.ports ?? []).map(({ nodePort }) => nodePort));
  return (now.ports ?? []).every(({ nodePort }) => !nodePort || had.has(nodePort));
}

function portsOnly({ ports = [] }: ServiceSpec): NonNullable<ServiceSpec["ports"]> {
  return ports.map(({ nodePort: _, ...port }) => port);
}
