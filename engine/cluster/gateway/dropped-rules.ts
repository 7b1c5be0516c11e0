import type { GRPCRouteFilter } from "../../api/gateway/grpc-route.ts";
import type { HTTPRouteFilter } from "../../api/gateway/http-filter.ts";
import { compileRegularExpression } from "../../values/regular-expression.ts";
import type { FieldPath } from "../../values/source.ts";
import { no, type Verdict } from "./reading.ts";
import type { AnyRoute } from "./routes.ts";

/** A rule that nobody here can act on, and where what is wrong with it stands. */
export interface DroppedRule {
  readonly index: number;
  readonly at: FieldPath;
  readonly why: string;
}

type Filter = HTTPRouteFilter | GRPCRouteFilter;

/** Rules of HTTPRoutes and GRPCRoutes, as far as both have the same. */
interface AnyRule {
  readonly filters?: readonly Filter[];
  readonly backendRefs?: readonly { readonly filters?: readonly Filter[] }[];
  readonly matches?: readonly object[];
}

/** Rules with a value that is not supported here: a filter's type, an expression that cannot be read. */
export function droppedRules(route: AnyRoute): readonly DroppedRule[] {
  return rulesOf(route).flatMap((rule, index): readonly DroppedRule[] => {
    const [first] = [...filtersOf(rule).flatMap(unknownType), ...expressionsOf(rule).flatMap(unreadable)];
    return first === undefined ? [] : [{ index, at: ["spec", "rules", index, ...first.at], why: first.why }];
  });
}

/** What that comes to: nothing is left of the route, or the rest goes on (PartiallyInvalid in apis/v1/shared_types.go). */
export function droppedVerdict(route: AnyRoute): Verdict | undefined {
  const dropped = droppedRules(route);
  if (dropped.length === 0) return undefined;
  const each = dropped.map(({ index, why }) => `${index}: ${why}`).join("; ");
  return dropped.length === rulesOf(route).length
    ? no("UnsupportedValue", `no rule can be used (${each})`)
    : { holds: true, reason: "UnsupportedValue", message: `Dropped Rule ${each}` };
}

/** An extension that a rule names; nobody here has any. */
export function extensionsOf(
  route: AnyRoute,
): readonly { readonly at: FieldPath; readonly message: string }[] {
  return rulesOf(route).flatMap((rule, index) =>
    filtersOf(rule).flatMap(({ at, filter: { extensionRef } }) => {
      if (extensionRef === undefined) return [];
      const { group, kind, name } = extensionRef;
      const message = `nobody here knows what filter ${name} of kind ${kind}.${group} does`;
      return [{ at: ["spec", "rules", index, ...at, "extensionRef"], message }];
    }),
  );
}

function rulesOf(route: AnyRoute): readonly AnyRule[] {
  return route.kind === "HTTPRoute" || route.kind === "GRPCRoute"
    ? ((route.spec.rules ?? []) as readonly AnyRule[])
    : [];
}

interface Placed<T> {
  readonly at: FieldPath;
  readonly filter: T;
}

function filtersOf({ filters = [], backendRefs = [] }: AnyRule): readonly Placed<Filter>[] {
  const placed = (own: readonly Filter[], at: FieldPath): readonly Placed<Filter>[] =>
    own.map((filter, index) => ({ filter, at: [...at, "filters", index] }));
  return [
    ...placed(filters, []),
    ...backendRefs.flatMap((one, index) => placed(one.filters ?? [], ["backendRefs", index])),
  ];
}

const TYPES: ReadonlySet<string> = new Set([
  "RequestHeaderModifier",
  "ResponseHeaderModifier",
  "RequestMirror",
  "RequestRedirect",
  "URLRewrite",
  "CORS",
  "ExtensionRef",
]);

type Wrong = Pick<DroppedRule, "at" | "why">;

function unknownType({ at, filter: { type } }: Placed<Filter>): readonly Wrong[] {
  return TYPES.has(type)
    ? []
    : [{ at: [...at, "type"], why: `filters of type ${type} are not supported here` }];
}

interface Expression {
  readonly at: FieldPath;
  readonly text: string;
}

/** Everything of type RegularExpression in the matches: paths, methods of calls, headers, query parameters. */
function expressionsOf({ matches = [] }: AnyRule): readonly Expression[] {
  return matches.flatMap((match, index) =>
    Object.entries(match).flatMap(([field, value]) => expressionsIn(value, ["matches", index, field])),
  );
}

function expressionsIn(value: unknown, at: FieldPath): readonly Expression[] {
  if (Array.isArray(value)) return value.flatMap((one, index) => expressionsIn(one, [...at, index]));
  if (typeof value !== "object" || value === null) return [];
  const fields = value as Readonly<Record<string, unknown>>;
  if (fields["type"] !== "RegularExpression") return [];
  return ["value", "service", "method"].flatMap((field) => {
    const text = Object.hasOwn(fields, field) ? fields[field] : undefined;
    return typeof text === "string" ? [{ at: [...at, field], text }] : [];
  });
}

function unreadable({ at, text }: Expression): readonly Wrong[] {
  const compiled = compileRegularExpression(text);
  return "problem" in compiled
    ? [{ at, why: `the expression ${text} cannot be read: ${compiled.problem}` }]
    : [];
}
