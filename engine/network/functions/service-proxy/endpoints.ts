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
  return view
    .list("EndpointSlice", service.metadata.namespace ?? "default")
    .filter((slice) => slice.metadata.labels?.[SERVICE_NAME_LABEL] === service.metadata.name);
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
    backends.push({
      address,
      port: number,
      node: endpoint.nodeName,
      ready,
      serving: endpoint.conditions?.serving ?? ready,
      terminating: endpoint.conditions?.terminating ?? false,
    });
  }
  return backends;
}

/** What one node may use, by the Service's internal traffic policy. */
export interface Usable {
  readonly backends: readonly Backend[];
  /** Usable ones exist, though not for this node. */
  readonly elsewhere: boolean;
}

/**
 * `CategorizeEndpoints`: ready ones, or serving terminating ones when none is ready; with policy Local only the
 * node's own, with the same fallback applied to them alone.
 */
export function categorize(
  backends: readonly Backend[],
  policy: "Cluster" | "Local",
  node: string | undefined,
): Usable {
  const everywhere = withFallback(backends);
  if (policy === "Cluster") return { backends: everywhere, elsewhere: false };
  const local = withFallback(
    backends.filter((backend) => backend.node !== undefined && backend.node === node),
  );
  return { backends: local, elsewhere: local.length === 0 && everywhere.length > 0 };
}

function withFallback(backends: readonly Backend[]): readonly Backend[] {
  const ready = backends.filter((backend) => backend.ready);
  return ready.length > 0 ? ready : backends.filter((backend) => backend.serving && backend.terminating);
}
