import { bigOf, bytesOfNumber } from "./der.ts";

/** Modulus, and the exponent that belongs to one of the two halves. */
export interface RsaKey {
  readonly modulus: bigint;
  readonly exponent: bigint;
}

/**
 * Bits of a modulus that somebody else wrote, and of its exponent once the modulus has more than 3072: OpenSSL refuses
 * what goes beyond (rsa.h), for checking it takes as long as its author likes.
 */
const LONGEST_MODULUS = 16_384;
const SMALL_MODULUS = 3072;
const LONGEST_EXPONENT = 64;
/** The private exponent is as long as the modulus, so signing takes longer by far. */
const LONGEST_SIGNING_MODULUS = 8192;

function isBounded({ modulus, exponent }: RsaKey): boolean {
  if (modulus >> BigInt(LONGEST_MODULUS) > 0n || exponent > modulus) return false;
  return modulus >> BigInt(SMALL_MODULUS) === 0n || exponent >> BigInt(LONGEST_EXPONENT) === 0n;
}

/** RSASSA-PKCS1-v1_5 (RFC 8017 §8.2.2): the block that the signature stands for is compared as a whole. */
export function isSignedWithRsa(key: RsaKey, digest: Uint8Array, signature: Uint8Array): boolean {
  if (!isBounded(key)) return false;
  const length = lengthOf(key);
  const block = paddedBlock(digest, length);
  const value = bigOf(signature);
  if (signature.length !== length || value >= key.modulus || block === undefined) return false;
  return power(value, key) === bigOf(block);
}

/** The signature that the private half makes of a DigestInfo; `undefined` for a key too short for it, or too long. */
export function signWithRsa(key: RsaKey, digest: Uint8Array): Uint8Array | undefined {
  if (key.modulus >> BigInt(LONGEST_SIGNING_MODULUS) > 0n || key.exponent > key.modulus) return undefined;
  const block = paddedBlock(digest, lengthOf(key));
  return block === undefined ? undefined : bytesOfNumber(power(bigOf(block), key), block.length);
}

function lengthOf({ modulus }: RsaKey): number {
  return Math.ceil(modulus.toString(16).length / 2);
}

/** `00 01 ff … ff 00` and the DigestInfo (RFC 8017 §9.2). */
function paddedBlock(digest: Uint8Array, length: number): Uint8Array | undefined {
  const filling = length - digest.length - 3;
  if (filling < 8) return undefined;
  const block = new Uint8Array(length).fill(0xff);
  block.set([0, 1]);
  block[2 + filling] = 0;
  block.set(digest, 3 + filling);
  return block;
}

function power(base: bigint, { modulus, exponent }: RsaKey): bigint {
  let result = 1n;
  let square = base;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}
