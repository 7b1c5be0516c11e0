import Handlebars from "handlebars/runtime.js";
import type { Ingress } from "../../../../api/networking/ingress.ts";
import { annotation, list } from "../../../../api/networking/nginx-annotations.ts";
import { readyBackends } from "../../../../cluster/service-backends.ts";
import type { ClusterView } from "../../../../cluster/view.ts";
import { formatSocket } from "../../../../values/packet.ts";
import { portOf } from "../forward.ts";
import { hasTls } from "../nginx/redirects.ts";
import { requestLimitsOf } from "../nginx/request-limits.ts";
import { isLeftOpen, switchOf } from "../nginx/settings.ts";
import { upstreamOf as upstreamName } from "../nginx/upstreams.ts";
import { ANY_HOST, type IngressTable, ingressTable, type Route, type VirtualHost } from "../table.ts";
import { LOCATION, NGINX } from "./nginx.generated.ts";

/** What is used of the runtime, which ships without types. */
interface Runtime {
  create(): Runtime;
  registerPartial(name: string, partial: unknown): void;
  template(precompiled: unknown): (context: unknown, options: unknown) => string;
}

const environment = (Handlebars as unknown as Runtime).create();
environment.registerPartial("location", environment.template(LOCATION));
const template = environment.template(NGINX);

interface Location {
  readonly match: string;
  readonly status?: number;
  readonly redirect?: string;
  readonly toHttps?: boolean;
  readonly bodySize?: string;
  readonly deny?: readonly string[];
  readonly allow?: readonly string[];
  readonly rewrite?: string;
  readonly target?: string;
  readonly upstream?: string;
  readonly limits?: readonly string[];
}

/**
 * The Ingresses that the profile's controller acts on, as configuration that nginx takes: a server for each host, a
 * location for each path in the shape that ingress-nginx gives it (template.go, buildLocation). Plain HTTP; canaries left out.
 */
export function nginxText(view: ClusterView): string {
  const table = ingressTable(view);
  const hosts = [...table.hosts.values()].sort((a, b) => (a.host < b.host ? -1 : 1));
  const fallback = table.hosts.get(ANY_HOST);
  const context = {
    controller: table.edge.workload,
    zones: table.edge.name === "ingress-nginx" ? zonesOf(hosts) : [],
    upstreams: upstreamsOf(view, hosts),
    fallback: locationsOf(view, table, fallback),
    servers: hosts
      .filter(({ host }) => host !== ANY_HOST)
      .map((host) => ({
        serverName: host.host.startsWith("*.")
          ? `~^[\\w-]+${host.host.slice(1).replaceAll(".", "\\.")}$`
          : host.host,
        appRoot: host.ingresses
          .map((one) => annotation(one, "app-root"))
          .find((root) => root?.startsWith("/")),
        locations: locationsOf(view, table, host),
      })),
  };
  return template(context, {});
}

function upstreamsOf(view: ClusterView, hosts: readonly VirtualHost[]): readonly unknown[] {
  const found = new Map<string, unknown>();
  for (const route of hosts.flatMap(({ routes }) => routes)) {
    const { name, endpoints } = upstreamOf(view, route);
    if (endpoints.length > 0) found.set(name, { name, service: name, endpoints });
  }
  return [...found.values()];
}

/** The Service port behind a route, by the name that ingress-nginx gives it. */
function upstreamOf(
  view: ClusterView,
  { ingress, backend }: Route,
): { readonly name: string; readonly endpoints: readonly string[] } {
  const namespace = ingress.metadata.namespace ?? "default";
  const { name = "" } = backend.service ?? {};
  const service = view.get("Service", namespace, name);
  const wanted =
    service === undefined || backend.service === undefined
      ? undefined
      : portOf(view, service, backend.service);
  const backends = service === undefined || wanted === undefined ? [] : readyBackends(view, service, wanted);
  return {
    name: upstreamName({ ingress, backend }),
    endpoints: backends.map((one) => formatSocket(one.address, one.port)),
  };
}

function locationsOf(
  view: ClusterView,
  table: IngressTable,
  host: VirtualHost | undefined,
): readonly Location[] {
  const routes = host?.routes ?? [];
  const isNginx = table.edge.name === "ingress-nginx";
  const isSecure = host !== undefined && host.host !== ANY_HOST && hasTls(host);
  const expressions = isNginx && host?.usesExpressions === true;
  const own = routes.filter(({ isDefault }) => !isDefault);
  const ordered = expressions
    ? [...own].sort((a, b) => b.path.length - a.path.length || (a.path < b.path ? 1 : -1))
    : own;
  const exact = new Set(own.filter(({ pathType }) => pathType === "Exact").map(({ path }) => path));
  const made = ordered.flatMap((route) => {
    const does = actionOf(view, table, route, { expressions, isSecure });
    return matchesOf(route, expressions, exact).map((match): Location => ({ match, ...does }));
  });
  if (made.some(({ match }) => match === "/")) return made;
  const fallback = routes.find(({ isDefault }) => isDefault);
  const rest =
    fallback === undefined
      ? { status: 404 }
      : actionOf(view, table, fallback, { expressions: false, isSecure });
  return [...made, { match: expressions ? '~* "^/"' : "/", ...rest }];
}

/** A prefix is two locations: its name and what is below it. */
function matchesOf(
  { path, pathType }: Route,
  expressions: boolean,
  exact: ReadonlySet<string>,
): readonly string[] {
  if (expressions) return [`~* "^${path}"`];
  if (pathType === "Exact") return [`= ${path}`];
  if (path.endsWith("/")) return [path];
  return exact.has(path) ? [`${path}/`] : [`${path}/`, `= ${path}`];
}

function actionOf(
  view: ClusterView,
  { edge, config }: IngressTable,
  route: Route,
  { expressions, isSecure }: { readonly expressions: boolean; readonly isSecure: boolean },
): Omit<Location, "match"> {
  const { ingress } = route;
  const { name, endpoints } = upstreamOf(view, route);
  const proxied = endpoints.length === 0 ? { status: 503 } : { upstream: name };
  if (edge.name !== "ingress-nginx") return proxied;
  const redirect = redirectOf(ingress);
  const bodySize = annotation(ingress, "proxy-body-size");
  const base = bodySize === undefined ? {} : { bodySize };
  if (redirect !== undefined) return { ...base, redirect };
  const is = (name: string, otherwise: boolean): boolean => switchOf(config, ingress, name, otherwise);
  const isSent = is("force-ssl-redirect", false) || (isSecure && is("ssl-redirect", true));
  if (isSent && !isLeftOpen(config, route, "no-tls-redirect-locations")) return { ...base, toHttps: true };
  const allow = [...list(ingress, "allowlist-source-range"), ...list(ingress, "whitelist-source-range")];
  const target = annotation(ingress, "rewrite-target");
  const rewrite = expressions && target !== undefined ? { rewrite: route.path, target } : {};
  return {
    ...base,
    ...limitsOf(ingress),
    allow,
    deny: list(ingress, "denylist-source-range"),
    ...rewrite,
    ...proxied,
  };
}

/** The controller's name for what an Ingress counts. */
function zoneName({ metadata }: Ingress, kind: string): string {
  return `${metadata.namespace ?? "default"}_${metadata.name}_${metadata.uid ?? ""}_${kind}`;
}

const KINDS: Readonly<Record<string, string>> = { "limit-rps": "rps", "limit-rpm": "rpm" };

function zonesOf(hosts: readonly VirtualHost[]): readonly unknown[] {
  const ingresses = new Set(hosts.flatMap(({ routes }) => routes.map(({ ingress }) => ingress)));
  return [...ingresses].flatMap((ingress, index) => {
    const limits = requestLimitsOf(ingress);
    if (limits === undefined) return [];
    const { zones, connections, exempt } = limits;
    const key = `$limit_${index}`;
    const lines = [
      ...(connections > 0 ? [`limit_conn_zone ${key} zone=${zoneName(ingress, "conn")}:5m`] : []),
      ...zones.map(({ annotation: name, limit }) => {
        const kind = KINDS[name] ?? "";
        return `limit_req_zone ${key} zone=${zoneName(ingress, kind)}:5m rate=${limit}r/${kind === "rpm" ? "m" : "s"}`;
      }),
    ];
    return [{ index, exempt, lines }];
  });
}

function limitsOf(ingress: Ingress): { readonly limits?: readonly string[] } {
  const found = requestLimitsOf(ingress);
  if (found === undefined) return {};
  const { zones, connections } = found;
  const open = connections > 0 ? [`limit_conn ${zoneName(ingress, "conn")} ${connections}`] : [];
  const rates = zones.map(({ annotation: name, burst }) => {
    const some = burst > 0 ? ` burst=${burst}` : "";
    return `limit_req zone=${zoneName(ingress, KINDS[name] ?? "")}${some} nodelay`;
  });
  return { limits: [...open, ...rates] };
}

function redirectOf(ingress: Ingress): string | undefined {
  const temporal = annotation(ingress, "temporal-redirect");
  if (temporal !== undefined) return `302 ${temporal}`;
  const permanent = annotation(ingress, "permanent-redirect");
  return permanent === undefined ? undefined : `301 ${permanent}`;
}
