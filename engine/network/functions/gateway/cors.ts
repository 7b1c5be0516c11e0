import type { HTTPCORSFilter } from "../../../api/gateway/http-filter.ts";
import type { HttpHeaders, HttpRequest } from "../../../values/http-message.ts";

/** Whether a request is the browser's question before the request proper. */
export function isPreflight({ method, headers }: HttpRequest): boolean {
  return (
    method === "OPTIONS" &&
    headers["origin"] !== undefined &&
    headers["access-control-request-method"] !== undefined
  );
}

/** `scheme://host[:port]`, or `*`; a `*` in the host takes everything to its left. */
export function allowsOrigin({ allowOrigins = [] }: HTTPCORSFilter, origin: string): boolean {
  return allowOrigins.some((allowed) => {
    if (allowed === "*") return true;
    const [own, theirs] = [partsOf(allowed), partsOf(origin)];
    if (own === undefined || theirs === undefined) return false;
    if (own.scheme !== theirs.scheme || own.port !== theirs.port) return false;
    const star = own.host.lastIndexOf("*");
    if (star < 0) return own.host === theirs.host;
    const tail = own.host.slice(star + 1);
    return theirs.host.length > tail.length && theirs.host.endsWith(tail);
  });
}

function partsOf(
  origin: string,
): { readonly scheme: string; readonly host: string; readonly port: string } | undefined {
  const match = /^(https?):\/\/([^:/]+)(?::(\d+))?$/i.exec(origin);
  if (match === null) return undefined;
  const scheme = (match[1] ?? "").toLowerCase();
  return {
    scheme,
    host: (match[2] ?? "").toLowerCase(),
    port: match[3] ?? (scheme === "http" ? "80" : "443"),
  };
}

/** What an answer to an allowed origin says; with credentials a browser takes no `*`, so its own words come back. */
export function originHeaders(filter: HTTPCORSFilter, origin: string): HttpHeaders {
  const { allowOrigins = [], allowCredentials = false, exposeHeaders = [] } = filter;
  const exposed = exposeHeaders.filter((name) => !(allowCredentials && name === "*"));
  return {
    "access-control-allow-origin": allowOrigins.includes("*") && !allowCredentials ? "*" : origin,
    ...(allowCredentials ? { "access-control-allow-credentials": "true" } : {}),
    ...(exposed.length === 0 ? {} : { "access-control-expose-headers": exposed.join(", ") }),
  };
}

/** What the answer to the browser's question adds. */
export function preflightHeaders(filter: HTTPCORSFilter, { headers }: HttpRequest): HttpHeaders {
  const { allowCredentials = false, allowMethods = [], allowHeaders = [], maxAge } = filter;
  const method = headers["access-control-request-method"];
  const names = headers["access-control-request-headers"];
  const echo = (allowed: readonly string[], asked: string | undefined): string | undefined =>
    allowed.includes("*") && allowCredentials ? asked : allowed.length === 0 ? undefined : allowed.join(", ");
  const methods = echo(allowMethods, method);
  const allowed = echo(allowHeaders, names);
  return {
    ...(methods === undefined ? {} : { "access-control-allow-methods": methods }),
    ...(allowed === undefined ? {} : { "access-control-allow-headers": allowed }),
    "access-control-max-age": String(maxAge),
  };
}
