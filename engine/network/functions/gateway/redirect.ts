import type { HTTPRequestRedirectFilter } from "../../../api/gateway/http-filter.ts";
import { type HttpRequest, hostOfAuthority } from "../../../values/http-message.ts";
import { modifiedPath } from "./path-modifier.ts";

const WELL_KNOWN: Readonly<Record<string, number>> = { http: 80, https: 443 };

/**
 * Where a redirect leads. A scheme of the filter's own brings its well-known port, else the port is the listener's; the
 * well-known port of the final scheme is not written.
 */
export function locationOf(
  { scheme: wanted, hostname, port: given, path }: HTTPRequestRedirectFilter,
  request: HttpRequest,
  listenerPort: number,
  prefix: string,
): string {
  const scheme = wanted ?? request.scheme;
  const port = given ?? (wanted === undefined ? listenerPort : (WELL_KNOWN[wanted] ?? listenerPort));
  const host = hostname ?? hostOfAuthority(request.authority);
  const authority = port === WELL_KNOWN[scheme] ? host : `${host}:${port}`;
  const query = request.query === "" ? "" : `?${request.query}`;
  return `${scheme}://${authority}${modifiedPath(path, request.path, prefix)}${query}`;
}
