import type { Service } from "../../../api/core/service.ts";
import { type EndpointSlice, SERVICE_NAME_LABEL } from "../../../api/discovery/endpoint-slice.ts";
import type { KubernetesObject } from "../../../api/meta.ts";
import type { ClusterView } from "../../../cluster/view.ts";
import type { DnsQuestion, DnsRecord, DnsType } from "../../../values/dns-message.ts";
import { type Ip, parseIp } from "../../../values/ip.ts";
import { formatSocket } from "../../../values/packet.ts";

/** TTL that kubeadm's Corefile gives the kubernetes plugin, in seconds. */
const TTL = 30;

/** What the zone holds for a name. `undefined` stands for NXDOMAIN; no records for "no data". */
export interface ZoneAnswer {
  readonly records: readonly DnsRecord[];
  /** A CNAME leads on to this name, absolute. */
  readonly target?: string;
  /** The object that the name belongs to. */
  readonly object?: KubernetesObject;
}

/**
 * Records of the cluster's zone: the Kubernetes DNS specification 1.1.0 as CoreDNS' `kubernetes` plugin serves it
 * with `pods insecure`. `labels` are the question's labels left of the zone.
 */
export function answerInZone(
  view: ClusterView,
  question: DnsQuestion,
  labels: readonly string[],
): ZoneAnswer | undefined {
  const reversed = [...labels].reverse();
  const [kind, namespace, name, ...rest] = reversed;
  if (kind === undefined) return { records: [] };
  if (kind === "dns-version" && namespace === undefined) {
    if (question.type !== "TXT") return { records: [] };
    return { records: [{ type: "TXT", name: question.name, ttl: 28_800, text: "1.1.0" }] };
  }
  if (kind !== "svc" && kind !== "pod") return undefined;
  if (namespace === undefined) return { records: [] };
  if (view.namespaceLabels(namespace) === undefined) return undefined;
  if (name === undefined) return { records: [] };
  if (kind === "pod") return rest.length === 0 ? podRecord(question, name) : undefined;
  const service = view.get("Service", namespace, name);
  if (service === undefined || rest.length > 2) return undefined;
  if (rest.length === 0) return serviceRecords(view, service, question);
  if (rest.length === 2) return portRecords(view, service, question, rest[1] ?? "", rest[0] ?? "");
  return endpointRecords(view, service, question, rest[0] ?? "");
}

/** `10-244-1-5.default.pod`: any address in dashes is echoed, whether a pod has it or not. */
function podRecord(question: DnsQuestion, dashed: string): ZoneAnswer | undefined {
  const address = parseIp(dashed.replaceAll("-", ".")) ?? parseIp(dashed.replaceAll("-", ":"));
  return address === undefined ? undefined : { records: addressRecords(question, [address]) };
}

function serviceRecords(view: ClusterView, service: Service, question: DnsQuestion): ZoneAnswer | undefined {
  const { spec } = service;
  if (spec.type === "ExternalName") return externalName(service, question);
  if (isHeadless(service)) {
    const hosts = endpointHosts(view, service);
    if (hosts.length === 0) return undefined;
    return {
      records: addressRecords(
        question,
        hosts.map((host) => host.address),
      ),
      object: service,
    };
  }
  const addresses = (spec.clusterIPs ?? []).map(parseIp).filter((address) => address !== undefined);
  return { records: addressRecords(question, addresses), object: service };
}

/** A CNAME to the target; an address literal is no target, so the name does not exist then. */
function externalName(service: Service, question: DnsQuestion): ZoneAnswer | undefined {
  const target = (service.spec.externalName ?? "").toLowerCase().replace(/\.$/, "");
  if (target === "" || parseIp(target) !== undefined) return undefined;
  return { records: [{ type: "CNAME", name: question.name, ttl: TTL, target }], target, object: service };
}

/** `host.service`: hostname if the endpoint has one, else its address in dashes. Served for every Service with endpoints. */
function endpointRecords(
  view: ClusterView,
  service: Service,
  question: DnsQuestion,
  host: string,
): ZoneAnswer | undefined {
  const hosts = endpointHosts(view, service).filter((endpoint) => endpoint.host === host);
  if (hosts.length === 0) return undefined;
  return {
    records: addressRecords(
      question,
      hosts.map((endpoint) => endpoint.address),
    ),
    object: service,
  };
}

/** `_port._protocol.service`: SRV records, and the Service's addresses for address questions. */
function portRecords(
  view: ClusterView,
  service: Service,
  question: DnsQuestion,
  portLabel: string,
  protocolLabel: string,
): ZoneAnswer | undefined {
  const portName = portLabel.replace(/^_/, "");
  const protocol = protocolLabel.replace(/^_/, "").toUpperCase();
  const port = service.spec.ports?.find(
    (candidate) => candidate.name === portName && (candidate.protocol ?? "TCP") === protocol,
  );
  if (port === undefined || service.spec.type === "ExternalName") return undefined;
  if (question.type !== "SRV") return serviceRecords(view, service, question);
  const name = `${service.metadata.name}.${service.metadata.namespace}.svc.${view.profile.clusterDomain}`;
  const srv = { type: "SRV", name: question.name, ttl: TTL, priority: 0 } as const;
  if (!isHeadless(service)) {
    return { records: [{ ...srv, weight: 100, port: port.port, target: name }], object: service };
  }
  const hosts = endpointHosts(view, service).filter((host) => host.ports.has(`${portName}/${protocol}`));
  if (hosts.length === 0) return undefined;
  const weight = Math.max(1, Math.floor(100 / hosts.length));
  const records = hosts.map((host): DnsRecord => {
    const number = host.ports.get(`${portName}/${protocol}`) ?? port.port;
    return { ...srv, weight, port: number, target: `${host.host}.${name}` };
  });
  return { records, object: service };
}

interface EndpointHost {
  readonly host: string;
  readonly address: Ip;
  /** Port numbers by `name/PROTOCOL`. */
  readonly ports: ReadonlyMap<string, number>;
}

/** Ready endpoints only: readiness is all CoreDNS looks at, so a terminating pod leaves DNS at once. */
function endpointHosts(view: ClusterView, service: Service): readonly EndpointHost[] {
  const hosts = new Map<string, EndpointHost>();
  for (const slice of view.list("EndpointSlice", service.metadata.namespace ?? "default")) {
    if (slice.metadata.labels?.[SERVICE_NAME_LABEL] !== service.metadata.name) continue;
    for (const host of hostsIn(slice)) hosts.set(`${host.host} ${host.address.text}`, host);
  }
  return [...hosts.values()].sort((a, b) =>
    formatSocket(a.address, 0) < formatSocket(b.address, 0) ? -1 : 1,
  );
}

function hostsIn(slice: EndpointSlice): readonly EndpointHost[] {
  const ports = new Map<string, number>();
  for (const port of slice.ports ?? []) {
    if (port.port !== undefined) ports.set(`${port.name ?? ""}/${port.protocol ?? "TCP"}`, port.port);
  }
  const hosts: EndpointHost[] = [];
  for (const endpoint of slice.endpoints) {
    if (!(endpoint.conditions?.ready ?? true)) continue;
    for (const text of endpoint.addresses) {
      const address = parseIp(text);
      if (address !== undefined) hosts.push({ host: endpoint.hostname ?? dashes(address), address, ports });
    }
  }
  return hosts;
}

/** The address as a DNS label; a trailing dash would not be one, so CoreDNS appends a zero. */
function dashes(address: Ip): string {
  const text = address.text.replaceAll(".", "-").replaceAll(":", "-");
  return text.endsWith("-") ? `${text}0` : text;
}

function isHeadless(service: Service): boolean {
  return service.spec.clusterIP === "None" || (service.spec.clusterIPs ?? [])[0] === "None";
}

export function addressRecords(question: DnsQuestion, addresses: readonly Ip[]): readonly DnsRecord[] {
  const family = familyOf(question.type);
  return addresses
    .filter((address) => address.family === family)
    .map((address) => ({
      type: address.family === "IPv4" ? "A" : "AAAA",
      name: question.name,
      ttl: TTL,
      address,
    }));
}

function familyOf(type: DnsType): Ip["family"] | undefined {
  if (type === "A") return "IPv4";
  return type === "AAAA" ? "IPv6" : undefined;
}
