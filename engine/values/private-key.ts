import {
  bytesOf,
  type DerValue,
  hexOf,
  identifierOf,
  inside,
  numberOf,
  partsOf,
  readDer,
  tagged,
} from "./der.ts";
import { pemBlocks } from "./pem.ts";
import { EC, ED25519, RSA } from "./public-key.ts";
import type { SigningKey } from "./signature.ts";

/** A private key: whose it is, and what signs with it. */
export interface PrivateKey {
  /**
   * What the certificate's must equal; absent where the file holds only the secret half (RFC 5915 and RFC 8410 allow
   * that).
   */
  readonly publicKey?: string;
  /** Absent for kinds of keys that nothing here signs with. */
  readonly signing?: SigningKey;
}

/** The first private key of a PEM text: PKCS #8, PKCS #1 or SEC 1. */
export function readPrivateKey(text: string): PrivateKey | { readonly problem: string } {
  const block = pemBlocks(text).find(({ label }) => label.endsWith("PRIVATE KEY"));
  if (block === undefined) return { problem: "no PEM block PRIVATE KEY" };
  if (block.label === "ENCRYPTED PRIVATE KEY") return { problem: "a private key with a passphrase" };
  const value = readDer(block.bytes);
  const key =
    block.label === "RSA PRIVATE KEY"
      ? rsa(value)
      : block.label === "EC PRIVATE KEY"
        ? ec(value)
        : wrapped(value);
  return key ?? { problem: "a private key that cannot be read" };
}

/** Version, modulus, exponents, primes. */
function rsa(value: DerValue | undefined): PrivateKey | undefined {
  const [, whole, , own] = partsOf(value);
  const [modulus, exponent] = [numberOf(whole), numberOf(own)];
  if (modulus === undefined || exponent === undefined) return undefined;
  return { publicKey: hexOf(bytesOf(whole)), signing: { kind: "rsa", key: { modulus, exponent } } };
}

/** Version, secret, [0] curve, [1] point; in PKCS #8 the curve stands outside. */
function ec(value: DerValue | undefined, named = ""): PrivateKey | undefined {
  const parts = partsOf(value);
  const [, secret] = parts;
  if (secret === undefined) return undefined;
  const curve = identifierOf(partsOf(tagged(parts, 0))[0]) || named;
  const [point] = partsOf(tagged(parts, 1));
  const signing = { kind: "ec", curve, secret: bytesOf(secret) } as const;
  return point === undefined ? { signing } : { publicKey: hexOf(bytesOf(point)), signing };
}

/** Version, algorithm, key; [1] public key in version 2. */
function wrapped(value: DerValue | undefined): PrivateKey | undefined {
  const parts = partsOf(value);
  const [, algorithm, key] = parts;
  const [identifier = "", parameters = ""] = partsOf(algorithm).map(identifierOf);
  if (key === undefined || identifier === "") return undefined;
  if (identifier === RSA) return rsa(inside(key));
  if (identifier === EC) return ec(inside(key), parameters);
  const own = hexOf(bytesOf(tagged(parts, 1)));
  const secret = inside(key);
  return {
    ...(own === "" ? {} : { publicKey: own }),
    ...(identifier === ED25519 && secret !== undefined
      ? { signing: { kind: "ed25519", secret: bytesOf(secret) } }
      : {}),
  };
}
