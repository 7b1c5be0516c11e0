import type { Service } from "../../../api/core/service.ts";
import type { IntOrString } from "../../../api/meta.ts";
import type { Route } from "../../../api/openshift/route.ts";
import { IDLED_AT } from "../../../cluster/idling.ts";
import { readyBackendsAt, type ServiceBackend } from "../../../cluster/service-backends.ts";
import type { ClusterView } from "../../../cluster/view.ts";
import type { ObjectUse } from "../../../trace/step.ts";
import { parseIp } from "../../../values/ip.ts";
import { formatSocket } from "../../../values/packet.ts";
import { port } from "../../../values/port.ts";
import type { Exchange } from "./exchange.ts";
import { restricted } from "./restricted.ts";

/** An endpoint with its part of the requests. */
export interface Weighted {
  readonly share: number;
  readonly of: number;
  readonly backend: ServiceBackend;
  readonly service: ObjectUse;
}

/**
 * Endpoints of the Route's Services, by weight: a Service's part is its weight among the Services that have endpoints, and
 * its endpoints share it evenly (router.go, calculateServiceWeights). A Service that is named twice has its last weight.
 */
export function weightedBackends(view: ClusterView, { spec, metadata }: Route): readonly Weighted[] {
  const weights = new Map<string, number>();
  for (const { name, weight = 100 } of [spec.to, ...(spec.alternateBackends ?? [])])
    weights.set(name, weight);
  const namespace = metadata.namespace ?? "default";
  const services = [...weights].flatMap(([name, weight]) => {
    const service = view.get("Service", namespace, name);
    if (service === undefined || weight === 0) return [];
    const backends = endpointsOf(view, service, spec.port?.targetPort);
    return backends.length === 0 ? [] : [{ service: view.use(service, ["spec"]), weight, backends }];
  });
  const total = services.reduce((sum, { weight }) => sum + weight, 0);
  const of = services.reduce((sum, { backends }) => sum + backends.length, 0);
  return services.flatMap(({ service, weight, backends }) =>
    backends.map((backend) => ({ share: weight / total / backends.length, of, backend, service })),
  );
}

/**
 * What a router goes to for a Service: its endpoints, but for those at restricted addresses. Of one that has none and sleeps
 * it is the Service's own address, so that somebody wakes it, and ports are then those of the Service (router's plugin.go).
 */
function endpointsOf(
  view: ClusterView,
  service: Service,
  targetPort: IntOrString | undefined,
): readonly ServiceBackend[] {
  const own = parseIp(service.spec.clusterIP ?? "");
  const isAsleep = (service.metadata.annotations?.[IDLED_AT] ?? "") !== "";
  if (isAsleep && own !== undefined && readyBackendsAt(view, service, undefined).length === 0)
    return (service.spec.ports ?? []).flatMap(({ name, port: number, protocol = "TCP" }) => {
      const isWanted = targetPort === undefined || name === targetPort || String(number) === `${targetPort}`;
      const known = port(number);
      return isWanted && protocol === "TCP" && known !== undefined ? [{ address: own, port: known }] : [];
    });
  return readyBackendsAt(view, service, targetPort).filter(
    ({ address }) => restricted(address) === undefined,
  );
}

export type Balance = "roundrobin" | "leastconn" | "source" | "random";

const BALANCES: readonly string[] = ["roundrobin", "leastconn", "source", "random"];

/** How a router chooses: as the Route says, by turns where Services share, else at random; by the client where it passes TLS on. */
export function balanceOf({ metadata, spec }: Route, weighted: readonly Weighted[]): Balance {
  const own = metadata.annotations?.["haproxy.router.openshift.io/balance"] ?? "";
  if (BALANCES.includes(own)) return own as Balance;
  if (new Set(weighted.map(({ service }) => service.name)).size > 1) return "roundrobin";
  return spec.tls?.termination === "passthrough" ? "source" : "random";
}

/** The endpoints that a client may get: with `source` the one it had before, as long as it is there. */
export function backendsFor({ view, flow }: Exchange, route: Route): readonly Weighted[] {
  const all = weightedBackends(view, route);
  const before = flow.earlier?.at(-1)?.endpoint;
  const kept = all.filter(
    ({ backend: { address, port } }) => before !== undefined && formatSocket(address, port) === before,
  );
  if (kept.length === 0 || balanceOf(route, all) !== "source") return all;
  return kept.map((one) => ({ ...one, share: 1 / kept.length, of: kept.length }));
}

/** Why a Route has no endpoint: the first thing that somebody would have to mend. */
export function whyNoBackends(view: ClusterView, { spec, metadata }: Route): string {
  const targets = [spec.to, ...(spec.alternateBackends ?? [])];
  const namespace = metadata.namespace ?? "default";
  if (targets.every(({ weight = 100 }) => weight === 0)) return "all its weights are 0";
  const missing = targets.find(({ name }) => view.get("Service", namespace, name) === undefined);
  if (missing !== undefined) return `there is no Service ${namespace}/${missing.name}`;
  const [service] = targets.flatMap(({ name }) => view.get("Service", namespace, name) ?? []);
  const wanted = spec.port?.targetPort;
  const [held] = service === undefined ? [] : readyBackendsAt(view, service, wanted);
  if (held !== undefined) return `its router leaves ${held.address.text} out, ${restricted(held.address)}`;
  if (service !== undefined && wanted !== undefined && readyBackendsAt(view, service, undefined).length > 0)
    return `no endpoint of Service ${namespace}/${service.metadata.name} has a port ${wanted}; targetPort names the endpoints' port, not the Service's`;
  return `Service ${namespace}/${spec.to.name} has no ready endpoint`;
}
