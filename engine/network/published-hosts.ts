import { gatewayStatesOf } from "../cluster/gateway/gateway-state.ts";
import { ANY_HOST, lookUpHost } from "../cluster/gateway/hostnames.ts";
import { routersOf } from "../cluster/routers.ts";
import type { ClusterView } from "../cluster/view.ts";
import type { ObjectUse } from "../trace/step.ts";
import { type Ip, parseIp } from "../values/ip.ts";

/** A host that an edge serves, and where: what external-dns, a wildcard record or somebody's hand puts into public DNS. */
export interface PublishedHost {
  /** `*.` stands for any labels, as in a zone. */
  readonly host: string;
  readonly addresses: readonly Ip[];
  readonly by: ObjectUse;
}

/** Hosts of Ingresses and Routes that have an address, and of routes that a Gateway with an address accepts. */
export function publishedHosts(view: ClusterView): readonly PublishedHost[] {
  return [...ingressHosts(view), ...routeHosts(view), ...gatewayHosts(view)];
}

/** Admitted Routes at the address of their router, and each router's whole domain, which a wildcard record leads there. */
function routeHosts(view: ClusterView): readonly PublishedHost[] {
  const routes = view.list("Route");
  if (routes.length === 0 && view.profile.ingressController !== "openshift") return [];
  return routersOf({ profile: view.profile, list: () => view.list("IngressController") }).flatMap(
    (router) => {
      const service = view.get("Service", router.edge.namespace, router.edge.service);
      const addresses = addressesIn(service?.status?.loadBalancer?.ingress ?? []);
      if (service === undefined || addresses.length === 0) return [];
      const own = routes.flatMap((route) => {
        const ingress = route.status?.ingress?.find(({ routerName }) => routerName === router.name);
        const isAdmitted = ingress?.conditions?.some(
          ({ type, status }) => type === "Admitted" && status === "True",
        );
        if (ingress?.host === undefined || isAdmitted !== true) return [];
        const host =
          ingress.wildcardPolicy === "Subdomain" ? ingress.host.replace(/^[^.]*/, "*") : ingress.host;
        return [{ host, addresses, by: view.use(route, ["spec", "host"]) }];
      });
      return [...own, { host: `*.${router.domain}`, addresses, by: view.use(service) }];
    },
  );
}

function addressesIn(ingress: readonly { readonly ip?: string }[]): readonly Ip[] {
  return ingress.flatMap(({ ip }) => parseIp(ip ?? "") ?? []);
}

function ingressHosts(view: ClusterView): readonly PublishedHost[] {
  return view.list("Ingress").flatMap((ingress) => {
    const addresses = addressesIn(ingress.status?.loadBalancer?.ingress ?? []);
    if (addresses.length === 0) return [];
    const hosts = new Set(
      (ingress.spec.rules ?? []).flatMap(({ host }) => (host === undefined ? [] : [host])),
    );
    return [...hosts].map((host) => ({ host: host.toLowerCase(), addresses, by: view.use(ingress) }));
  });
}

/** What a route and its listener have in common is served, whatever either says beyond that. */
function gatewayHosts(view: ClusterView): readonly PublishedHost[] {
  return gatewayStatesOf(view).parents.flatMap(({ route, state, attached }) => {
    const given = view.get("Gateway", state.gateway.metadata.namespace, state.gateway.metadata.name);
    const addresses = (given?.status.addresses ?? []).flatMap(({ value }) => parseIp(value) ?? []);
    if (addresses.length === 0) return [];
    const hosts = new Set(attached.flatMap(({ hostnames }) => hostnames).filter((host) => host !== ANY_HOST));
    return [...hosts].map((host) => ({ host, addresses, by: view.use(route) }));
  });
}

/** The one that a name belongs to: by itself, else by the nearest wildcard above it. */
export function publishedAs(hosts: readonly PublishedHost[], name: string): PublishedHost | undefined {
  const byHost = new Map<string, PublishedHost>();
  for (const one of hosts) if (!byHost.has(one.host)) byHost.set(one.host, one);
  return lookUpHost(byHost, name);
}
