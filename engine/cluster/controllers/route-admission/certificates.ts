import type { Route } from "../../../api/openshift/route.ts";
import { type Certificate, readCertificates } from "../../../values/certificate.ts";
import { isSignedBy } from "../../../values/signature.ts";
import { keyPair } from "../../tls-secret.ts";

/**
 * Why the router refuses a Route over what it carries (openshift/router, ExtendedValidateRoute): text that is no
 * certificate, a signature that HAProxy does not take, another authority's certificate, a key that is missing or another's.
 * Host and expiry are not looked at.
 */
export function unusableCertificate({ spec: { tls } }: Route): string | undefined {
  if (tls === undefined) return undefined;
  const { certificate = "", key = "", caCertificate = "", destinationCACertificate = "" } = tls;
  return (
    unreadable("caCertificate", "ca certificate", caCertificate) ??
    unreadable("certificate", "certificate", certificate) ??
    unsigned(certificate, caCertificate) ??
    unusableKey(certificate, key) ??
    unreadable("destinationCACertificate", "destination ca certificate", destinationCACertificate)
  );
}

/** Signatures that OpenSSL no longer takes, by the identifier of their algorithm. */
const WEAK: Readonly<Record<string, string>> = {
  "1.2.840.113549.1.1.5": "SHA1",
  "1.2.840.10045.4.1": "SHA1",
  "1.2.840.10040.4.3": "SHA1",
  "1.2.840.113549.1.1.2": "MD2",
  "1.2.840.113549.1.1.4": "MD5",
};

function unreadable(field: string, what: string, text: string): string | undefined {
  if (text === "") return undefined;
  const read = readCertificates(text);
  const wrong = (why: string): string => `spec.tls.${field}: Invalid value: "redacted ${what} data": ${why}`;
  if ("problem" in read) return wrong(`it has ${read.problem}`);
  const weak = read.find(({ signatureAlgorithm }) => Object.hasOwn(WEAK, signatureAlgorithm));
  // A root signs itself, and nobody checks how.
  return weak === undefined || namesItself(weak)
    ? undefined
    : wrong(`router does not support CA-signed certs using ${WEAK[weak.signatureAlgorithm]}`);
}

function namesItself({ subjectBytes, issuerBytes }: Certificate): boolean {
  return subjectBytes === issuerBytes;
}

/** A Route that brings authorities has a certificate of one of them. */
function unsigned(certificate: string, caCertificate: string): string | undefined {
  const [read, above] = [readCertificates(certificate), readCertificates(caCertificate)];
  const [leaf] = "problem" in read ? [] : read;
  if (leaf === undefined || caCertificate === "" || "problem" in above) return undefined;
  const isKnown = above.some(
    (one) => one.text === leaf.text || (one.subjectBytes === leaf.issuerBytes && isSignedBy(leaf, one)),
  );
  return isKnown
    ? undefined
    : 'spec.tls.certificate: Invalid value: "redacted certificate data": error verifying certificate: x509: certificate signed by unknown authority';
}

function unusableKey(certificate: string, key: string): string | undefined {
  if (certificate === "") return undefined;
  const own = `${certificate}\n${key}`;
  if (!own.includes("PRIVATE KEY-----")) return 'spec.tls.key: Invalid value: "": no key specified';
  const pair = keyPair(certificate, own);
  return "why" in pair ? `spec.tls.key: Invalid value: "redacted key data": it ${pair.why[0]}` : undefined;
}
