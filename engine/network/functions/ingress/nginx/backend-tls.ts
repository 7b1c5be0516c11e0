import type { Ingress } from "../../../../api/networking/ingress.ts";
import { annotation } from "../../../../api/networking/nginx-annotations.ts";
import { keyPair, secretText } from "../../../../cluster/tls-secret.ts";
import type { ClusterView } from "../../../../cluster/view.ts";
import { readCertificates } from "../../../../values/certificate.ts";
import type { TlsHello } from "../../../../values/http-message.ts";
import type { Refusal } from "./auth.ts";
import { referredSecret } from "./secret-reference.ts";

/** What a Secret gives: authorities to hold somebody's certificate against, a certificate to show. */
interface BackendSecret {
  readonly authorities?: string;
  readonly certificate?: string;
}

/** nginx' `$proxy_host`, which is the name that it looks for where nobody says another. */
const UPSTREAM = "upstream_balancer";

/**
 * `proxy-ssl-secret`, and with it `proxy-ssl-verify`, `-verify-depth`, `-name` and `-server-name` (annotations/proxyssl,
 * nginx.tmpl). Without a Secret none of the others counts. The first Ingress of a host whose Secret has a `ca.crt` sets it for
 * the whole host; a location with one of its own goes by that.
 */
export function towardsBackend(view: ClusterView, ingresses: readonly Ingress[], own: Ingress): TlsHello {
  const secret = secretOf(view, own);
  const server = ingresses.find((one) => secretOf(view, one).authorities !== undefined);
  const source = secret.authorities === undefined ? server : own;
  const isOwn = annotation(own, "proxy-ssl-secret") !== undefined;
  const ownName = isOwn ? annotation(own, "proxy-ssl-name") : undefined;
  const name =
    ownName ?? (server === undefined ? undefined : annotation(server, "proxy-ssl-name")) ?? UPSTREAM;
  const sendsName = !isOwn || annotation(own, "proxy-ssl-server-name") === "on";
  const certificate =
    secret.certificate ?? (server === undefined ? undefined : secretOf(view, server).certificate);
  const base = {
    ...(sendsName ? { serverName: name } : {}),
    ...(certificate === undefined ? {} : { certificate }),
  };
  if (source === undefined || annotation(source, "proxy-ssl-verify") !== "on")
    return { ...base, verify: false };
  return {
    ...base,
    verify: true,
    authorities: secretOf(view, source).authorities ?? "",
    expects: [name],
    needsRoot: true,
    mostBetween: depthOf(source, "proxy-ssl-verify-depth"),
  };
}

/** How many authorities may stand between a certificate and its root; 1 where nobody says a number. */
export function depthOf(ingress: Ingress, name: string): number {
  const depth = Number.parseInt(annotation(ingress, name) ?? "", 10);
  return Number.isNaN(depth) || depth === 0 ? 1 : depth;
}

/** A Secret that is no use closes the location. */
export function backendTlsRefusal(view: ClusterView, ingress: Ingress): Refusal | undefined {
  const found = readSecret(view, ingress);
  return found !== undefined && "why" in found
    ? { status: 503, annotation: "proxy-ssl-secret", why: found.why }
    : undefined;
}

function secretOf(view: ClusterView, ingress: Ingress): BackendSecret {
  const found = readSecret(view, ingress);
  return found === undefined || "why" in found ? {} : found;
}

/** Key pair and authorities of the Secret that an annotation names; nothing of one whose data was left out of the input. */
export function readSecret(
  view: ClusterView,
  ingress: Ingress,
  name = "proxy-ssl-secret",
): BackendSecret | { readonly why: string } | undefined {
  const reference = annotation(ingress, name);
  if (reference === undefined) return undefined;
  const found = referredSecret(view, ingress, reference);
  if ("why" in found) return found;
  const { secret } = found;
  if (secret.data === undefined && secret.stringData === undefined) return {};
  const [certificate, key, authorities] = ["tls.crt", "tls.key", "ca.crt"].map((one) =>
    secretText(secret, one),
  );
  const hasPair = certificate !== "" && key !== "";
  if (!hasPair && !authorities) return { why: `Secret ${reference} has neither a key pair nor a ca.crt` };
  const pair = hasPair ? keyPair(certificate ?? "", key ?? "") : undefined;
  if (pair !== undefined && "why" in pair) return { why: `Secret ${reference} ${pair.why.join(" in ")}` };
  const read = authorities ? readCertificates(authorities) : undefined;
  if (read !== undefined && "problem" in read)
    return { why: `Secret ${reference} has ${read.problem} in ca.crt` };
  return {
    ...(authorities ? { authorities } : {}),
    ...(hasPair && certificate !== undefined ? { certificate } : {}),
  };
}
