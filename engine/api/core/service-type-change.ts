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
