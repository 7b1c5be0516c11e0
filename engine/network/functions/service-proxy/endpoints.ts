import type { Service, ServicePort } from "../../../api/core/service.ts";
import type { EndpointSlice } from "../../../api/discovery/endpoint-slice.ts";
import { SERVICE_NAME_LABEL } from "../../../api/discovery/endpoint-slice.ts";
import type { ClusterView } from "../../../cluster/view.ts";
import { type Ip, type IpFamily, parseIp } from "../../../values/ip.ts";
import { formatSocket } from "../../../values/packet.ts";
import { type Port, port } from "../../../values/port.ts";

/** One backend of a Service port, as a slice lists it. */
export interface Backend {
  readonly address: Ip;
  readonly port: Port;
  readonly node: string | undefined;
  readonly ready: boolean;
  readonly serving: boolean;
  readonly terminating: boolean;
  /** Hints for topology-aware routing: zones and nodes that should prefer it. Absent: no hint. */
  readonly zones?: readonly string[];
  readonly nodes?: readonly string[];
}

/** Backends of one Service port and family, sorted by "ip:port" text as kube-proxy sorts them, without duplicates. */
export function backendsOf(
  view: ClusterView,
  service: Service,
  servicePort: ServicePort,
  family: IpFamily,
): readonly Backend[] {
  const found = new Map<string, Backend>();
  for (const slice of slicesOf(view, service)) {
    if (slice.addressType !== family) continue;
    for (const backend of backendsIn(slice, servicePort)) {
      found.set(formatSocket(backend.address, backend.port), backend);
    }
  }
  return [...found.entries()].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, backend]) => backend);
}

/** kube-proxy ties slices to a Service by label alone, whoever manages them. */
export function slicesOf(view: ClusterView, service: Service): readonly EndpointSlice[] {
  const { namespace = "default", name } = service.metadata;
  return view.labelled("EndpointSlice", namespace, { [SERVICE_NAME_LABEL]: name });
}

/** Addresses of ready endpoints that run on the node, whatever their port: what a health check counts. */
export function readyOn(view: ClusterView, service: Service, node: string): ReadonlySet<string> {
  const endpoints = slicesOf(view, service).flatMap((slice) => slice.endpoints);
  const ready = endpoints.filter(
    ({ nodeName, conditions }) => nodeName === node && (conditions?.ready ?? true),
  );
  return new Set(ready.flatMap(({ addresses }) => addresses.slice(0, 1)));
}

/** The slice's port is found by name and protocol; the Service's targetPort plays no part here. */
function backendsIn(slice: EndpointSlice, servicePort: ServicePort): readonly Backend[] {
  const protocol = servicePort.protocol ?? "TCP";
  const entry = slice.ports?.find(
    (candidate) =>
      (candidate.name ?? "") === (servicePort.name ?? "") && (candidate.protocol ?? "TCP") === protocol,
  );
  const number = port(entry?.port);
  if (number === undefined) return [];
  const backends: Backend[] = [];
  for (const endpoint of slice.endpoints) {
    const address = parseIp(endpoint.addresses[0] ?? "");
    if (address === undefined) continue;
    const ready = endpoint.conditions?.ready ?? true;
    const { forZones = [], forNodes = [] } = endpoint.hints ?? {};
    backends.push({
      address,
      port: number,
      node: endpoint.nodeName,
      ready,
      serving: endpoint.conditions?.serving ?? ready,
      terminating: endpoint.conditions?.terminating ?? false,
      ...(forZones.length === 0 ? {} : { zones: forZones.map(({ name }) => name) }),
      ...(forNodes.length === 0 ? {} : { nodes: forNodes.map(({ name }) => name) }),
    });
  }
  return backends;
}

/** Where the rules stand: the node that looks at the packet, and its zone. */
export interface Standpoint {
  readonly node: string | undefined;
  readonly zone: string | undefined;
}

/** What one node may use: any endpoint, and only its own. */
export interface Categories {
  readonly cluster: readonly Backend[];
  readonly local: readonly Backend[];
}

/**
 * `CategorizeEndpoints` (pkg/proxy/topology.go): ready endpoints that the topology prefers, or serving terminating ones
 * when none is ready; of the node's own likewise, with a fallback of their own and no regard for topology.
 */
export function categorize(backends: readonly Backend[], at: Standpoint): Categories {
  const own = backends.filter(({ node }) => node !== undefined && node === at.node);
  return { cluster: withFallback(backends, (ready) => preferred(ready, at)), local: withFallback(own) };
}

function withFallback(
  backends: readonly Backend[],
  prefer: (ready: readonly Backend[]) => readonly Backend[] = (ready) => ready,
): readonly Backend[] {
  const ready = backends.filter((backend) => backend.ready);
  if (ready.length > 0) return prefer(ready);
  return backends.filter((backend) => backend.serving && backend.terminating);
}

/** `topologyModeFromHints`: hints count only when every ready endpoint has one and one of them names this place. */
function preferred(ready: readonly Backend[], { node, zone }: Standpoint): readonly Backend[] {
  for (const [place, hints] of [
    [node, "nodes"],
    [zone, "zones"],
  ] as const) {
    if (place === undefined || ready.some((backend) => backend[hints] === undefined)) continue;
    const near = ready.filter((backend) => backend[hints]?.includes(place) === true);
    if (near.length > 0) return near;
  }
  return ready;
}
