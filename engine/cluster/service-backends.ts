import type { Service, ServicePort } from "../api/core/service.ts";
import { type EndpointSlice, SERVICE_NAME_LABEL } from "../api/discovery/endpoint-slice.ts";
import type { IntOrString } from "../api/meta.ts";
import { type Ip, parseIp } from "../values/ip.ts";
import { formatSocket } from "../values/packet.ts";
import { type Port, port } from "../values/port.ts";
import type { ClusterView } from "./view.ts";

type EndpointPort = NonNullable<EndpointSlice["ports"]>[number];

export interface ServiceBackend {
  readonly address: Ip;
  readonly port: Port;
  /** The endpoints' own name of the port: that of the Service's. */
  readonly portName?: string;
  readonly appProtocol?: string;
}

/**
 * Ready endpoints of a Service port, as proxies of an edge read them from EndpointSlices: sorted by address, without
 * duplicates, whatever node they are on.
 */
export function readyBackends(
  view: ClusterView,
  service: Service,
  servicePort: ServicePort,
): readonly ServiceBackend[] {
  return readyBackendsOf(
    view,
    service,
    (one) =>
      (one.name ?? "") === (servicePort.name ?? "") &&
      (one.protocol ?? "TCP") === (servicePort.protocol ?? "TCP"),
  );
}

/** The same by the endpoints' own port, as an OpenShift Route names it: a port's name or number, or any port at all. */
export function readyBackendsAt(
  view: ClusterView,
  service: Service,
  targetPort: IntOrString | undefined,
): readonly ServiceBackend[] {
  return readyBackendsOf(
    view,
    service,
    ({ name, port: number, protocol = "TCP" }) =>
      protocol === "TCP" &&
      (targetPort === undefined || name === targetPort || String(number) === String(targetPort)),
  );
}

function readyBackendsOf(
  view: ClusterView,
  { metadata }: Service,
  isWanted: (port: EndpointPort) => boolean,
): readonly ServiceBackend[] {
  const { namespace = "default", name } = metadata;
  const found = new Map<string, ServiceBackend>();
  for (const slice of view.labelled("EndpointSlice", namespace, { [SERVICE_NAME_LABEL]: name })) {
    for (const entry of (slice.ports ?? []).filter(isWanted)) {
      const number = port(entry.port);
      if (number === undefined) continue;
      for (const { addresses, conditions } of slice.endpoints) {
        const address = parseIp(addresses[0] ?? "");
        if (address === undefined || conditions?.ready === false) continue;
        const { appProtocol, name: portName } = entry;
        const base = { address, port: number, ...(portName ? { portName } : {}) };
        found.set(formatSocket(address, number), appProtocol === undefined ? base : { ...base, appProtocol });
      }
    }
  }
  return [...found.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, backend]) => backend);
}
