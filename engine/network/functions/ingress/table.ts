import type { Ingress, IngressTls } from "../../../api/networking/ingress.ts";
import { isCanary, list, usesExpressions } from "../../../api/networking/nginx-annotations.ts";
import { edgeIn } from "../../../cluster/edge-flags.ts";
import type { Edge } from "../../../cluster/edges.ts";
import { type ClassVerdict, classVerdict } from "../../../cluster/ingress-class.ts";
import { oldestThenLast } from "../../../cluster/ingress-webhook.ts";
import { NGINX_CONFIG_MAP, NginxConfig } from "../../../cluster/nginx-config.ts";
import type { ClusterView } from "../../../cluster/view.ts";
import type { FieldPath } from "../../../values/source.ts";
import { PathIndex } from "../../shared/path-index.ts";
import { type Faults, faultsOf, isFaulty, lastTaken, NO_FAULTS } from "./nginx/faults.ts";
import { alternativesOf, type Leading, standingBehind, typeOf, upstreamOf } from "./nginx/upstreams.ts";
import { comparePaths } from "./path-match.ts";

/** A rule's path, or a default backend, with where it was written. */
export interface Route extends Leading {
  readonly at: FieldPath;
}

/** Everything that one host has, the routes in the order in which they are tried. */
export interface VirtualHost {
  readonly host: string;
  readonly ingresses: readonly Ingress[];
  readonly routes: readonly Route[];
  /** The same by path, without the defaults: as it is written, and without the slash that ends a prefix. */
  readonly written: PathIndex<Route>;
  /** Some path is Exact: a look-up by prefix has to look at what it finds. */
  readonly hasExact: boolean;
  readonly prefixes: PathIndex<Route>;
  readonly fallback: Route | undefined;
  /** An Ingress of the host rewrites or asks for expressions. */
  readonly usesExpressions: boolean;
}

export interface IngressTable {
  readonly edge: Edge;
  /** Settings of ingress-nginx; nobody else reads them. */
  readonly config: NginxConfig;
  readonly hosts: ReadonlyMap<string, VirtualHost>;
  /** Ingresses that name a host and are not acted on, with why. */
  readonly unserved: readonly (Faults & {
    readonly ingress: Ingress;
    readonly verdict: ClassVerdict;
    /** What it was before, which the controller goes by still. */
    readonly kept: Ingress | undefined;
  })[];
  /** Routes that stand behind others, by the upstream of those, as ingress-nginx has them; none elsewhere. */
  readonly alternatives: ReadonlyMap<string, Route>;
  readonly tls: readonly { readonly ingress: Ingress; readonly entry: IngressTls }[];
}

/** Host of rules that name none. */
export const ANY_HOST = "";

/** What the controller makes of all Ingresses of its classes. */
export function ingressTable(view: ClusterView): IngressTable {
  const edge = edgeIn(view);
  const classes = view.list("IngressClass");
  const all = [...view.list("Ingress")].sort(edge.name === "ingress-nginx" ? oldestThenLast : oldestFirst);
  const isNginx = edge.name === "ingress-nginx";
  const { namespace, name } = NGINX_CONFIG_MAP;
  const config = new NginxConfig(isNginx ? view.get("ConfigMap", namespace, name) : undefined);
  const verdicts = all.map((ingress) => {
    const verdict = classVerdict(edge, classes, ingress);
    const faults = isNginx ? faultsOf(config, ingress) : NO_FAULTS;
    const isKept = verdict.kind === "served" && isFaulty(faults);
    const kept = isKept ? lastTaken(view, edge, config, ingress) : undefined;
    return { ingress, verdict, ...faults, kept };
  });
  const isServed = (one: (typeof verdicts)[number]): boolean =>
    one.verdict.kind === "served" && !isFaulty(one);
  const served = verdicts.flatMap((one) => (isServed(one) ? [one.ingress] : (one.kept ?? [])));
  const routes = new Map<string, Route[]>();
  const members = new Map<string, Set<Ingress>>();
  const canaries: Route[] = [];
  const taken = new Set<string>();
  const behind = isNginx && served.some(isCanary) ? standingBehind(served.flatMap(pathsOf)) : NONE;
  for (const ingress of served) {
    const isBeside = isNginx && isCanary(ingress);
    for (const [host, route, key] of routesOf(ingress)) {
      if (!isBeside) members.set(host, (members.get(host) ?? new Set()).add(ingress));
      if (route === undefined) continue;
      const isBehind = behind.has(upstreamOf(route));
      if (isBeside && (isBehind || route.isDefault)) canaries.push(route);
      if (isBehind || (isBeside && route.isDefault)) continue;
      // The oldest of those that say the same has it.
      if (taken.has(key)) continue;
      taken.add(key);
      const known = routes.get(host);
      if (known === undefined) routes.set(host, [route]);
      else known.push(route);
    }
  }
  const hosts = [...members].map(([host, ingresses]): [string, VirtualHost] => [
    host,
    // Sorting is stable, so the oldest Ingress wins between equals.
    virtualHost(host, [...ingresses], [...(routes.get(host) ?? [])].sort(byPrecedence)),
  ]);
  const named = new Map(hosts);
  if (isNginx) for (const [alias, host] of aliasesOf(hosts)) if (!named.has(alias)) named.set(alias, host);
  return {
    edge,
    config,
    hosts: named,
    unserved: verdicts.filter((one) => !isServed(one)),
    alternatives: alternativesOf(canaries, named),
    tls: served.flatMap((ingress) => (ingress.spec.tls ?? []).map((entry) => ({ ingress, entry }))),
  };
}

const NONE: ReadonlySet<string> = new Set();

function pathsOf(ingress: Ingress): readonly Route[] {
  return routesOf(ingress).flatMap(([, route]) => (route?.backend.service === undefined ? [] : [route]));
}

/** `server-alias`: more names of a host, as the oldest Ingress that has some says. */
function aliasesOf(
  hosts: readonly (readonly [string, VirtualHost])[],
): readonly (readonly [string, VirtualHost])[] {
  return hosts.flatMap(([, host]) =>
    (host.ingresses.map((one) => list(one, "server-alias")).find((names) => names.length > 0) ?? []).map(
      (alias) => [alias.toLowerCase(), host] as const,
    ),
  );
}

function oldestFirst(a: Ingress, b: Ingress): number {
  const [made, other] = [a.metadata.creationTimestamp ?? "", b.metadata.creationTimestamp ?? ""];
  return made < other ? -1 : made > other ? 1 : 0;
}

function virtualHost(host: string, ingresses: readonly Ingress[], routes: readonly Route[]): VirtualHost {
  const [written, prefixes] = [new PathIndex<Route>(), new PathIndex<Route>()];
  for (const route of routes) {
    if (route.isDefault) continue;
    written.add(route.path, route);
    if (route.pathType !== "Exact") prefixes.add(withoutSlash(route.path), route);
  }
  const fallback = routes.find(({ isDefault }) => isDefault);
  return {
    host,
    ingresses,
    routes,
    written,
    hasExact: routes.some(isExact),
    prefixes,
    fallback,
    usesExpressions: routes.some(({ ingress, path }) => usesExpressions(ingress, path)),
  };
}

function withoutSlash(path: string): string {
  return path.endsWith("/") ? path.replace(/\/+$/, "") : path;
}

/** Defaults come last: they are for what no path takes. */
function byPrecedence(a: Route, b: Route): number {
  if (a.isDefault !== b.isDefault) return a.isDefault ? 1 : -1;
  return comparePaths(a, b);
}

/** `key`: routes that say the same have the same. */
type HostRoute = readonly [host: string, route: Route | undefined, key: string];

const known = new WeakMap<Ingress, readonly HostRoute[]>();

/** Hosts of an Ingress with what it has for each. Stored Ingresses never change, so they are read once. */
function routesOf(ingress: Ingress): readonly HostRoute[] {
  let routes = known.get(ingress);
  if (routes === undefined) {
    routes = readRoutes(ingress).map(([host, route]) => [host, route, keyOf(host, route)]);
    known.set(ingress, routes);
  }
  return routes;
}

function keyOf(host: string, route: Route | undefined): string {
  return route === undefined ? host : `${host} ${route.isDefault} ${typeOf(route)} ${route.path}`;
}

/** A default backend serves the Ingress's own hosts, or all when it has none. */
function readRoutes(ingress: Ingress): readonly (readonly [host: string, route: Route | undefined])[] {
  const { rules = [], defaultBackend } = ingress.spec;
  const fallback = (host: string): ReturnType<typeof readRoutes> => {
    if (defaultBackend === undefined) return [[host, undefined]];
    const at = ["spec", "defaultBackend"];
    return [
      [host, { host, path: "/", pathType: "Prefix", ingress, backend: defaultBackend, at, isDefault: true }],
    ];
  };
  if (rules.length === 0) return fallback(ANY_HOST);
  return rules.flatMap(({ host = ANY_HOST, http }, rule) => {
    const paths = (http?.paths ?? []).map(({ path = "/", pathType, backend }, index) => {
      const at: FieldPath = ["spec", "rules", rule, "http", "paths", index];
      const route = { host: host.toLowerCase(), path, pathType, ingress, backend, at, isDefault: false };
      return [host.toLowerCase(), route] as const;
    });
    return [...paths, ...fallback(host.toLowerCase())];
  });
}

/**
 * The host that takes a request: its own name, then the wildcard above it (one label), then rules without a host.
 * ingress-nginx has an expression for the label, which takes letters, digits, `_` and `-` (template.go, buildServerName).
 */
export function virtualHostFor({ edge, hosts }: IngressTable, host: string): VirtualHost | undefined {
  const own = hosts.get(host);
  if (own !== undefined) return own;
  const parent = host.replace(edge.name === "ingress-nginx" ? /^[\w-]+\./ : /^[^.]+\./, "*.");
  return (parent === host ? undefined : hosts.get(parent)) ?? hosts.get(ANY_HOST);
}

/** Exact, then the longest prefix, then the default backend. */
export function routeFor({ written, prefixes, fallback }: VirtualHost, path: string): Route | undefined {
  return written.at(path).find(isExact) ?? prefixes.first(path) ?? fallback;
}

function isExact({ pathType }: Route): boolean {
  return pathType === "Exact";
}
