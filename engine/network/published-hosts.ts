import type { KubernetesObject } from "../api/meta.ts";
import type { Ingress } from "../api/networking/ingress.ts";
import { isCanary } from "../api/networking/nginx-annotations.ts";
import { gatewayStatesOf } from "../cluster/gateway/gateway-state.ts";
import { ANY_HOST } from "../cluster/gateway/hostnames.ts";
import { type Router, routersOf } from "../cluster/routers.ts";
import type { ClusterView, PodView } from "../cluster/view.ts";
import { type Ip, parseIp } from "../values/ip.ts";
import type { FieldPath } from "../values/source.ts";

/** Where an edge serves a host: what external-dns, a wildcard record or somebody's hand puts into public DNS. */
export interface PublishedHost {
  readonly addresses: readonly Ip[];
  /** The object that names the host, and where it does. */
  readonly by: KubernetesObject;
  readonly at?: FieldPath;
}

/** By host; `*.` stands for any labels, as in a zone. */
export type PublishedHosts = ReadonlyMap<string, PublishedHost>;

/** The same while it is filled: what an edge before has stays. */
type Found = Map<string, PublishedHost>;

/** Hosts of Ingresses and Routes that have an address, and of routes that a Gateway with an address accepts. */
export function publishedHosts(view: ClusterView): PublishedHosts {
  const hosts = new Map<string, PublishedHost>();
  publishIngresses(view, hosts);
  publishRoutes(view, hosts);
  publishGateways(view, hosts);
  return hosts;
}

/** Admitted Routes at the address of their router, and each router's whole domain, which a wildcard record leads there. */
function publishRoutes(view: ClusterView, hosts: Found): void {
  const routes = view.list("Route");
  if (routes.length === 0 && view.profile.ingressController !== "openshift") return;
  for (const router of routersOf(view)) {
    const service = view.get("Service", router.edge.namespace, router.edge.service);
    const addresses =
      router.publishing.type === "HostNetwork"
        ? hostsOf(view, router)
        : addressesIn(service?.status?.loadBalancer?.ingress ?? []);
    if (service === undefined || addresses.length === 0) continue;
    for (const route of routes) {
      const ingress = route.status?.ingress?.find(({ routerName }) => routerName === router.name);
      const isAdmitted = ingress?.conditions?.some(
        ({ type, status }) => type === "Admitted" && status === "True",
      );
      if (ingress?.host === undefined || isAdmitted !== true) continue;
      const host =
        ingress.wildcardPolicy === "Subdomain" ? ingress.host.replace(/^[^.]*/, "*") : ingress.host;
      if (!hosts.has(host)) hosts.set(host, { addresses, by: route, at: ["spec", "host"] });
    }
    const domain = `*.${router.domain}`;
    if (!hosts.has(domain)) hosts.set(domain, { addresses, by: service });
  }
}

/** Nodes that a router's pods are on: whoever runs the cluster puts them, or what stands before them, into DNS. */
function hostsOf(view: ClusterView, { edge: { namespace, labels } }: Router): readonly Ip[] {
  const isOwn = (pod: PodView): boolean =>
    pod.namespace === namespace && Object.entries(labels).every(([key, value]) => pod.labels[key] === value);
  return view.pods.filter((pod) => pod.hostNetwork && isOwn(pod)).flatMap(({ ips }) => ips);
}

function addressesIn(ingress: readonly { readonly ip?: string }[]): readonly Ip[] {
  return ingress.flatMap(({ ip }) => parseIp(ip ?? "") ?? []);
}

function publishIngresses(view: ClusterView, hosts: Found): void {
  for (const ingress of [...view.list("Ingress")].sort(mainFirst)) {
    const given = ingress.status?.loadBalancer?.ingress ?? [];
    const addresses = addressesIn(given);
    if (addresses.length === 0) continue;
    for (const [index, { host }] of (ingress.spec.rules ?? []).entries()) {
      if (host === undefined || hosts.has(host.toLowerCase())) continue;
      hosts.set(host.toLowerCase(), { addresses, by: ingress, at: ["spec", "rules", index, "host"] });
    }
  }
}

/** Of several with one host the one that somebody would call its Ingress: no canary, and the one whose path is the widest. */
function mainFirst(a: Ingress, b: Ingress): number {
  return Number(isCanary(a)) - Number(isCanary(b)) || widest(a) - widest(b);
}

function widest({ spec }: Ingress): number {
  const paths = (spec.rules ?? []).flatMap(({ http }) => http?.paths ?? []);
  return paths.length === 0 ? 0 : Math.min(...paths.map(({ path = "" }) => path.length));
}

/** What a route and its listener have in common is served, whatever either says beyond that. */
function publishGateways(view: ClusterView, hosts: Found): void {
  const { gateways, parents } = gatewayStatesOf(view);
  const given = new Map(
    gateways.map((state) => {
      const { namespace, name } = state.gateway.metadata;
      const { addresses = [] } = view.get("Gateway", namespace, name)?.status ?? {};
      return [state, addresses.flatMap(({ value }) => parseIp(value) ?? [])] as const;
    }),
  );
  for (const { route, state, attached } of parents) {
    const addresses = given.get(state) ?? [];
    if (addresses.length === 0) continue;
    for (const { hostnames } of attached)
      for (const host of hostnames)
        if (host !== ANY_HOST && !hosts.has(host)) hosts.set(host, { addresses, by: route });
  }
}
