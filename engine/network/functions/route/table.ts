import type { Route } from "../../../api/openshift/route.ts";
import { type Router, routersOf } from "../../../cluster/routers.ts";
import type { ClusterView, PodView } from "../../../cluster/view.ts";
import { PathIndex } from "../../shared/path-index.ts";

/** How a Route takes requests. */
export interface RouteRule {
  readonly route: Route;
  readonly host: string;
  readonly isWildcard: boolean;
  readonly path: string;
  readonly termination: "edge" | "reencrypt" | "passthrough" | undefined;
  /** `insecureEdgeTerminationPolicy`; `None` when it is empty. */
  readonly insecure: "None" | "Allow" | "Redirect";
}

export interface RouterTable {
  readonly router: Router;
  /** The rules by host, then by path; wildcards by the domain that they stand in. */
  readonly hosts: ReadonlyMap<string, PathIndex<RouteRule>>;
  readonly wildcards: ReadonlyMap<string, PathIndex<RouteRule>>;
  /** Admitted, the most specific first. */
  readonly rules: readonly RouteRule[];
  readonly refused: readonly {
    readonly rule: RouteRule;
    readonly reason: string;
    readonly message: string;
  }[];
}

/** The routers with what each admitted. */
export function routerTables(view: ClusterView): readonly RouterTable[] {
  const routers = routersOf(view);
  return routers.map((router) => {
    const rules: RouteRule[] = [];
    const refused: { rule: RouteRule; reason: string; message: string }[] = [];
    for (const route of view.list("Route")) {
      const ingress = route.status?.ingress?.find(({ routerName }) => routerName === router.name);
      const admitted = ingress?.conditions?.find(({ type }) => type === "Admitted");
      const labels = view.get("Namespace", undefined, route.metadata.namespace ?? "default")?.metadata.labels;
      if (ingress === undefined || admitted === undefined || !router.selects(route, labels ?? {})) continue;
      const rule = ruleOf(route, (ingress.host ?? "").toLowerCase());
      if (admitted.status === "True") rules.push(rule);
      else refused.push({ rule, reason: admitted.reason ?? "", message: admitted.message ?? "" });
    }
    return tableOf(router, rules.sort(mostSpecificFirst), refused);
  });
}

export function tableOf(
  router: Router,
  rules: readonly RouteRule[],
  refused: RouterTable["refused"],
): RouterTable {
  const [hosts, wildcards] = [
    new Map<string, PathIndex<RouteRule>>(),
    new Map<string, PathIndex<RouteRule>>(),
  ];
  for (const rule of rules) {
    const [table, key] = rule.isWildcard ? [wildcards, domainOf(rule.host)] : [hosts, rule.host];
    let index = table.get(key);
    if (index === undefined) {
      index = new PathIndex<RouteRule>();
      table.set(key, index);
    }
    index.add(rule.path, rule);
  }
  return { router, rules, refused, hosts, wildcards };
}

/** The rules that take a host and a path, the most specific first: a host of its own before a wildcard, longer paths first. */
export function rulesFor(
  { hosts, wildcards }: RouterTable,
  host: string,
  path: string,
): readonly RouteRule[] {
  const own = hosts.get(host)?.all(path) ?? [];
  const above = wildcards.size === 0 ? undefined : wildcards.get(domainOf(host));
  return above === undefined ? own : [...own, ...above.all(path)];
}

function domainOf(host: string): string {
  return host.replace(/^[^.]*\./, "");
}

const known = new WeakMap<Route, RouteRule>();

/** Stored Routes never change, so they are read once for each host that a router gives them. */
function ruleOf(route: Route, host: string): RouteRule {
  const before = known.get(route);
  if (before?.host === host) return before;
  const rule = readRule(route, host);
  known.set(route, rule);
  return rule;
}

function readRule(route: Route, host: string): RouteRule {
  const { spec } = route;
  const isWildcard = spec.wildcardPolicy === "Subdomain";
  return {
    route,
    host,
    isWildcard,
    path: spec.path ?? "",
    termination: spec.tls === undefined ? undefined : (spec.tls.termination ?? "edge"),
    insecure: spec.tls?.insecureEdgeTerminationPolicy || "None",
  };
}

/** A host of its own before a wildcard, longer paths before shorter ones. */
function mostSpecificFirst(a: RouteRule, b: RouteRule): number {
  if (a.isWildcard !== b.isWildcard) return a.isWildcard ? 1 : -1;
  return b.path.length - a.path.length;
}

/** The router that a pod belongs to. */
export function tableFor(
  tables: readonly RouterTable[],
  { namespace, labels }: PodView,
): RouterTable | undefined {
  return tables.find(
    ({ router: { edge } }) =>
      namespace === edge.namespace &&
      Object.entries(edge.labels).every(([key, value]) => labels[key] === value),
  );
}

/** A wildcard takes every first label, an empty one too. */
export function hostMatches({ host, isWildcard }: RouteRule, asked: string): boolean {
  if (!isWildcard) return host === asked;
  return domainOf(asked) === domainOf(host);
}
