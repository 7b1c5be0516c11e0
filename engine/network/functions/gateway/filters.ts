import type { HTTPRequestMirrorFilter, HTTPRouteFilter } from "../../../api/gateway/http-filter.ts";
import type { BackendObjectReference } from "../../../api/gateway/references.ts";
import type { Ending } from "../../../trace/ending.ts";
import type { HttpHeaders, HttpRequest } from "../../../values/http-message.ts";
import { allowsOrigin, isPreflight, originHeaders, preflightHeaders } from "./cors.ts";
import { headerChanges, modifiedHeaders } from "./headers.ts";
import { modifiedPath } from "./path-modifier.ts";
import { locationOf } from "./redirect.ts";
import type { GatewayStep } from "./steps.ts";

/** Facts of a match that every step about it has. */
export type Matched = Omit<Extract<GatewayStep, { code: "no-endpoints" }>, "code" | "service">;

/** A request under way through the filters of a rule, then of a backend. */
export interface Filtered {
  readonly request: HttpRequest;
  /** What was changed, in words. */
  readonly changes: readonly string[];
  readonly mirrors: readonly Mirror[];
  /** What becomes of the headers of the answer. */
  readonly answered: (headers: HttpHeaders) => HttpHeaders;
  /** A filter answers itself. */
  readonly own?: { readonly step: GatewayStep; readonly ending: Ending };
}

export interface Mirror {
  readonly backendRef: BackendObjectReference;
  readonly percent: number;
}

/** What filters look at besides the request. */
export interface FilterPlace {
  readonly matched: Matched;
  /** Part of the path that the rule matched. */
  readonly prefix: string;
}

export function unfiltered(request: HttpRequest): Filtered {
  return { request, changes: [], mirrors: [], answered: (headers) => headers };
}

/** The filters one after the other; what a filter answers itself ends the row. */
export function applyFilters(
  start: Filtered,
  filters: readonly HTTPRouteFilter[],
  place: FilterPlace,
): Filtered {
  let filtered = start;
  for (const filter of filters) {
    if (filtered.own !== undefined) break;
    filtered = apply(filtered, filter, place);
  }
  return filtered;
}

function apply(before: Filtered, filter: HTTPRouteFilter, place: FilterPlace): Filtered {
  const { request, changes } = before;
  const broken = brokenText(filter);
  if (broken !== undefined) return unusable(before, place, broken);
  const { requestHeaderModifier, responseHeaderModifier, requestMirror, requestRedirect, urlRewrite, cors } =
    filter;
  if (requestHeaderModifier !== undefined) {
    const headers = modifiedHeaders(request.headers, requestHeaderModifier);
    const more = headerChanges("request", requestHeaderModifier);
    return { ...before, request: { ...request, headers }, changes: [...changes, ...more] };
  }
  if (responseHeaderModifier !== undefined) {
    const more = headerChanges("response", responseHeaderModifier);
    const answered = (headers: HttpHeaders): HttpHeaders =>
      modifiedHeaders(before.answered(headers), responseHeaderModifier);
    return { ...before, answered, changes: [...changes, ...more] };
  }
  if (requestMirror !== undefined) {
    const { backendRef } = requestMirror;
    return { ...before, mirrors: [...before.mirrors, { backendRef, percent: percentOf(requestMirror) }] };
  }
  if (requestRedirect !== undefined) {
    const location = locationOf(requestRedirect, request, place.matched.port, place.prefix);
    const { statusCode: status } = requestRedirect;
    const step: GatewayStep = { ...place.matched, code: "redirected", status, location };
    return { ...before, own: { step, ending: { kind: "answered", status, headers: { location } } } };
  }
  if (urlRewrite !== undefined) {
    const path = modifiedPath(urlRewrite.path, request.path, place.prefix);
    const authority = urlRewrite.hostname ?? request.authority;
    const more = [
      ...(path === request.path ? [] : [`path is ${path}`]),
      ...(authority === request.authority ? [] : [`host is ${authority}`]),
    ];
    return { ...before, request: { ...request, path, authority }, changes: [...changes, ...more] };
  }
  if (cors !== undefined) return applyCors(before, cors, place);
  return unusable(before, place, `nobody here knows what a filter of type ${filter.type} does`);
}

function unusable(before: Filtered, { matched }: FilterPlace, why: string): Filtered {
  const step: GatewayStep = { ...matched, code: "filter-unusable", why };
  return { ...before, own: { step, ending: { kind: "answered", status: 500 } } };
}

/** Texts that would put lines of their own into a message; the API takes them, and no proxy does (RFC 9110 §5.5). */
function brokenText(filter: HTTPRouteFilter): string | undefined {
  const { requestHeaderModifier, responseHeaderModifier, requestRedirect, urlRewrite } = filter;
  const headers = [requestHeaderModifier, responseHeaderModifier].flatMap((modifier) => [
    ...(modifier?.set ?? []),
    ...(modifier?.add ?? []),
  ]);
  const paths = [requestRedirect?.path, urlRewrite?.path].flatMap((path) => [
    path?.replaceFullPath ?? "",
    path?.replacePrefixMatch ?? "",
  ]);
  const header = headers.find(({ value }) => CONTROL.test(value));
  if (header !== undefined) return `the value of header ${header.name} holds a line break`;
  return paths.some((text) => CONTROL.test(text)) ? "its path holds a line break" : undefined;
}

const CONTROL = /[\r\n\0]/;

function percentOf({ percent, fraction }: HTTPRequestMirrorFilter): number {
  if (fraction !== undefined) return Math.round((1000 * fraction.numerator) / fraction.denominator) / 10;
  return percent ?? 100;
}

function applyCors(
  before: Filtered,
  filter: NonNullable<HTTPRouteFilter["cors"]>,
  place: FilterPlace,
): Filtered {
  const { request } = before;
  const origin = request.headers["origin"];
  if (origin === undefined) return before;
  const allowed = allowsOrigin(filter, origin);
  if (isPreflight(request)) {
    const headers = allowed ? { ...originHeaders(filter, origin), ...preflightHeaders(filter, request) } : {};
    const step: GatewayStep = { ...place.matched, code: "preflight", origin, allowed };
    return { ...before, own: { step, ending: { kind: "answered", status: 204, headers } } };
  }
  if (!allowed) return before;
  const answered = (headers: HttpHeaders): HttpHeaders => ({
    ...before.answered(headers),
    ...originHeaders(filter, origin),
  });
  return { ...before, answered };
}
