import { describe, expect, it } from "vitest";
import { canSign, mintCertificate } from "./certificate-mint.ts";
import { P256 } from "./curves.ts";
import { context, identifier, integer, octetString, sequence } from "./der-write.ts";

const P521 = "1.3.132.0.35";

function ecKey(curve: string, secret: Uint8Array): string {
  const bytes = sequence(integer(1n), octetString(secret), context(0, identifier(curve)));
  return `-----BEGIN EC PRIVATE KEY-----\n${btoa(String.fromCharCode(...bytes))}\n-----END EC PRIVATE KEY-----\n`;
}

describe("keys that an issuer's Secret may hold", () => {
  it("sign when they are of a curve that is known and in its range, and only then", () => {
    const { key } = mintCertificate({ hosts: ["ca"], isAuthority: true, notBefore: 0, notAfter: 1 });
    expect(canSign(key)).toBe(true);
    expect(canSign(ecKey(P256, Uint8Array.of(7).subarray()))).toBe(false);
    expect(canSign(ecKey(P256, new Uint8Array(32)))).toBe(false);
    expect(canSign(ecKey(P256, new Uint8Array(32).fill(1)))).toBe(true);
    expect(canSign(ecKey(P521, new Uint8Array(66).fill(1)))).toBe(false);
    expect(canSign("no key")).toBe(false);
  });
});
