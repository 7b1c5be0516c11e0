import { ed25519 } from "@noble/curves/ed25519.js";
import { sha256, sha384, sha512 } from "@noble/hashes/sha2.js";
import type { Certificate } from "./certificate.ts";
import { curveOf } from "./curves.ts";
import { numberOf, partsOf, readDer, TAG } from "./der.ts";
import { der, identifier, octetString, sequence } from "./der-write.ts";
import { EC, ED25519, type PublicKey, RSA } from "./public-key.ts";
import { isSignedWithRsa, type RsaKey, signWithRsa } from "./rsa.ts";

/** The secret half of a key pair, as far as certificates are signed with it. */
export type SigningKey =
  | { readonly kind: "rsa"; readonly key: RsaKey }
  | { readonly kind: "ec"; readonly curve: string; readonly secret: Uint8Array }
  | { readonly kind: "ed25519"; readonly secret: Uint8Array };

interface Algorithm {
  readonly key: string;
  readonly hash?: Digest;
}

interface Digest {
  readonly identifier: string;
  readonly of: (message: Uint8Array) => Uint8Array;
}

const SHA256: Digest = { identifier: "2.16.840.1.101.3.4.2.1", of: sha256 };
const SHA384: Digest = { identifier: "2.16.840.1.101.3.4.2.2", of: sha384 };
const SHA512: Digest = { identifier: "2.16.840.1.101.3.4.2.3", of: sha512 };

const RSA_SHA256 = "1.2.840.113549.1.1.11";
const ECDSA_SHA256 = "1.2.840.10045.4.3.2";

const ALGORITHMS: Readonly<Record<string, Algorithm>> = {
  [RSA_SHA256]: { key: RSA, hash: SHA256 },
  "1.2.840.113549.1.1.12": { key: RSA, hash: SHA384 },
  "1.2.840.113549.1.1.13": { key: RSA, hash: SHA512 },
  [ECDSA_SHA256]: { key: EC, hash: SHA256 },
  "1.2.840.10045.4.3.3": { key: EC, hash: SHA384 },
  "1.2.840.10045.4.3.4": { key: EC, hash: SHA512 },
  [ED25519]: { key: ED25519 },
};

/** Whether a key can have made signatures of this kind; of kinds that are not known nobody can say. */
export function fits({ algorithm }: PublicKey, signatureAlgorithm: string): boolean {
  const known = ALGORITHMS[signatureAlgorithm];
  return known === undefined || known.key === algorithm;
}

const verdicts = new WeakMap<Certificate, WeakMap<Certificate, boolean>>();

/**
 * Whether the authority's key made the signature of a certificate. A kind of signature that cannot be checked here (SHA-1,
 * RSASSA-PSS, other curves) is taken for good.
 */
export function isSignedBy(certificate: Certificate, authority: Certificate): boolean {
  const known = verdicts.get(certificate) ?? new WeakMap<Certificate, boolean>();
  const verdict = known.get(authority) ?? verify(certificate, authority.publicKey);
  verdicts.set(certificate, known.set(authority, verdict));
  return verdict;
}

function verify(
  { signed, signature, signatureAlgorithm }: Certificate,
  { algorithm, curve = "", bytes }: PublicKey,
): boolean {
  const how = ALGORITHMS[signatureAlgorithm];
  if (how === undefined || how.key !== algorithm) return how === undefined;
  try {
    if (how.hash === undefined) return ed25519.verify(signature, signed, bytes);
    const digest = how.hash.of(signed);
    if (algorithm === EC)
      return curveOf(curve)?.verify(signature, digest, bytes, { ...AS_IN_X509, lowS: false }) ?? true;
    const [modulus, exponent] = partsOf(readDer(bytes)).map(numberOf);
    if (modulus === undefined || exponent === undefined) return false;
    return isSignedWithRsa({ modulus, exponent }, digestInfo(how.hash, digest), signature);
  } catch {
    // A point that is not on its curve, or numbers out of range.
    return false;
  }
}

const AS_IN_X509 = { prehash: false, format: "der" } as const;

function digestInfo({ identifier: name }: Digest, digest: Uint8Array): Uint8Array {
  return sequence(sequence(identifier(name), der(TAG.null)), octetString(digest));
}

/** The AlgorithmIdentifier of signatures that a key makes. */
export function algorithmOf({ kind }: SigningKey): Uint8Array {
  if (kind === "rsa") return sequence(identifier(RSA_SHA256), der(TAG.null));
  return sequence(identifier(kind === "ec" ? ECDSA_SHA256 : ED25519));
}

/** The signature of a message, the same each time (RFC 6979, RFC 8032); `undefined` where the key is of no use. */
export function sign(key: SigningKey, message: Uint8Array): Uint8Array | undefined {
  if (key.kind === "ed25519") return ed25519.sign(message, key.secret);
  const digest = sha256(message);
  return key.kind === "rsa"
    ? signWithRsa(key.key, digestInfo(SHA256, digest))
    : curveOf(key.curve)?.sign(digest, key.secret, AS_IN_X509);
}
