import type { GRPCRoute, GRPCRouteMatch, GRPCRouteRule } from "../../../api/gateway/grpc-route.ts";
import type { HTTPRouteFilter } from "../../../api/gateway/http-filter.ts";
import type {
  HTTPNamedMatch,
  HTTPRoute,
  HTTPRouteMatch,
  HTTPRouteRule,
} from "../../../api/gateway/http-route.ts";
import type { BackendReference } from "../../../api/gateway/references.ts";
import { droppedRules } from "../../../cluster/gateway/dropped-rules.ts";
import { compileRegularExpression, type RegularExpression } from "../../../values/regular-expression.ts";
import type { FieldPath } from "../../../values/source.ts";
import { type Limits, limitsOf } from "./limits.ts";

export interface RuleBackend extends BackendReference {
  readonly filters?: readonly HTTPRouteFilter[];
}

/** A rule of an HTTPRoute or a GRPCRoute, as far as both have the same. */
export interface Rule {
  readonly route: HTTPRoute | GRPCRoute;
  readonly at: FieldPath;
  readonly filters: readonly HTTPRouteFilter[];
  readonly backends: readonly RuleBackend[];
  readonly limits: Limits;
}

type Test = (value: string | undefined) => boolean;

export interface NamedTest {
  readonly name: string;
  readonly test: Test;
}

/** One match of a rule, ready to be asked. */
export interface Entry {
  readonly rule: Rule;
  readonly path:
    | { readonly kind: "exact" | "prefix"; readonly value: string }
    | { readonly kind: "pattern"; readonly value: string; readonly pattern: RegularExpression | undefined };
  readonly method?: string;
  readonly headers: readonly NamedTest[];
  readonly queries: readonly NamedTest[];
  /** In words, as the route writes it. */
  readonly text: string;
}

const known = new WeakMap<HTTPRoute | GRPCRoute, readonly Entry[]>();

/** Stored routes never change, so their matches are read once. */
export function entriesOf(route: HTTPRoute | GRPCRoute): readonly Entry[] {
  let entries = known.get(route);
  if (entries === undefined) {
    entries = readEntries(route);
    known.set(route, entries);
  }
  return entries;
}

function readEntries(route: HTTPRoute | GRPCRoute): readonly Entry[] {
  const dropped = new Set(droppedRules(route).map(({ index }) => index));
  const entries =
    route.kind === "HTTPRoute"
      ? route.spec.rules.map((rule, index) => httpEntries(route, rule, index))
      : (route.spec.rules ?? []).map((rule, index) => grpcEntries(route, rule, index));
  return entries.flatMap((own, index) => (dropped.has(index) ? [] : own));
}

function httpEntries(route: HTTPRoute, source: HTTPRouteRule, index: number): readonly Entry[] {
  const { filters = [], backendRefs = [], matches } = source;
  const limits = limitsOf(source);
  const rule: Rule = { route, at: ["spec", "rules", index], filters, backends: backendRefs, limits };
  return matches.map((match) => httpEntry(rule, match));
}

function httpEntry(rule: Rule, { path, method, headers = [], queryParams = [] }: HTTPRouteMatch): Entry {
  const texts = [
    `${path.type} ${path.value}`,
    ...(method === undefined ? [] : [`method ${method}`]),
    ...headers.map((one) => `header ${one.name}${textOf(one)}`),
    ...queryParams.map((one) => `query ${one.name}${textOf(one)}`),
  ];
  return {
    rule,
    path: pathOf(path.type, path.value),
    ...(method === undefined ? {} : { method }),
    headers: namedTests(headers.map((one) => ({ ...one, name: one.name.toLowerCase() }))),
    queries: namedTests(queryParams),
    text: texts.join(" and "),
  };
}

function pathOf(type: HTTPRouteMatch["path"]["type"], value: string): Entry["path"] {
  if (type === "Exact") return { kind: "exact", value };
  if (type === "PathPrefix") return { kind: "prefix", value: value.replace(/\/+$/, "") };
  return { kind: "pattern", value, pattern: patternOf(value) };
}

function grpcEntries(
  route: GRPCRoute,
  { filters = [], backendRefs = [], matches = [{}] }: GRPCRouteRule,
  index: number,
): readonly Entry[] {
  const rule: Rule = { route, at: ["spec", "rules", index], filters, backends: backendRefs, limits: {} };
  return (matches.length === 0 ? [{}] : matches).map((match) => grpcEntry(rule, match));
}

/** A call is a POST to `/service/method`. */
function grpcEntry(rule: Rule, { method, headers = [] }: GRPCRouteMatch): Entry {
  const { service, method: name, type = "Exact" } = method ?? {};
  const called = `${service ?? "*"}/${name ?? "*"}`;
  return {
    rule,
    path: callOf(type, service, name),
    headers: namedTests(headers.map((one) => ({ ...one, name: one.name.toLowerCase() }))),
    queries: [],
    text: [`call ${called}`, ...headers.map((one) => `header ${one.name}${textOf(one)}`)].join(" and "),
  };
}

function callOf(type: string, service: string | undefined, name: string | undefined): Entry["path"] {
  if (service === undefined && name === undefined) return { kind: "prefix", value: "" };
  if (type === "Exact" && service !== undefined)
    return name === undefined
      ? { kind: "prefix", value: `/${service}` }
      : { kind: "exact", value: `/${service}/${name}` };
  const quote = (text: string): string =>
    type === "Exact" ? text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&") : text;
  const value = `/${service === undefined ? "[^/]+" : quote(service)}/${name === undefined ? "[^/]+" : quote(name)}`;
  return { kind: "pattern", value, pattern: patternOf(value) };
}

/** Of several entries with one name the first counts. */
function namedTests(matches: readonly HTTPNamedMatch[]): readonly NamedTest[] {
  const first = matches.filter(({ name }, index) => matches.findIndex((one) => one.name === name) === index);
  return first.map(({ name, type, value }) => {
    if (type === "Exact") return { name, test: (seen) => seen === value };
    const pattern = patternOf(value);
    return { name, test: (seen) => seen !== undefined && pattern?.matches(seen) === true };
  });
}

function textOf({ type, value }: HTTPNamedMatch): string {
  return type === "Exact" ? `=${value}` : ` ~ ${value}`;
}

/** An expression that cannot be read matches nothing. */
function patternOf(source: string): RegularExpression | undefined {
  const compiled = compileRegularExpression(source);
  return "problem" in compiled ? undefined : compiled;
}
