import type { Route } from "../../../api/openshift/route.ts";
import { readCertificates } from "../../../values/certificate.ts";
import { keyPair } from "../../tls-secret.ts";

/**
 * Why the router refuses a Route over what it carries (openshift/router, ExtendedValidateRoute): text that is no
 * certificate, a key that is missing or another's. Host and expiry are not looked at.
 */
export function unusableCertificate({ spec: { tls } }: Route): string | undefined {
  if (tls === undefined) return undefined;
  const { certificate = "", key = "", caCertificate = "", destinationCACertificate = "" } = tls;
  return (
    unreadable("caCertificate", "ca certificate", caCertificate) ??
    unreadable("certificate", "certificate", certificate) ??
    unusableKey(certificate, key) ??
    unreadable("destinationCACertificate", "destination ca certificate", destinationCACertificate)
  );
}

function unreadable(field: string, what: string, text: string): string | undefined {
  if (text === "") return undefined;
  const read = readCertificates(text);
  return "problem" in read
    ? `spec.tls.${field}: Invalid value: "redacted ${what} data": it has ${read.problem}`
    : undefined;
}

function unusableKey(certificate: string, key: string): string | undefined {
  if (certificate === "") return undefined;
  const own = `${certificate}\n${key}`;
  if (!own.includes("PRIVATE KEY-----")) return 'spec.tls.key: Invalid value: "": no key specified';
  const pair = keyPair(certificate, own);
  return "why" in pair ? `spec.tls.key: Invalid value: "redacted key data": it ${pair.why[0]}` : undefined;
}
