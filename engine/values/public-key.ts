import { bytesOf, type DerValue, hexOf, identifierOf, inside, partsOf } from "./der.ts";

/** What a SubjectPublicKeyInfo holds. */
export interface PublicKey {
  /** Identifier of RSA, of elliptic curves, of Ed25519 … */
  readonly algorithm: string;
  /** Identifier of the curve. */
  readonly curve?: string;
  /** The key: modulus and exponent in DER, the point, or raw bytes. */
  readonly bytes: Uint8Array;
  /** RSA modulus, curve point or raw key: equal for a private key that belongs to it. */
  readonly text: string;
}

export const RSA = "1.2.840.113549.1.1.1";
export const EC = "1.2.840.10045.2.1";
export const ED25519 = "1.3.101.112";

export function publicKeyOf(value: DerValue | undefined): PublicKey | undefined {
  const [algorithms, bits] = partsOf(value);
  const [algorithm, parameters] = partsOf(algorithms).map(identifierOf);
  if (bits === undefined || algorithm === undefined) return undefined;
  const bytes = bytesOf(bits);
  const base = { algorithm, bytes, ...(algorithm === EC ? { curve: parameters ?? "" } : {}) };
  if (algorithm !== RSA) return { ...base, text: hexOf(bytes) };
  const [modulus] = partsOf(inside(bits));
  return modulus === undefined ? undefined : { ...base, text: hexOf(bytesOf(modulus)) };
}
