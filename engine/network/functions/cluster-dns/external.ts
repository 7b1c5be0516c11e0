import type { Service } from "../../../api/core/service.ts";
import { type Ip, parseIp } from "../../../values/ip.ts";
import { serverAddresses } from "./dns-pods.ts";
import type { DnsView } from "./dns-view.ts";
import { endpointHosts, isHeadless } from "./endpoint-hosts.ts";

/** An address, or the name that a load balancer goes by. */
interface Host {
  readonly text: string;
  readonly address?: Ip;
}

/** A Service or one of its endpoints as the outside sees it. */
export interface ExternalEntry {
  readonly host: Host;
  /** Missing where no port is declared. */
  readonly port?: number;
  /** Name of the Service or endpoint in the zone. */
  readonly owner: string;
}

interface Options {
  readonly headless: boolean;
  readonly podNames: boolean;
}

/** `spec.externalIPs`, then what a load balancer gave. */
function externalHosts({ spec, status }: Service): readonly Host[] {
  const given = (status?.loadBalancer?.ingress ?? []).map(({ ip, hostname }) => ip || hostname || "");
  return [...(spec.externalIPs ?? []), ...given].filter((text) => text !== "").map(hostOf);
}

function hostOf(text: string): Host {
  const address = parseIp(text);
  return address === undefined ? { text } : { text: address.text, address };
}

/** Services that have the address as an external one. */
export function servicesAt(
  view: DnsView,
  { text }: Ip,
  namespaces: readonly string[] | undefined,
): readonly Service[] {
  return view
    .list("Service")
    .filter(({ metadata }) => namespaces?.includes(metadata.namespace ?? "") ?? true)
    .filter((service) => externalHosts(service).some((host) => host.text === text));
}

/**
 * What `[endpoint|port.protocol].service.namespace` stands for. Labels left of a Service with external addresses are not
 * looked at, unless they are two and name a port.
 */
export function externalEntries(
  view: DnsView,
  labels: readonly string[],
  zone: string,
  options: Options,
): { readonly service?: Service; readonly entries: readonly ExternalEntry[] } {
  const [namespace = "", name = "", ...left] = [...labels].reverse();
  const service = view.get("Service", namespace, name);
  if (service === undefined || left.length > 2) return { entries: [] };
  const [endpoint] = left.length === 1 ? left.map(withoutUnderscore) : [];
  const [protocol, port] = left.length === 2 ? left.map(withoutUnderscore) : [];
  const wanted = (declared: string, spoken: string): boolean =>
    (port === undefined || port === declared.toLowerCase()) &&
    (protocol === undefined || protocol === spoken.toLowerCase());
  const owner = [name, namespace, ...(zone === "" ? [] : [zone])].join(".");
  const hosts = externalHosts(service);
  const entries =
    options.headless && hosts.length === 0 && (isHeadless(service) || endpoint !== undefined)
      ? endpointEntries(view, service, owner, endpoint, wanted, options.podNames)
      : hosts.flatMap((host) =>
          (service.spec.ports ?? [])
            .filter((one) => wanted(one.name ?? "", one.protocol ?? "TCP"))
            .map((one): ExternalEntry => ({ host, port: one.port, owner })),
        );
  return { service, entries };
}

function endpointEntries(
  view: DnsView,
  service: Service,
  owner: string,
  wantedHost: string | undefined,
  wanted: (port: string, protocol: string) => boolean,
  podNames: boolean,
): readonly ExternalEntry[] {
  return endpointHosts(view, service, podNames)
    .filter(({ host }) => wantedHost === undefined || host.toLowerCase() === wantedHost)
    .flatMap(({ host, address, ports }) => {
      const entry = { host: { text: address.text, address }, owner: `${host}.${owner}` };
      // Without ports the endpoint still has its address.
      if (ports.size === 0) return wanted("", "") ? [entry] : [];
      return [...ports].flatMap(([key, port]) => {
        const [name = "", protocol = ""] = key.split("/");
        return wanted(name, protocol) ? [{ ...entry, port }] : [];
      });
    });
}

function withoutUnderscore(label: string): string {
  return label.replace(/^_/, "");
}

/** External addresses of the Services that lead to this server; of a headless one, on request, its endpoints'. */
export function externalAddresses(view: DnsView, headless: boolean, podNames: boolean): readonly Ip[] {
  const own = serverAddresses(view);
  const addresses = view.list("Service").flatMap((service) => {
    const hosts = endpointHosts(view, service, podNames);
    if (!hosts.some(({ address }) => own.has(address.text))) return [];
    if (headless && isHeadless(service)) return hosts.map(({ address }) => address);
    return externalHosts(service).flatMap(({ address }) => (address === undefined ? [] : [address]));
  });
  return [...new Map(addresses.map((address) => [address.text, address])).values()];
}
