import {
  IMPORT_NAME_LABEL,
  type ServiceImport,
  SOURCE_CLUSTER_LABEL,
} from "../../../api/multicluster/service-import.ts";
import type { DnsQuestion } from "../../../values/dns-message.ts";
import { parseIp } from "../../../values/ip.ts";
import type { DnsView } from "./dns-view.ts";
import { type EndpointHost, hostsIn } from "./endpoint-hosts.ts";
import {
  addressRecords,
  answerInZone,
  endpointServers,
  weighed,
  type ZoneAnswer,
  type ZoneOptions,
} from "./zone.ts";

/** An endpoint in one of the clusters, by `host.cluster`. */
interface ImportedHost extends EndpointHost {
  readonly own: string;
  readonly cluster: string;
}

/**
 * Records of a zone of the cluster set (`findMultiClusterServices` of plugin/kubernetes): names of ServiceImports, and
 * `endpoint.cluster.service` for their endpoints. Everything above a service's name is as in the cluster's own zone.
 */
export function answerInClusterSet(
  view: DnsView,
  question: DnsQuestion,
  labels: readonly string[],
  options: ZoneOptions,
): ZoneAnswer | undefined {
  const [kind, namespace = "", name, ...rest] = [...labels].reverse();
  if (kind !== "svc" || name === undefined) return answerInZone(view, question, labels, options);
  const isShown = options.namespaces?.includes(namespace) ?? true;
  if (!isShown || view.namespaceLabels(namespace) === undefined || rest.length > 2) return undefined;
  const object = view.get("ServiceImport", namespace, name);
  if (object?.spec === undefined) return undefined;
  const hosts = importedHosts(view, object, options.podNames);
  const isHeadless = object.spec.type === "Headless";
  if (options.ignoreEmpty && !isHeadless && hosts.length === 0) return undefined;
  const [nearest = "", left = ""] = rest;
  const isPort = nearest.startsWith("_") || left.startsWith("_");
  const records =
    rest.length > 0 && !isPort
      ? endpointRecords(question, object, hosts, rest, options)
      : serviceRecords(question, object, hosts, isPort ? portKey(left, nearest) : undefined, options);
  return records === undefined ? undefined : { records, object };
}

function importedHosts(
  view: DnsView,
  { metadata: { namespace = "default", name } }: ServiceImport,
  podNames: boolean,
): readonly ImportedHost[] {
  return view.labelled("EndpointSlice", namespace, { [IMPORT_NAME_LABEL]: name }).flatMap((slice) => {
    const cluster = slice.metadata.labels?.[SOURCE_CLUSTER_LABEL] ?? "";
    return hostsIn(slice, podNames).map((one) => ({
      ...one,
      own: one.host,
      cluster,
      host: `${one.host}.${cluster}`,
    }));
  });
}

/** `_http._tcp` as `http/TCP`. */
function portKey(port: string, protocol: string): string {
  return `${port.replace(/^_/, "")}/${protocol.replace(/^_/, "").toUpperCase()}`;
}

type Records = ZoneAnswer["records"];

/** Without the cluster's label no endpoint is meant. */
function endpointRecords(
  question: DnsQuestion,
  object: ServiceImport,
  hosts: readonly ImportedHost[],
  rest: readonly string[],
  options: ZoneOptions,
): Records | undefined {
  const [cluster, host] = rest.length === 2 ? rest : ["", ...rest];
  const meant = hosts.filter((one) => one.cluster === cluster && one.own === host);
  return meant.length === 0 ? undefined : ofHosts(question, object, meant, undefined, options);
}

function serviceRecords(
  question: DnsQuestion,
  object: ServiceImport,
  hosts: readonly ImportedHost[],
  wanted: string | undefined,
  options: ZoneOptions,
): Records | undefined {
  const { type, ports = [], ips = [] } = object.spec ?? {};
  if (type === "Headless") {
    const meant = wanted === undefined ? hosts : hosts.filter((one) => one.ports.has(wanted));
    return meant.length === 0 ? undefined : ofHosts(question, object, meant, wanted, options);
  }
  const own = ports.filter(
    ({ name = "", protocol = "TCP" }) => wanted === undefined || `${name}/${protocol}` === wanted,
  );
  if (own.length === 0) return undefined;
  const addresses = ips.map(parseIp).filter((address) => address !== undefined);
  if (question.type !== "SRV") return addressRecords(question, addresses, options.ttl);
  const target = nameOf(object, options);
  return weighed(
    question,
    options,
    own.flatMap(({ port }) => addresses.map(() => ({ port, target }))),
  );
}

function ofHosts(
  question: DnsQuestion,
  object: ServiceImport,
  hosts: readonly ImportedHost[],
  wanted: string | undefined,
  options: ZoneOptions,
): Records {
  if (question.type === "SRV") {
    const isWanted = (port: string): boolean => wanted === undefined || port === wanted;
    return weighed(question, options, endpointServers(nameOf(object, options), hosts, isWanted));
  }
  const addresses = hosts.map(({ address }) => address);
  return addressRecords(question, addresses, options.ttl);
}

function nameOf({ metadata }: ServiceImport, { zone }: ZoneOptions): string {
  return `${metadata.name}.${metadata.namespace}.svc.${zone}`;
}
