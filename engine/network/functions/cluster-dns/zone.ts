import type { Service } from "../../../api/core/service.ts";
import type { KubernetesObject } from "../../../api/meta.ts";
import type { DnsQuestion, DnsRecord, DnsType } from "../../../values/dns-message.ts";
import { type Ip, parseIp } from "../../../values/ip.ts";
import type { DnsView } from "./dns-view.ts";
import { type EndpointHost, endpointHosts, isHeadless } from "./endpoint-hosts.ts";

/** How the Corefile's `kubernetes` plugin is set. */
export interface ZoneOptions {
  readonly zone: string;
  /** Whether `10-244-1-5.default.pod` is answered: never, for addresses of pods of that namespace, or for any. */
  readonly pods: "disabled" | "verified" | "insecure";
  /** Seconds. */
  readonly ttl: number;
  /** Endpoints without a host name go by their pod's name. */
  readonly podNames: boolean;
  /** A Service without ready endpoints does not exist. */
  readonly ignoreEmpty: boolean;
  /** No names of endpoints, so none of headless Services. */
  readonly noEndpoints: boolean;
  /** Endpoints of a headless Service can be asked for by their topology zone. */
  readonly zonal: boolean;
  /** The only ones that exist for DNS. */
  readonly namespaces?: readonly string[];
}

/** What the zone holds for a name. `undefined` stands for NXDOMAIN; no records for "no data". */
export interface ZoneAnswer {
  readonly records: readonly DnsRecord[];
  /** A CNAME leads on to this name, absolute. */
  readonly target?: string;
  /** The object that the name belongs to. */
  readonly object?: KubernetesObject;
}

/** TTL of a SOA record at most, in seconds. */
const LONGEST_SOA = 300;

/**
 * Records of the cluster's zone: the Kubernetes DNS specification 1.1.0 as CoreDNS' `kubernetes` plugin serves it.
 * `labels` are the question's labels left of the zone.
 */
export function answerInZone(
  view: DnsView,
  question: DnsQuestion,
  labels: readonly string[],
  options: ZoneOptions,
): ZoneAnswer | undefined {
  const reversed = [...labels].reverse();
  const [kind, namespace, name, ...rest] = reversed;
  if (kind === undefined)
    return question.type === "TXT" ? undefined : { records: apexRecords(view, question, options) };
  if (question.type === "TXT" && kind === "dns-version" && namespace === undefined)
    return { records: [{ type: "TXT", name: question.name, ttl: 28_800, text: "1.1.0" }] };
  if (kind === "dns" && namespace === "ns" && name === undefined)
    return serverRecords(view, question, options);
  if (kind !== "svc" && kind !== "pod") return undefined;
  if (namespace === undefined) return between(question);
  const isShown = options.namespaces?.includes(namespace) ?? true;
  if (!isShown || view.namespaceLabels(namespace) === undefined) return undefined;
  if (name === undefined) return between(question);
  if (kind === "pod")
    return rest.length === 0 ? podRecord(view, question, namespace, name, options) : undefined;
  const service = view.get("Service", namespace, name);
  if (service === undefined) return undefined;
  if (options.ignoreEmpty && isEmpty(view, service)) return undefined;
  if (rest.length > 2)
    return options.zonal ? zonalRecords(view, service, question, rest, options) : undefined;
  if (rest.length === 0) return serviceRecords(view, service, question, options);
  if (rest.length === 2) return portRecords(view, service, question, rest[1] ?? "", rest[0] ?? "", options);
  return options.noEndpoints ? undefined : endpointRecords(view, service, question, rest[0] ?? "", options);
}

/** Names that only others stand under: whoever asks for text hears that there are none such (`Services`, TypeTXT). */
function between({ type }: DnsQuestion): ZoneAnswer | undefined {
  return type === "TXT" ? undefined : { records: [] };
}

/** `ns.dns`: the name server that SOA records speak of has the addresses of the Service in front of the DNS pods. */
function serverRecords(view: DnsView, question: DnsQuestion, { ttl }: ZoneOptions): ZoneAnswer | undefined {
  if (question.type === "TXT") return undefined;
  const { namespace, service: name } = view.profile.dns;
  const service = view.get("Service", namespace, name);
  return { records: service === undefined ? [] : addressRecords(question, addressesOf(service), ttl) };
}

function isEmpty(view: DnsView, service: Service): boolean {
  return service.spec.type !== "ExternalName" && endpointHosts(view, service, false).length === 0;
}

/** The Service in front of the DNS pods is the zone's name server. The serial grows with every change. */
function apexRecords(
  view: DnsView,
  { name, type }: DnsQuestion,
  { zone, ttl }: ZoneOptions,
): readonly DnsRecord[] {
  const { namespace, service } = view.profile.dns;
  if (type === "NS") return [{ type, name, ttl, target: `${service}.${namespace}.svc.${zone}` }];
  return type === "SOA" ? [soaRecord(view, zone, ttl)] : [];
}

/** `plugin.SOA` (plugin/backend_lookup.go). */
export function soaRecord({ revision }: DnsView, zone: string, ttl: number): DnsRecord {
  const least = Math.min(ttl, LONGEST_SOA);
  const text = `ns.dns.${zone} hostmaster.${zone} ${revision} 7200 1800 86400 ${least}`;
  return { type: "SOA", name: zone, ttl: least, text };
}

/** `10-244-1-5.default.pod`: any address in dashes is echoed, or only those of pods of the namespace. */
function podRecord(
  view: DnsView,
  question: DnsQuestion,
  namespace: string,
  dashed: string,
  { pods, ttl }: ZoneOptions,
): ZoneAnswer | undefined {
  if (pods === "disabled") return undefined;
  const address = parseIp(dashed.replaceAll("-", ".")) ?? parseIp(dashed.replaceAll("-", ":"));
  if (address === undefined) return undefined;
  const pod = view.podAt(address);
  if (pods === "verified" && pod?.namespace !== namespace) return undefined;
  return { records: addressRecords(question, [address], ttl) };
}

function serviceRecords(
  view: DnsView,
  service: Service,
  question: DnsQuestion,
  options: ZoneOptions,
): ZoneAnswer | undefined {
  const { spec } = service;
  if (spec.type === "ExternalName") return externalName(service, question, options.ttl);
  if (question.type === "SRV") return allPorts(view, service, question, options);
  if (isHeadless(service)) {
    const hosts = options.noEndpoints ? [] : endpointHosts(view, service, options.podNames);
    if (hosts.length === 0) return undefined;
    return { records: hostRecords(service, question, hosts, () => true, options), object: service };
  }
  return { records: addressRecords(question, addressesOf(service), options.ttl), object: service };
}

/** A CNAME to the target; an address literal is no target, so the name does not exist then. */
function externalName(service: Service, { name, type }: DnsQuestion, ttl: number): ZoneAnswer | undefined {
  const target = (service.spec.externalName ?? "").toLowerCase().replace(/\.$/, "");
  if (target === "" || parseIp(target) !== undefined) return undefined;
  const alias: DnsRecord = { type: "CNAME", name, ttl, target };
  if (type === "A" || type === "AAAA") return { records: [alias], target, object: service };
  // "SRV for external services is not yet implemented" (plugin/kubernetes/kubernetes.go).
  return { records: type === "CNAME" ? [alias] : [], object: service };
}

/**
 * `zone.pin._zone.service`: endpoints of that topology zone alone, or no data; with `prefer` all when the zone has none.
 * The zone may have dots of its own. `reversed` are the labels from the Service to the left.
 */
function zonalRecords(
  view: DnsView,
  service: Service,
  question: DnsQuestion,
  [anchor, directive, ...reversed]: readonly string[],
  options: ZoneOptions,
): ZoneAnswer | undefined {
  if (anchor !== "_zone" || (directive !== "pin" && directive !== "prefer") || !isHeadless(service))
    return undefined;
  const zone = [...reversed].reverse().join(".");
  const all = options.noEndpoints ? [] : endpointHosts(view, service, options.podNames);
  const near = all.filter((host) => host.zone === zone);
  const hosts = near.length === 0 && directive === "prefer" ? all : near;
  return { records: hostRecords(service, question, hosts, () => true, options), object: service };
}

/**
 * `host.service`: hostname if the endpoint has one, else its address in dashes. Served for every Service with endpoints, with
 * the ports of the endpoint for whoever asks for them.
 */
function endpointRecords(
  view: DnsView,
  service: Service,
  question: DnsQuestion,
  host: string,
  options: ZoneOptions,
): ZoneAnswer | undefined {
  if (service.spec.type === "ExternalName") return undefined;
  const hosts = endpointHosts(view, service, options.podNames).filter((endpoint) => endpoint.host === host);
  if (hosts.length === 0) return undefined;
  return { records: hostRecords(service, question, hosts, () => true, options), object: service };
}

/** `_port._protocol.service`: SRV records, and the Service's addresses for address questions. */
function portRecords(
  view: DnsView,
  service: Service,
  question: DnsQuestion,
  portLabel: string,
  protocolLabel: string,
  options: ZoneOptions,
): ZoneAnswer | undefined {
  if (service.spec.type === "ExternalName") return undefined;
  const wanted = `${portLabel.replace(/^_/, "")}/${protocolLabel.replace(/^_/, "").toUpperCase()}`;
  const isWanted = (port: string): boolean => port === wanted;
  if (isHeadless(service)) {
    const all = options.noEndpoints ? [] : endpointHosts(view, service, options.podNames);
    const hosts = all.filter(({ ports }) => [...ports.keys()].some(isWanted));
    if (hosts.length === 0) return undefined;
    return { records: hostRecords(service, question, hosts, isWanted, options), object: service };
  }
  const records = servers(view, service, question, options, isWanted);
  if (records.length === 0) return undefined;
  return question.type === "SRV"
    ? { records, object: service }
    : serviceRecords(view, service, question, options);
}

/** Addresses of endpoints, or their ports. */
function hostRecords(
  service: Service,
  question: DnsQuestion,
  hosts: readonly EndpointHost[],
  isWanted: (port: string) => boolean,
  options: ZoneOptions,
): readonly DnsRecord[] {
  if (question.type === "SRV")
    return weighed(question, options, endpointServers(nameIn(service, options.zone), hosts, isWanted));
  return addressRecords(
    question,
    hosts.map(({ address }) => address),
    options.ttl,
  );
}

/** SRV of the bare name: every port, which the specification does not ask for. */
function allPorts(
  view: DnsView,
  service: Service,
  question: DnsQuestion,
  options: ZoneOptions,
): ZoneAnswer | undefined {
  const records = servers(view, service, question, options, () => true);
  return records.length === 0 && isHeadless(service) ? undefined : { records, object: service };
}

/**
 * The Service itself for a cluster IP; for a headless one each endpoint, at the ports that its slice has. Weights share a
 * hundred among all addresses, before those of one name and port become one record.
 */
function servers(
  view: DnsView,
  service: Service,
  question: DnsQuestion,
  options: ZoneOptions,
  wanted: (port: string) => boolean,
): readonly DnsRecord[] {
  if (isHeadless(service)) {
    const hosts = options.noEndpoints ? [] : endpointHosts(view, service, options.podNames);
    return weighed(question, options, endpointServers(nameIn(service, options.zone), hosts, wanted));
  }
  const target = nameIn(service, options.zone);
  const found = (service.spec.ports ?? []).flatMap(({ name = "", port, protocol = "TCP" }) =>
    wanted(`${name}/${protocol}`) ? addressesOf(service).map(() => ({ port, target })) : [],
  );
  return weighed(question, options, found);
}

function nameIn({ metadata }: Service, zone: string): string {
  return `${metadata.name}.${metadata.namespace}.svc.${zone}`;
}

interface NamedServer {
  readonly target: string;
  readonly port: number;
}

/** Endpoints of the Service of that name, at the ports that are wanted. */
export function endpointServers(
  name: string,
  hosts: readonly EndpointHost[],
  wanted: (port: string) => boolean,
): readonly NamedServer[] {
  return hosts.flatMap(({ host, ports }) =>
    [...ports].flatMap(([key, port]) => (wanted(key) ? [{ port, target: `${host}.${name}` }] : [])),
  );
}

export function weighed(
  { name }: DnsQuestion,
  { ttl }: ZoneOptions,
  found: readonly NamedServer[],
): readonly DnsRecord[] {
  const weight = Math.max(1, Math.floor(100 / Math.max(1, found.length)));
  const unique = new Map(found.map((one) => [`${one.target} ${one.port}`, one]));
  return [...unique.values()].map(
    (one): DnsRecord => ({ type: "SRV", name, ttl, priority: 0, weight, ...one }),
  );
}

function addressesOf({ spec }: Service): readonly Ip[] {
  return (spec.clusterIPs ?? []).map(parseIp).filter((address) => address !== undefined);
}

/** Addresses of the family that the question asks for. */
export function addressRecords(
  question: DnsQuestion,
  addresses: readonly Ip[],
  ttl: number,
): readonly DnsRecord[] {
  const family = familyOf(question.type);
  return addresses
    .filter((address) => address.family === family)
    .map((address) => ({
      type: address.family === "IPv4" ? "A" : "AAAA",
      name: question.name,
      ttl,
      address,
    }));
}

function familyOf(type: DnsType): Ip["family"] | undefined {
  if (type === "A") return "IPv4";
  return type === "AAAA" ? "IPv6" : undefined;
}
