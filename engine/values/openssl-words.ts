import type { Distrust } from "./certificate-trust.ts";

/** Number and words of a verification error in OpenSSL 3 (X509_verify_cert_error_string). */
export const OPENSSL_ERRORS: Readonly<Record<Distrust, readonly [code: number, words: string]>> = {
  "self-signed": [18, "self-signed certificate"],
  "self-signed-in-chain": [19, "self-signed certificate in certificate chain"],
  "unknown-issuer": [20, "unable to get local issuer certificate"],
  "unknown-root": [2, "unable to get issuer certificate"],
  "too-many-between": [22, "certificate chain too long"],
  "not-an-authority": [79, "invalid CA certificate"],
  "path-too-long": [25, "path length constraint exceeded"],
  "other-purpose": [26, "unsuitable certificate purpose"],
  "bad-signature": [7, "certificate signature failure"],
  expired: [10, "certificate has expired"],
  "not-yet-valid": [9, "certificate is not yet valid"],
  "other-host": [62, "hostname mismatch"],
};
