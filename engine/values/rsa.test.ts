import { describe, expect, it } from "vitest";
import { isSignedWithRsa, signWithRsa } from "./rsa.ts";

describe("keys that nobody could compute with", () => {
  const digest = new Uint8Array(51);
  const huge = (1n << 20_000n) + 1n;

  it("sign nothing, and have signed nothing", () => {
    expect(signWithRsa({ modulus: huge, exponent: huge - 2n }, digest)).toBeUndefined();
    expect(isSignedWithRsa({ modulus: huge, exponent: 3n }, digest, new Uint8Array(2501))).toBe(false);
  });

  it("may have an exponent of 64 bits, and a longer one only with a small modulus", () => {
    const modulus = (1n << 4096n) - 1n;
    const signature = new Uint8Array(512).fill(1);
    const start = modulus - 2n;
    expect(isSignedWithRsa({ modulus, exponent: start }, digest, signature)).toBe(false);
    expect(isSignedWithRsa({ modulus, exponent: modulus + 2n }, digest, signature)).toBe(false);
  });
});
