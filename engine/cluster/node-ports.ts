import type { Service, ServicePort, ServiceSpec } from "../api/core/service.ts";
import type { FieldPath } from "../values/source.ts";

/** Default `--service-node-port-range`; `band` ports at its start are for static requests (KEP-3668). */
export const NODE_PORT_RANGE: { readonly first: number; readonly last: number; readonly band: number } = {
  first: 30_000,
  last: 32_767,
  band: 86,
};

/** Code of what an allocator cannot do: the API server answers with an error of its own, not of a field. */
export const ALLOCATION_FAILED = "range-full";

/** Whether another Service has the address or the number. */
export type Held = (value: string) => boolean;

export type Refuse = (path: FieldPath, value: unknown, words: string) => void;

/** Numbers that a Service holds: one belongs to one Service whatever its protocols, and so does that of its health check. */
export function nodePortsOf({ ports = [], healthCheckNodePort = 0 }: ServiceSpec): readonly number[] {
  return [...ports.map(({ nodePort = 0 }) => nodePort), healthCheckNodePort].filter((number) => number !== 0);
}

export function wantsNodePorts({ type, allocateLoadBalancerNodePorts }: ServiceSpec): boolean {
  return type === "NodePort" || (type === "LoadBalancer" && allocateLoadBalancerNodePorts !== false);
}

/** `NeedsHealthCheck`: only a load balancer that must know which nodes have an endpoint asks for their health. */
export function needsHealthCheck({ type, externalTrafficPolicy }: ServiceSpec): boolean {
  return type === "LoadBalancer" && externalTrafficPolicy === "Local";
}

/**
 * `initNodePorts` and `updateNodePorts`: the first number that is not to be had. Ports of a new Service share a number only
 * where they are the same to clients, as DNS over UDP and TCP; later additions may share any.
 */
export function checkNodePorts(
  { type, ports = [] }: ServiceSpec,
  before: ServiceSpec | undefined,
  held: Held,
  refuse: Refuse,
): void {
  if (type !== "NodePort" && type !== "LoadBalancer") return;
  const had = new Set((before?.ports ?? []).map(({ nodePort }) => nodePort));
  const shared = new Map<number, number>();
  const taken = new Set<number>();
  for (const [index, { port, nodePort = 0 }] of ports.entries()) {
    if (nodePort === 0 || had.has(nodePort) || shared.get(port) === nodePort) continue;
    if (before !== undefined && taken.has(nodePort)) continue;
    const words = problemOf(nodePort, (number) => taken.has(number) || held(String(number)));
    if (words !== undefined) {
      refuse(["spec", "ports", index, "nodePort"], nodePort, words);
      return;
    }
    taken.add(nodePort);
    if (!shared.has(port)) shared.set(port, nodePort);
  }
}

function problemOf(nodePort: number, isTaken: (nodePort: number) => boolean): string | undefined {
  const { first, last } = NODE_PORT_RANGE;
  if (nodePort < first || nodePort > last)
    return `provided port is not in the valid range. The range of valid ports is ${first}-${last}`;
  return isTaken(nodePort) ? "provided port is already allocated" : undefined;
}

/** `allocHealthCheckNodePort`: why the number that is asked for is not to be had. */
export function healthCheckProblem(
  spec: ServiceSpec,
  before: ServiceSpec | undefined,
  held: Held,
): string | undefined {
  const { healthCheckNodePort: wanted = 0, ports = [] } = spec;
  if (wanted === 0 || !needsHealthCheck(spec)) return undefined;
  if (before !== undefined && needsHealthCheck(before)) return undefined;
  const own = new Set(ports.map(({ nodePort }) => nodePort));
  const words = problemOf(wanted, (number) => own.has(number) || held(String(number)));
  if (words === undefined) return undefined;
  return `Internal error occurred: failed to allocate requested HealthCheck NodePort ${wanted}: ${words}`;
}

/** `findRequestedNodePort`: ports of a new Service with one number for clients get the node port that one of them asks for. */
export function withSharedNodePorts(service: Service): Service {
  const { ports = [] } = service.spec;
  if (!wantsNodePorts(service.spec) || ports.length < 2) return service;
  const wanted = (port: number): number =>
    ports.find((one) => one.port === port && (one.nodePort ?? 0) !== 0)?.nodePort ?? 0;
  let isOther = false;
  const shared = ports.map((port): ServicePort => {
    const nodePort = (port.nodePort ?? 0) === 0 ? wanted(port.port) : 0;
    if (nodePort === 0) return port;
    isOther = true;
    return { ...port, nodePort };
  });
  return isOther ? { ...service, spec: { ...service.spec, ports: shared } } : service;
}
