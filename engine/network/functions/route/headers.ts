import { utf8ToBytes } from "@noble/hashes/utils.js";
import type { HttpHeaderAction } from "../../../api/openshift/http-headers.ts";
import type { Route } from "../../../api/openshift/route.ts";
import type { Router } from "../../../cluster/routers.ts";
import type { HttpHeaders, HttpRequest } from "../../../values/http-message.ts";
import type { Ip } from "../../../values/ip.ts";
import { HSTS, POLICIES } from "../../shared/router-annotations.ts";

/** `Strict-Transport-Security` as the annotation has it; what the router's template does not recognise counts for nothing. */
export function hstsOf({ metadata, spec }: Route): string | undefined {
  const text = metadata.annotations?.["haproxy.router.openshift.io/hsts_header"];
  const { termination } = spec.tls ?? {};
  if (text === undefined || (termination !== "edge" && termination !== "reencrypt")) return undefined;
  return HSTS.test(text) ? text : undefined;
}

/** What the router alone may say of a client's certificate. */
export const CLIENT_TLS: RegExp =
  /^x-ssl(-issuer|-client-(cn|der|dn|notafter|notbefore|sha1|serial|subject|verify|version))?$/i;

export type ForwardedPolicy = "append" | "replace" | "if-none" | "never";

const BY_NAME = { Append: "append", Replace: "replace", IfNone: "if-none", Never: "never" } as const;

/** The Route's annotation, where it says one of the four, then the IngressController. */
export function forwardedPolicy({ metadata }: Route, { httpHeaders = {} }: Router): ForwardedPolicy {
  const own = metadata.annotations?.["haproxy.router.openshift.io/set-forwarded-headers"] ?? "";
  return POLICIES.includes(own)
    ? (own as ForwardedPolicy)
    : BY_NAME[httpHeaders.forwardedHeaderPolicy ?? "Append"];
}

/** `%%`, and a fetch in brackets with its converters: a header of the message, or the client's certificate. */
const FETCH =
  /%(?:%|(?:\{([^}]*)\})?\[(?:re[qs]\.hdr\(([0-9A-Za-z-]+)\)|ssl_c_der)((?:,(?:lower|base64))*)\])/g;

/**
 * A value in HAProxy's log format; what is not there is nothing, without quotes too. Routers ask for no client certificate
 * here. Blanks around a header's value are none of it.
 */
function valueIn(format: string, headers: HttpHeaders): string {
  const text = format.replace(FETCH, (whole: string, flags = "", name = "", converters = "") => {
    if (whole === "%%") return "%";
    const found = headers[name.toLowerCase()];
    if (found === undefined) return "";
    let value = lastOf(found);
    for (const one of (converters as string).split(","))
      if (one === "lower") value = value.toLowerCase();
      else if (one === "base64") value = btoa(String.fromCharCode(...utf8ToBytes(value)));
    return /\+Q/.test(flags) ? `"${value}"` : value;
  });
  return text.trim();
}

/** HAProxy reads the last value of a header, commas between them. */
function lastOf(text: string): string {
  return (text.split(",").at(-1) ?? "").trim();
}

/** The headers once the actions were done, in their order. */
function acted(headers: HttpHeaders, actions: readonly HttpHeaderAction[] = []): HttpHeaders {
  const all: Record<string, string> = { ...headers };
  for (const { name, action } of actions)
    if (action.type === "Delete") delete all[name.toLowerCase()];
    else if (action.set !== undefined) all[name.toLowerCase()] = valueIn(action.set.value, all);
  return all;
}

/**
 * The request's headers as the pod gets them, `host` among them (haproxy-config.template): no `Proxy`, no `X-SSL*`; the
 * IngressController's actions, what was forwarded, the Route's actions, and last of all `X-Forwarded-For`.
 */
export function requestHeaders(
  { headers, authority, scheme }: HttpRequest,
  source: Ip,
  route: Route,
  router: Router,
): HttpHeaders {
  const own = Object.entries(headers).filter(([name]) => name !== "proxy" && !CLIENT_TLS.test(name));
  const before = { ...Object.fromEntries(own), host: authority.toLowerCase() };
  const policy = forwardedPolicy(route, router);
  const changed = acted(before, router.httpHeaders?.actions?.request);
  const facts = forwardedFacts(changed["host"] ?? "", scheme, source);
  const told = forwarded(changed, facts, policy);
  const done = acted(told, route.spec.httpHeaders?.actions?.request);
  if (policy !== "append" && policy !== "if-none") return done;
  return forwarded(done, { "x-forwarded-for": source.text }, policy);
}

function forwardedFacts(host: string, scheme: string, { family, text }: Ip): HttpHeaders {
  return {
    "x-forwarded-host": host,
    "x-forwarded-port": scheme === "https" ? "443" : "80",
    "x-forwarded-proto": scheme,
    forwarded: `for=${family === "IPv6" ? `"[${text}]"` : text};host=${host};proto=`,
    ...{ "x-forwarded-for": text },
  };
}

/** `Forwarded` repeats what `X-Forwarded-Proto` has come to say. `X-Forwarded-For` is here only when it replaces. */
function forwarded(headers: HttpHeaders, facts: HttpHeaders, policy: ForwardedPolicy): HttpHeaders {
  if (policy === "never") return headers;
  const all: Record<string, string> = { ...headers };
  for (const [name, fact] of Object.entries(facts)) {
    if (name === "x-forwarded-for" && "forwarded" in facts && policy !== "replace") continue;
    const before = all[name];
    if (policy === "if-none" && before !== undefined) continue;
    const value = name === "forwarded" ? fact + lastOf(all["x-forwarded-proto"] ?? "") : fact;
    all[name] = policy === "append" && before !== undefined ? `${before}, ${value}` : value;
  }
  return all;
}

/** The answer's headers as the client gets them: the Route's own, then what the IngressController has to say. */
export function responseHeaders(headers: HttpHeaders, route: Route, { httpHeaders }: Router): HttpHeaders {
  const hsts = hstsOf(route);
  const kept = hsts !== undefined ? { ...headers, "strict-transport-security": hsts } : headers;
  const own = acted(kept, route.spec.httpHeaders?.actions?.response);
  return acted(own, httpHeaders?.actions?.response);
}
