import type { Ingress, IngressBackend, IngressTls } from "../../../api/networking/ingress.ts";
import { type Edge, edgeOf } from "../../../cluster/edges.ts";
import { type ClassVerdict, classVerdict } from "../../../cluster/ingress-class.ts";
import type { ClusterView } from "../../../cluster/view.ts";
import type { FieldPath } from "../../../values/source.ts";
import { isCanary } from "./nginx/annotations.ts";
import { comparePaths, type PathRule, pathMatches } from "./path-match.ts";

/** A rule's path, or a default backend, with where it was written. */
export interface Route extends PathRule {
  readonly host: string;
  readonly ingress: Ingress;
  readonly backend: IngressBackend;
  readonly at: FieldPath;
  readonly isDefault: boolean;
}

/** Everything that one host has, the routes in the order in which they are tried. */
export interface VirtualHost {
  readonly host: string;
  readonly ingresses: readonly Ingress[];
  readonly routes: readonly Route[];
}

export interface IngressTable {
  readonly edge: Edge;
  readonly hosts: ReadonlyMap<string, VirtualHost>;
  /** Ingresses that name a host and are not acted on, with why. */
  readonly unserved: readonly { readonly ingress: Ingress; readonly verdict: ClassVerdict }[];
  /** Routes that stand behind another one's, as ingress-nginx has them; none elsewhere. */
  readonly canaries: readonly Route[];
  readonly tls: readonly { readonly ingress: Ingress; readonly entry: IngressTls }[];
}

/** Host of rules that name none. */
export const ANY_HOST = "";

/** What the controller makes of all Ingresses of its classes. */
export function ingressTable(view: ClusterView): IngressTable {
  const edge = edgeOf(view.profile.ingressController);
  const classes = view.list("IngressClass");
  const all = [...view.list("Ingress")].sort(oldestFirst);
  const verdicts = all.map((ingress) => ({ ingress, verdict: classVerdict(edge, classes, ingress) }));
  const served = verdicts.filter(({ verdict }) => verdict.kind === "served").map(({ ingress }) => ingress);
  const routes = new Map<string, Route[]>();
  const members = new Map<string, Set<Ingress>>();
  const canaries: Route[] = [];
  for (const ingress of served) {
    for (const [host, route] of routesOf(ingress)) {
      if (edge.name === "ingress-nginx" && isCanary(ingress)) {
        if (route !== undefined) canaries.push(route);
        continue;
      }
      members.set(host, (members.get(host) ?? new Set()).add(ingress));
      if (route === undefined) continue;
      const known = routes.get(host) ?? [];
      if (known.some((one) => isSame(one, route))) continue;
      routes.set(host, [...known, route]);
    }
  }
  const hosts = [...members].map(([host, ingresses]): [string, VirtualHost] => [
    host,
    // Sorting is stable, so the oldest Ingress wins between equals.
    { host, ingresses: [...ingresses], routes: [...(routes.get(host) ?? [])].sort(byPrecedence) },
  ]);
  return {
    edge,
    hosts: new Map(hosts),
    unserved: verdicts.filter(({ verdict }) => verdict.kind !== "served"),
    canaries,
    tls: served.flatMap((ingress) => (ingress.spec.tls ?? []).map((entry) => ({ ingress, entry }))),
  };
}

function oldestFirst(a: Ingress, b: Ingress): number {
  const [made, other] = [a.metadata.creationTimestamp ?? "", b.metadata.creationTimestamp ?? ""];
  return made < other ? -1 : made > other ? 1 : 0;
}

function isSame(a: Route, b: Route): boolean {
  return a.isDefault === b.isDefault && a.path === b.path && a.pathType === b.pathType;
}

/** Defaults come last: they are for what no path takes. */
function byPrecedence(a: Route, b: Route): number {
  if (a.isDefault !== b.isDefault) return a.isDefault ? 1 : -1;
  return comparePaths(a, b);
}

/** Hosts of an Ingress with what it has for each. A default backend serves the Ingress's own hosts, or all when it has none. */
function routesOf(ingress: Ingress): readonly (readonly [string, Route | undefined])[] {
  const { rules = [], defaultBackend } = ingress.spec;
  const fallback = (host: string): readonly (readonly [string, Route | undefined])[] => {
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

/** The host that takes a request: its own name, then the wildcard above it (one label), then rules without a host. */
export function virtualHostFor({ hosts }: IngressTable, host: string): VirtualHost | undefined {
  const parent = host.replace(/^[^.]+\./, "*.");
  return hosts.get(host) ?? (parent === host ? undefined : hosts.get(parent)) ?? hosts.get(ANY_HOST);
}

export function routeFor({ routes }: VirtualHost, path: string): Route | undefined {
  return routes.find((route) => pathMatches(route, path));
}
