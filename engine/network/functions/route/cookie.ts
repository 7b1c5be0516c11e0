import { md5 } from "@noble/hashes/legacy.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { Route } from "../../../api/openshift/route.ts";
import type { ClusterView } from "../../../cluster/view.ts";
import type { HttpHeaders } from "../../../values/http-message.ts";
import { formatSocket } from "../../../values/packet.ts";
import { isTrue } from "./annotations.ts";
import type { Weighted } from "./exchange.ts";

/** The cookie that keeps a client with its endpoint: name, value for one endpoint, and what follows them. */
export interface StickyCookie {
  readonly name: string;
  readonly attributes: string;
}

/**
 * Routers set it on every Route whose requests they read (router.go, RoutingKeyName: the hash of the Route's key while its
 * termination is still empty), unless `haproxy.router.openshift.io/disable_cookies` is true.
 */
export function stickyCookie({ metadata, spec }: Route): StickyCookie | undefined {
  const { annotations = {}, namespace = "default", name } = metadata;
  if (isTrue(annotations["haproxy.router.openshift.io/disable_cookies"])) return undefined;
  const own = annotations["router.openshift.io/cookie_name"] ?? "";
  const isSecure = spec.tls !== undefined && spec.tls.insecureEdgeTerminationPolicy !== "Allow";
  const site = annotations["router.openshift.io/cookie-same-site"] ?? "";
  const sameSite = ["Lax", "Strict", "None"].includes(site) ? site : "None";
  return {
    name: /^[a-zA-Z0-9_-]+$/.test(own) ? own : hashOf(` ${namespace}:${name}`),
    attributes: `path=/; HttpOnly${isSecure ? `; Secure; SameSite=${sameSite}` : ""}`,
  };
}

/** `pod:NAME:SERVICE:PORTNAME:IP:PORT`, as routers name a server. */
export function endpointId(view: ClusterView, { service, backend }: Weighted): string {
  const { address, port, portName = "" } = backend;
  const pod = view.podAt(address);
  const of = pod === undefined ? `ept:${service.name}` : `pod:${pod.name}:${service.name}`;
  return `${of}:${portName}:${formatSocket(address, port)}`;
}

/** What a request says of a cookie, the first time that it names it. */
export function cookieIn({ cookie = "" }: HttpHeaders, name: string): string | undefined {
  const pairs = cookie.split(/;\s*/).map((pair) => pair.split("="));
  return pairs.find(([own]) => own?.trim() === name)?.[1]?.trim();
}

/** The request's cookies without the router's own, which no pod gets to see. */
export function withoutCookie({ cookie, ...headers }: HttpHeaders, name: string): HttpHeaders {
  const rest = (cookie ?? "").split(/;\s*/).filter((pair) => pair.split("=")[0]?.trim() !== name);
  const text = rest.join("; ");
  return text === "" ? headers : { ...headers, cookie: text };
}

/** The cookie's value, which says nothing of the endpoint's address. */
export function hashOf(text: string): string {
  return bytesToHex(md5(utf8ToBytes(text)));
}
