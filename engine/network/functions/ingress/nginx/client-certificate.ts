import type { Ingress } from "../../../../api/networking/ingress.ts";
import { annotation } from "../../../../api/networking/nginx-annotations.ts";
import type { ClusterView } from "../../../../cluster/view.ts";
import { type Certificate, readCertificates } from "../../../../values/certificate.ts";
import { type Distrust, distrustOf } from "../../../../values/certificate-trust.ts";
import type { HttpHeaders, HttpRequest } from "../../../../values/http-message.ts";
import { compileRegularExpression } from "../../../../values/regular-expression.ts";
import type { Refusal } from "./auth.ts";
import { depthOf, readSecret } from "./backend-tls.ts";

/** What a server makes of the client's certificate: headers for the backend, or why nobody gets in. */
export type ClientCertificate =
  | { readonly kind: "passed"; readonly headers: HttpHeaders }
  | { readonly kind: "refused"; readonly refusal: Refusal };

/**
 * `auth-tls-secret` (annotations/authtls, nginx.tmpl): the Secret's `ca.crt` signs clients that may come in. It is a setting
 * of the whole host: 403 for everybody where a Secret is no use, 400 to clients without a certificate or with one of
 * somebody else, unless `auth-tls-verify-client` says otherwise. The first Ingress whose Secret has a `ca.crt` sets it; where
 * there is but a key pair nobody is asked. Nor is plain HTTP. `undefined`: nobody asks for one.
 */
export function clientCertificate(
  view: ClusterView,
  ingresses: readonly Ingress[],
  request: HttpRequest,
): (ClientCertificate & { readonly ingress: Ingress }) | undefined {
  for (const ingress of ingresses) {
    const refusal = clientSecretRefusal(view, ingress);
    if (refusal !== undefined) return { kind: "refused", refusal, ingress };
  }
  const ingress = ingresses.find((one) => asks(view, one));
  const found = ingress === undefined ? undefined : presented(view, ingress, request);
  return ingress === undefined || found === undefined ? undefined : { ...found, ingress };
}

/** A Secret that is no use closes the host. */
export function clientSecretRefusal(view: ClusterView, ingress: Ingress): Refusal | undefined {
  const found = readSecret(view, ingress, SECRET);
  return found !== undefined && "why" in found
    ? { status: 403, annotation: SECRET, why: found.why }
    : undefined;
}

const SECRET = "auth-tls-secret";

function asks(view: ClusterView, ingress: Ingress): boolean {
  const found = readSecret(view, ingress, SECRET);
  if (found === undefined || "why" in found) return false;
  return found.authorities !== undefined || found.certificate === undefined;
}

function presented(view: ClusterView, ingress: Ingress, request: HttpRequest): ClientCertificate | undefined {
  const mode = annotation(ingress, "auth-tls-verify-client") ?? "on";
  const found = readSecret(view, ingress, SECRET);
  if (mode === "off" || request.scheme === "http" || found === undefined || "why" in found) return undefined;
  const authorities = readCertificates(found.authorities ?? "");
  const read = readCertificates(request.tls?.certificate ?? "");
  const [leaf] = "problem" in read ? [] : read;
  if ("problem" in read || leaf === undefined)
    return mode === "on"
      ? refused(400, "auth-tls-secret", "No required SSL certificate was sent")
      : passed("NONE");
  // Whom a Secret without its data trusts nobody knows.
  if ("problem" in authorities) return passed("SUCCESS", leaf);
  const distrust = distrustOf(read, {
    host: "",
    expects: [],
    now: view.clock.now,
    isDated: view.clock.isSet,
    authorities,
    own: [],
    isOfClient: true,
    needsRoot: true,
    mostBetween: depthOf(ingress, "auth-tls-verify-depth"),
  });
  if (distrust === undefined) return named(ingress, leaf) ?? passed("SUCCESS", leaf);
  if (mode === "optional_no_ca" && UNKNOWN.has(distrust)) return passed(`FAILED:${distrust}`, leaf);
  return refused(400, "auth-tls-secret", `The SSL certificate error: ${WORDS[distrust]}`);
}

/** `auth-tls-match-cn`: an expression that has to fit somewhere in the subject, as nginx writes it (RFC 2253). */
function named(ingress: Ingress, { subject }: Certificate): ClientCertificate | undefined {
  const wanted = annotation(ingress, "auth-tls-match-cn");
  if (wanted === undefined) return undefined;
  const start = wanted.startsWith("^") ? "" : ".*";
  const end = wanted.endsWith("$") ? "" : ".*";
  const body = wanted.replace(/^\^/, "").replace(/\$$/, "");
  const expression = compileRegularExpression(`${start}(?:${body})${end}`);
  const written = subject.split(", ").reverse().join(",");
  if (!("problem" in expression) && expression.matches(written)) return undefined;
  return refused(403, "auth-tls-match-cn", `client certificate unauthorized: ${written}`);
}

/** Issuers that nobody knows are what `optional_no_ca` lets pass. */
const UNKNOWN: ReadonlySet<Distrust> = new Set(["self-signed", "self-signed-in-chain", "unknown-issuer"]);

const WORDS: Readonly<Record<Distrust, string>> = {
  "self-signed": "the client's certificate is signed by itself",
  "self-signed-in-chain": "the authority of the client's certificate is not in the Secret",
  "unknown-issuer": "the authority of the client's certificate is not in the Secret",
  "unknown-root": "the authority of the client's authority is not in the Secret",
  "not-an-authority": "a certificate above the client's may not sign others",
  "too-many-between":
    "more authorities stand above the client's certificate than auth-tls-verify-depth allows",
  "path-too-long": "an authority above the client's certificate may not have as many below it",
  "other-purpose": "the client's certificate is not for clients",
  "bad-signature": "the client's certificate was not signed with the key of its authority",
  expired: "the client's certificate has expired",
  "not-yet-valid": "the client's certificate is not valid yet",
  "other-host": "the client's certificate is for somebody else",
};

function refused(status: number, name: string, why: string): ClientCertificate {
  return { kind: "refused", refusal: { status, annotation: name, why } };
}

function passed(verify: string, leaf?: Certificate): ClientCertificate {
  const names: HttpHeaders =
    leaf === undefined ? {} : { "ssl-client-subject-dn": leaf.subject, "ssl-client-issuer-dn": leaf.issuer };
  return { kind: "passed", headers: { "ssl-client-verify": verify, ...names } };
}
