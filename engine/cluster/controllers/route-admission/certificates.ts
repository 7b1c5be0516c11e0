import type { Route } from "../../../api/openshift/route.ts";
import { type Certificate, readCertificates } from "../../../values/certificate.ts";
import { pemBlocks } from "../../../values/pem.ts";
import { readPrivateKey } from "../../../values/private-key.ts";
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
    unreadable("caCertificate", caCertificate) ??
    unreadable("certificate", certificate) ??
    unsigned(certificate, caCertificate) ??
    unknownBlock("key", key) ??
    unusableKey(certificate, key) ??
    unreadable("destinationCACertificate", destinationCACertificate)
  );
}

const WHAT = {
  caCertificate: "ca certificate",
  certificate: "certificate",
  key: "key",
  destinationCACertificate: "destination ca certificate",
} as const;

function wrong(field: keyof typeof WHAT, why: string): string {
  return `spec.tls.${field}: Invalid value: "redacted ${WHAT[field]} data": ${why}`;
}

/** Blocks that the router passes on, or leaves out (EC PARAMETERS); it takes no other, DH PARAMETERS for one. */
const BLOCKS = new Set([
  "RSA PRIVATE KEY",
  "ECDSA PRIVATE KEY",
  "EC PRIVATE KEY",
  "PRIVATE KEY",
  "PUBLIC KEY",
  "RSA PUBLIC KEY",
  "DSA PUBLIC KEY",
  "ECDSA PUBLIC KEY",
  "CERTIFICATE",
  "EC PARAMETERS",
]);

/** `sanitizePEM`: keys of RSA and of the curves of ECDSA alone can be used. */
function unknownBlock(field: keyof typeof WHAT, text: string): string | undefined {
  const odd = pemBlocks(text).find(({ label }) => !BLOCKS.has(label));
  if (odd !== undefined) return wrong(field, `unrecognized PEM block ${odd.label}`);
  const label = pemBlocks(text).find((one) => one.label.endsWith("PRIVATE KEY"))?.label;
  const own = label === undefined ? undefined : readPrivateKey(text);
  if (own === undefined) return undefined;
  if ("problem" in own) return wrong(field, `it has ${own.problem}`);
  if (own.signing?.kind === "ed25519")
    return wrong(field, "block private key ed25519.PrivateKey is not valid");
  return own.signing === undefined ? wrong(field, `block ${label} is not valid`) : undefined;
}

/** Signatures that OpenSSL no longer takes, by the identifier of their algorithm. */
const WEAK: Readonly<Record<string, string>> = {
  "1.2.840.113549.1.1.5": "SHA1",
  "1.2.840.10045.4.1": "SHA1",
  "1.2.840.10040.4.3": "SHA1",
  "1.2.840.113549.1.1.2": "MD2",
  "1.2.840.113549.1.1.4": "MD5",
};

function unreadable(field: Exclude<keyof typeof WHAT, "key">, text: string): string | undefined {
  if (text === "") return undefined;
  const read = readCertificates(text);
  if ("problem" in read) return wrong(field, `it has ${read.problem}`);
  const weak = read.find(({ signatureAlgorithm }) => Object.hasOwn(WEAK, signatureAlgorithm));
  // A root signs itself, and nobody checks how.
  return weak === undefined || namesItself(weak)
    ? unknownBlock(field, text)
    : wrong(field, `router does not support CA-signed certs using ${WEAK[weak.signatureAlgorithm]}`);
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
    : wrong("certificate", "error verifying certificate: x509: certificate signed by unknown authority");
}

function unusableKey(certificate: string, key: string): string | undefined {
  if (certificate === "") return undefined;
  const own = `${certificate}\n${key}`;
  if (!own.includes("PRIVATE KEY-----")) return 'spec.tls.key: Invalid value: "": no key specified';
  const stray = pemBlocks(key).find(
    ({ label }) => label !== "EC PARAMETERS" && !label.includes("PRIVATE KEY"),
  );
  if (stray !== undefined)
    return wrong("key", `field contains invalid types ${stray.label}, expecting only PRIVATE KEY`);
  if (/-----BEGIN [A-Z ]*PUBLIC KEY-----/.test(certificate))
    return wrong("certificate", "field contains invalid types PUBLIC KEY, expecting only CERTIFICATE");
  const pair = keyPair(certificate, own);
  return "why" in pair ? wrong("key", `it ${pair.why[0]}`) : undefined;
}
