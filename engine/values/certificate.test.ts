import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  EC_CERTIFICATE,
  EC_ENCRYPTED,
  EC_PKCS8,
  EC_SEC1,
  RSA_CERTIFICATE,
  RSA_PKCS1,
  RSA_PKCS8,
} from "../testing/certificates.ts";
import { type Certificate, readCertificates } from "./certificate.ts";
import { mintCertificate, type Wanted } from "./certificate-mint.ts";
import { coversHost, distrustOf, type TrustSettings } from "./certificate-trust.ts";
import { readPrivateKey } from "./private-key.ts";

const DAY = 86_400_000;
const START = 1_767_225_600_000;

function read(text: string): readonly Certificate[] {
  const found = readCertificates(text);
  if ("problem" in found) throw new Error(found.problem);
  return found;
}

function minted(wanted: Partial<Wanted> & Pick<Wanted, "hosts">): readonly Certificate[] {
  return read(mintCertificate({ notBefore: START - DAY, notAfter: START + DAY, ...wanted }).certificate);
}

describe("what OpenSSL wrote is read", () => {
  it("names, addresses, times", () => {
    const [certificate] = read(`text in front\n${RSA_CERTIFICATE}\n`);
    expect(certificate).toMatchObject({
      subject: "O=Shop, CN=shop.example.com",
      commonName: "shop.example.com",
      names: ["shop.example.com"],
      addresses: ["10.0.0.1", "fd00::1"],
      isAuthority: true,
    });
    expect(certificate?.notAfter).toBeGreaterThan(certificate?.notBefore ?? 0);
    expect(certificate?.authorityKey).toBe(certificate?.subjectKey);
  });

  it("each form of private key shows whose it is", () => {
    const [[rsa], [ec]] = [read(RSA_CERTIFICATE), read(EC_CERTIFICATE)];
    for (const key of [RSA_PKCS1, RSA_PKCS8])
      expect(readPrivateKey(key)).toMatchObject({ publicKey: rsa?.publicKey.text });
    for (const key of [EC_SEC1, EC_PKCS8])
      expect(readPrivateKey(key)).toMatchObject({ publicKey: ec?.publicKey.text });
    expect(rsa?.publicKey.text).not.toBe(ec?.publicKey.text);
    expect(readPrivateKey(EC_ENCRYPTED)).toEqual({ problem: "a private key with a passphrase" });
  });

  it("anything else is a problem, never an exception", () => {
    expect(readCertificates("certificate")).toEqual({ problem: "no PEM block CERTIFICATE" });
    expect(readPrivateKey("key")).toEqual({ problem: "no PEM block PRIVATE KEY" });
    const deep = btoa("0\x80".repeat(100_000));
    expect(
      readCertificates(`-----BEGIN CERTIFICATE-----\n${deep}\n-----END CERTIFICATE-----`),
    ).toHaveProperty("problem");
    const block = (label: string, bytes: Uint8Array): string =>
      `-----BEGIN ${label}-----\n${btoa(String.fromCharCode(...bytes))}\n-----END ${label}-----`;
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        readCertificates(block("CERTIFICATE", bytes));
        readPrivateKey(block("PRIVATE KEY", bytes));
        readPrivateKey(block("EC PRIVATE KEY", bytes));
      }),
    );
  });

  it("a certificate with one byte changed is read or refused, never an exception", () => {
    const text = RSA_CERTIFICATE.split("\n").slice(1, -1).join("");
    const bytes = Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(255), (at, value) => {
        const changed = bytes.with(at, value);
        const pem = `-----BEGIN CERTIFICATE-----\n${btoa(String.fromCharCode(...changed))}\n-----END CERTIFICATE-----`;
        expect(readCertificates(pem)).toBeDefined();
      }),
    );
  });
});

describe("what a client makes of a chain", () => {
  const settings: TrustSettings = { host: "shop.example.com", now: START, isDated: false, own: [] };
  const leaf = minted({ hosts: ["shop.example.com", "*.api.example.com"], issuer: "Shop Root" });
  const root = minted({ hosts: ["Shop Root"], isAuthority: true });

  it("hosts: a wildcard is one label, and the common name counts only without other names", () => {
    const [certificate] = leaf;
    const covers = (host: string): boolean => certificate !== undefined && coversHost(certificate, host);
    expect(covers("SHOP.example.com")).toBe(true);
    expect(covers("v1.api.example.com")).toBe(true);
    expect(covers("api.example.com")).toBe(false);
    expect(covers("a.v1.api.example.com")).toBe(false);
    expect(covers("10.0.0.1")).toBe(false);
    const [bare] = read(RSA_CERTIFICATE);
    expect(bare !== undefined && coversHost(bare, "10.0.0.1")).toBe(true);
    expect(bare !== undefined && coversHost(bare, "[fd00::1]")).toBe(true);
  });

  it("an issuer that nobody has seen is public; one that the input shows is not", () => {
    expect(distrustOf(leaf, settings)).toBeUndefined();
    expect(distrustOf(leaf, { ...settings, own: root })).toBe("unknown-issuer");
    expect(distrustOf([...leaf, ...root], settings)).toBe("self-signed-in-chain");
    expect(distrustOf([...leaf, ...root], { ...settings, authorities: root })).toBeUndefined();
    expect(
      distrustOf(leaf, { ...settings, authorities: minted({ hosts: ["Other"], isAuthority: true }) }),
    ).toBe("unknown-issuer");
  });

  it("signed by itself", () => {
    const own = minted({ hosts: ["shop.example.com"] });
    expect(distrustOf(own, settings)).toBe("self-signed");
    expect(distrustOf(own, { ...settings, authorities: own })).toBeUndefined();
  });

  it("time: the issuer comes first, and a start in the future counts only when somebody says what day it is", () => {
    expect(distrustOf(leaf, { ...settings, now: START + 2 * DAY })).toBe("expired");
    expect(distrustOf(leaf, { ...settings, now: START + 2 * DAY, own: root })).toBe("unknown-issuer");
    expect(distrustOf(leaf, { ...settings, now: START - 2 * DAY })).toBeUndefined();
    expect(distrustOf(leaf, { ...settings, now: START - 2 * DAY, isDated: true })).toBe("not-yet-valid");
  });

  it("another host", () => {
    expect(distrustOf(leaf, { ...settings, host: "www.example.com" })).toBe("other-host");
  });
});
