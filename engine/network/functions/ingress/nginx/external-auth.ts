import type { Ingress } from "../../../../api/networking/ingress.ts";
import { annotation } from "../../../../api/networking/nginx-annotations.ts";
import type { Ending } from "../../../../trace/ending.ts";
import type { HttpRequest } from "../../../../values/http-message.ts";
import { type Port, port } from "../../../../values/port.ts";
import type { Refusal } from "./auth.ts";

/** The question that nginx asks `auth-url` before it proxies a request. */
export interface Subrequest {
  /** A name, or an address. */
  readonly host: string;
  readonly port: Port;
  readonly request: HttpRequest;
}

/** Whom to ask; why nobody can be asked (500 then); `undefined` without the annotation. */
export function subrequestOf(
  ingress: Ingress,
  asked: HttpRequest,
  scheme: string,
): Subrequest | { readonly why: string } | undefined {
  const text = annotation(ingress, "auth-url");
  if (text === undefined) return undefined;
  const url = withVariables(text, asked, scheme);
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || !/^https?:$/.test(parsed.protocol)) return { why: `${url} is no URL` };
  const own = parsed.protocol === "https:" ? "https" : "http";
  const number = port(Number(parsed.port === "" ? (own === "https" ? 443 : 80) : parsed.port));
  if (number === undefined) return { why: `${parsed.host} has no port` };
  const { tls: _, ...rest } = asked;
  const request: HttpRequest = {
    ...rest,
    method: annotation(ingress, "auth-method") ?? "GET",
    scheme: own,
    authority: parsed.host,
    path: parsed.pathname,
    query: parsed.search.slice(1),
    bodySize: 0,
    ...(own === "https" ? { tls: { serverName: parsed.hostname, verify: false } } : {}),
  };
  return { host: parsed.hostname.replace(/^\[|\]$/g, ""), port: number, request };
}

/** nginx' variables of the request, as people write them there: `https://$host/oauth2/auth`. */
function withVariables(text: string, { authority, path, query }: HttpRequest, scheme: string): string {
  const uri = query === "" ? path : `${path}?${query}`;
  const values: Readonly<Record<string, string>> = {
    host: authority.replace(/:\d+$/, ""),
    http_host: authority,
    best_http_host: authority,
    scheme,
    pass_access_scheme: scheme,
    request_uri: uri,
    escaped_request_uri: encodeURIComponent(uri),
  };
  return text.replace(/\$\{?(\w+)\}?/g, (_, name: string) => values[name] ?? "");
}

/** What an answer of the service means: 2xx lets the request pass, 401 and 403 are handed on, everything else is 500. */
export function judgeAnswer(
  ingress: Ingress,
  ending: Ending,
  request: HttpRequest,
  scheme: string,
): Refusal | undefined {
  const status = ending.kind === "answered" ? (ending.status ?? 0) : 0;
  if (status >= 200 && status < 300) return undefined;
  const name = "auth-url";
  const said = ending.kind === "answered" ? `answered ${status}` : `gave no answer (${ending.kind})`;
  const signIn = annotation(ingress, "auth-signin");
  if (status === 401 && signIn !== undefined) {
    // Only what was asked for is escaped (template.go, buildAuthSignURL).
    const { authority, path, query } = request;
    const target = encodeURIComponent(query === "" ? path : `${path}?${query}`);
    const param = annotation(ingress, "auth-signin-redirect-param") ?? "rd";
    const here = `${signIn.includes("?") ? "&" : "?"}${param}=${scheme}://${authority}${target}`;
    const page = withVariables(signIn, request, scheme);
    const isSaid = (new URLSearchParams(signIn.split("?")[1]).get(param) ?? "") !== "";
    const location = isSaid ? page : `${page}${here}`;
    return { status: 302, annotation: "auth-signin", why: `the service ${said}`, headers: { location } };
  }
  return {
    status: status === 401 || status === 403 ? status : 500,
    annotation: name,
    why: `the service ${said}`,
  };
}
