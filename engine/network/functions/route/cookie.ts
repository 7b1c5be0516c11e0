import { md5 } from "@noble/hashes/legacy.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { Route } from "../../../api/openshift/route.ts";
import type { ClusterView } from "../../../cluster/view.ts";
import { formatSocket } from "../../../values/packet.ts";
import { isTrue } from "./annotations.ts";
import type { Weighted } from "./backends.ts";

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
  const { address, port } = backend;
  const pod = view.podAt(address);
  const named = pod?.namedPorts.find((one) => one.port === port)?.name ?? "";
  const where = formatSocket(address, port);
  return pod === undefined
    ? `ept:${service.name}:${named}:${where}`
    : `pod:${pod.name}:${service.name}:${named}:${where}`;
}

/** The cookie's value, which says nothing of the endpoint's address. */
export function hashOf(text: string): string {
  return bytesToHex(md5(utf8ToBytes(text)));
}
