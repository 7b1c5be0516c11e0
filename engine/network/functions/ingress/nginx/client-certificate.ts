import type { Ingress } from "../../../../api/networking/ingress.ts";
import { annotation } from "../../../../api/networking/nginx-annotations.ts";
import { secretText } from "../../../../cluster/tls-secret.ts";
import type { ClusterView } from "../../../../cluster/view.ts";
import { type Certificate, readCertificates } from "../../../../values/certificate.ts";
import { type Distrust, distrustOf } from "../../../../values/certificate-trust.ts";
import type { HttpHeaders, HttpRequest } from "../../../../values/http-message.ts";
import { compileRegularExpression } from "../../../../values/regular-expression.ts";
import type { Refusal } from "./auth.ts";
import { depthOf } from "./backend-tls.ts";
import { referredSecret } from "./secret-reference.ts";

/** What a server makes of the client's certificate: headers for the backend, or why nobody gets in. */
export type ClientCertificate =
  | { readonly kind: "passed"; readonly headers: HttpHeaders }
  | { readonly kind: "refused"; readonly refusal: Refusal };

/**
 * `auth-tls-secret` (annotations/authtls, nginx.tmpl): the Secret's `ca.crt` signs clients that may come in. It is a setting
 * of the whole host: 403 for everybody where the Secret is no use, 400 to clients without a certificate or with one of
 * somebody else, unless `auth-tls-verify-client` says otherwise. Plain HTTP is not asked. `undefined`: nobody asks for one.
 */
export function clientCertificate(
  view: ClusterView,
  ingress: Ingress,
  request: HttpRequest,
): ClientCertificate | undefined {
  const reference = annotation(ingress, "auth-tls-secret");
  const mode = annotation(ingress, "auth-tls-verify-client") ?? "on";
  if (reference === undefined || mode === "off") return undefined;
  const authorities = authoritiesOf(view, ingress, reference);
  if ("why" in authorities) return refused(403, "auth-tls-secret", authorities.why);
  if (request.scheme === "http") return undefined;
  const read = readCertificates(request.tls?.certificate ?? "");
  const [leaf] = "problem" in read ? [] : read;
  if ("problem" in read || leaf === undefined)
    return mode === "on"
      ? refused(400, "auth-tls-secret", "No required SSL certificate was sent")
      : passed("NONE");
  const distrust = distrustOf(read, {
    host: "",
    expects: [],
    now: view.clock.now,
    isDated: view.clock.isSet,
    authorities: authorities.chain,
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

function authoritiesOf(
  view: ClusterView,
  ingress: Ingress,
  reference: string,
): { readonly chain: readonly Certificate[] } | { readonly why: string } {
  const found = referredSecret(view, ingress, reference);
  if ("why" in found) return found;
  const read = readCertificates(secretText(found.secret, "ca.crt"));
  return "problem" in read ? { why: `Secret ${reference} has ${read.problem} in ca.crt` } : { chain: read };
}
