import type { Service } from "../../../api/core/service.ts";
import { type EndpointSlice, SERVICE_NAME_LABEL } from "../../../api/discovery/endpoint-slice.ts";
import { type Ip, parseIp } from "../../../values/ip.ts";
import { formatSocket } from "../../../values/packet.ts";
import type { DnsView } from "./dns-view.ts";

export interface EndpointHost {
  readonly host: string;
  readonly address: Ip;
  /** Port numbers by `name/PROTOCOL`. */
  readonly ports: ReadonlyMap<string, number>;
  /** Zone of its node, in lower case. */
  readonly zone?: string;
}

/** Ready endpoints only: readiness is all CoreDNS looks at, so a terminating pod leaves DNS at once. */
export function endpointHosts(view: DnsView, service: Service, podNames: boolean): readonly EndpointHost[] {
  const hosts = new Map<string, EndpointHost>();
  const { namespace = "default", name } = service.metadata;
  for (const slice of view.labelled("EndpointSlice", namespace, { [SERVICE_NAME_LABEL]: name })) {
    for (const host of hostsIn(slice, podNames)) {
      const key = `${host.host} ${host.address.text}`;
      const before = hosts.get(key);
      // An endpoint may be in several slices, each with ports of its own.
      const ports = before === undefined ? host.ports : new Map([...before.ports, ...host.ports]);
      hosts.set(key, { ...host, ports });
    }
  }
  return [...hosts.values()].sort((a, b) =>
    formatSocket(a.address, 0) < formatSocket(b.address, 0) ? -1 : 1,
  );
}

export function hostsIn(slice: EndpointSlice, podNames: boolean): readonly EndpointHost[] {
  const ports = new Map<string, number>();
  for (const port of slice.ports ?? []) {
    if (port.port !== undefined) ports.set(`${port.name ?? ""}/${port.protocol ?? "TCP"}`, port.port);
  }
  const hosts: EndpointHost[] = [];
  for (const endpoint of slice.endpoints) {
    if (!(endpoint.conditions?.ready ?? true)) continue;
    for (const text of endpoint.addresses) {
      const address = parseIp(text);
      if (address === undefined) continue;
      const pod = endpoint.targetRef?.name ?? "";
      const byPod = podNames && pod !== "" && pod.length <= 63 ? pod : undefined;
      const host = { host: endpoint.hostname ?? byPod ?? dashes(address), address, ports };
      hosts.push(endpoint.zone === undefined ? host : { ...host, zone: endpoint.zone.toLowerCase() });
    }
  }
  return hosts;
}

/** The address as a DNS label; a trailing dash would not be one, so CoreDNS appends a zero. */
function dashes(address: Ip): string {
  const text = address.text.replaceAll(".", "-").replaceAll(":", "-");
  return text.endsWith("-") ? `${text}0` : text;
}

export function isHeadless(service: Service): boolean {
  return service.spec.clusterIP === "None" || (service.spec.clusterIPs ?? [])[0] === "None";
}
