import type { FieldErrors } from "../field-errors.ts";
import type { RouteTls } from "./route.ts";

const TERMINATIONS = ["edge", "passthrough", "reencrypt"];

/** What a message shows instead of a certificate or a key. */
const REDACTED = {
  certificate: "redacted certificate data",
  key: "redacted key data",
  caCertificate: "redacted ca certificate data",
  destinationCACertificate: "redacted destination ca certificate data",
} as const;

const TLS = ["spec", "tls"];

/** `validateTLS` in `pkg/route/validation` of openshift/library-go. */
export function validateRouteTls(tls: RouteTls, errors: FieldErrors): void {
  const { termination = "" } = tls;
  if (termination === "passthrough") refuseCertificates(tls, errors);
  else if (TERMINATIONS.includes(termination)) validateCertificates(tls, errors);
  else errors.notSupported([...TLS, "termination"], termination, TERMINATIONS);
  validateInsecurePolicy(tls, errors);
}

/** The router of a passthrough Route sees no more than the server name. */
function refuseCertificates(tls: RouteTls, errors: FieldErrors): void {
  const words = "passthrough termination does not support certificates";
  const refuse = (key: keyof typeof REDACTED): void => {
    if (tls[key]) errors.invalid([...TLS, key], REDACTED[key], words);
  };
  refuse("certificate");
  refuse("key");
  const external = tls.externalCertificate?.name;
  if (external) errors.invalid([...TLS, "externalCertificate"], external, words);
  refuse("caCertificate");
  refuse("destinationCACertificate");
}

function validateCertificates(tls: RouteTls, errors: FieldErrors): void {
  if (tls.termination === "edge" && tls.destinationCACertificate) {
    const words = "edge termination does not support destination certificates";
    errors.invalid([...TLS, "destinationCACertificate"], REDACTED.destinationCACertificate, words);
  }
  const external = tls.externalCertificate?.name;
  if (tls.certificate && external) {
    const words = "cannot specify both tls.certificate and tls.externalCertificate";
    errors.invalid([...TLS, "externalCertificate"], external, words);
  }
}

/** Plain HTTP cannot be served by a passthrough Route, so `Allow` makes no sense there. */
function validateInsecurePolicy(tls: RouteTls, errors: FieldErrors): void {
  const { termination = "", insecureEdgeTerminationPolicy: policy = "" } = tls;
  if (policy === "" || !TERMINATIONS.includes(termination)) return;
  const allowed = termination === "passthrough" ? ["None", "Redirect"] : ["None", "Allow", "Redirect"];
  if (allowed.includes(policy)) return;
  const words = `invalid value for InsecureEdgeTerminationPolicy option, acceptable values are ${allowed.join(", ")}, or empty`;
  errors.invalid([...TLS, "insecureEdgeTerminationPolicy"], policy, words);
}
