import { describe, expect, it } from "vitest";
import type { Route, RouteTls } from "../../../api/openshift/route.ts";
import { unusableCertificate } from "./certificates.ts";

const ED25519 = {
  certificate: `-----BEGIN CERTIFICATE-----
MIIBTDCB/6ADAgECAhRQAN3gQMmrxLyp69wteQAjog80DjAFBgMrZXAwGzEZMBcG
A1UEAwwQc2hvcC5leGFtcGxlLmNvbTAgFw0yNjExMjgwNjU5MzBaGA8yMTI2MTEw
NDA2NTkzMFowGzEZMBcGA1UEAwwQc2hvcC5leGFtcGxlLmNvbTAqMAUGAytlcAMh
AHEt5EvJi79vZFXxJS+iK8rJ/HmgmZGgm2dvq1WC1gcSo1MwUTAdBgNVHQ4EFgQU
of3C5pBtsi2/ZcXmqmpCsJ63XoYwHwYDVR0jBBgwFoAUof3C5pBtsi2/ZcXmqmpC
sJ63XoYwDwYDVR0TAQH/BAUwAwEB/zAFBgMrZXADQQDxmEc5G/CVkxu6NcOk89cR
NvX24K4ZPwh3N+GqWcMqaPTIIdAx9EVKlG1gna0O0PKAYoD8aLtIqVKPlwZ3dkEK
-----END CERTIFICATE-----`,
  key: `-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIMsb/miHPOcLHPDT0aSNdU7UBFVz2ryRZ+aDdAIg5d7Z
-----END PRIVATE KEY-----`,
};
const EC = {
  certificate: `-----BEGIN CERTIFICATE-----
MIIBjTCCATOgAwIBAgIUZ+4oXrDxXMoxcwBioEA8QSLDND0wCgYIKoZIzj0EAwIw
GzEZMBcGA1UEAwwQc2hvcC5leGFtcGxlLmNvbTAgFw0yNjExMjgwNjU5MzBaGA8y
MTI2MTEwNDA2NTkzMFowGzEZMBcGA1UEAwwQc2hvcC5leGFtcGxlLmNvbTBZMBMG
ByqGSM49AgEGCCqGSM49AwEHA0IABKwiiNxN7qEI4nMSdE/qA7MlWQ/0AnCckNqg
jIbn8ixyPUg0SnNRDaDsRRkA5k0zDrYuhh2RCdbde4EiFaCvM3ajUzBRMB0GA1Ud
DgQWBBQeBWnB+IXz7O7aDsup3Yyd26YACTAfBgNVHSMEGDAWgBQeBWnB+IXz7O7a
Dsup3Yyd26YACTAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCIQC8
6e/uctxZ1NXrkNMPWZ6VhB8AjJnMhIAqSPX9S7FoKgIgDwADOeXpUMUcksMJucPm
C19Orph30ixaEb/DG0aMvP4=
-----END CERTIFICATE-----`,
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgeVi4nZJyPLjq1dak
X4ML4f030t5bOvlIts+msxnzlBOhRANCAASsIojcTe6hCOJzEnRP6gOzJVkP9AJw
nJDaoIyG5/Iscj1INEpzUQ2g7EUZAOZNMw62LoYdkQnW3XuBIhWgrzN2
-----END PRIVATE KEY-----`,
};
const block = (label: string, body = "AAAA"): string =>
  `\n-----BEGIN ${label}-----\n${body}\n-----END ${label}-----\n`;

/** As ExtendedValidateRoute of openshift/router says it. */
const refusal = (tls: Partial<RouteTls>): string | undefined => {
  const route = { spec: { tls: { termination: "edge", ...tls } } } as Route;
  return unusableCertificate(route)?.replace(/Invalid value: "redacted [a-z ]+": /, "");
};

describe("what a Route carries", () => {
  it("is RSA or ECDSA, PEM block by PEM block", () => {
    expect(refusal(EC)).toBeUndefined();
    expect(refusal(ED25519)).toBe("spec.tls.key: block private key ed25519.PrivateKey is not valid");
    expect(refusal({ ...EC, certificate: EC.certificate + block("DH PARAMETERS") })).toBe(
      "spec.tls.certificate: unrecognized PEM block DH PARAMETERS",
    );
    expect(refusal({ ...EC, key: block("EC PARAMETERS") + EC.key })).toBeUndefined();
    expect(refusal({ caCertificate: EC.certificate + block("X509 CRL") })).toBe(
      "spec.tls.caCertificate: unrecognized PEM block X509 CRL",
    );
  });

  it("is looked at where no certificate is, too", () => {
    expect(refusal({ key: "none" })).toBeUndefined();
    expect(refusal({ key: block("ENCRYPTED PRIVATE KEY") })).toBe(
      "spec.tls.key: unrecognized PEM block ENCRYPTED PRIVATE KEY",
    );
    expect(refusal({ key: block("PRIVATE KEY") })).toBe(
      "spec.tls.key: it has a private key that cannot be read",
    );
  });

  it("stands in its own field, a key beside the certificate excepted", () => {
    expect(refusal({ certificate: `${EC.certificate}\n${EC.key}` })).toBeUndefined();
    expect(refusal({ ...EC, key: `${EC.key}\n${EC.certificate}` })).toBe(
      "spec.tls.key: field contains invalid types CERTIFICATE, expecting only PRIVATE KEY",
    );
  });
});
