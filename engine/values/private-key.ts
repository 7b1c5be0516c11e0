import { RSA } from "./certificate.ts";
import { bytesOf, type DerValue, hexOf, identifierOf, inside, partsOf, readDer, tagged } from "./der.ts";
import { pemBlocks } from "./pem.ts";

/**
 * A private key as far as it shows whose it is: `publicKey` is what the certificate's must equal, and absent where the
 * file holds only the secret half (RFC 5915 and RFC 8410 allow that).
 */
export interface PrivateKey {
  readonly publicKey?: string;
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
  const [, modulus, exponent] = partsOf(value);
  return modulus === undefined || exponent === undefined ? undefined : { publicKey: hexOf(bytesOf(modulus)) };
}

/** Version, secret, [0] curve, [1] point. */
function ec(value: DerValue | undefined): PrivateKey | undefined {
  const parts = partsOf(value);
  if (parts.length < 2) return undefined;
  const [point] = partsOf(tagged(parts, 1));
  return point === undefined ? {} : { publicKey: hexOf(bytesOf(point)) };
}

/** Version, algorithm, key; [1] public key in version 2. */
function wrapped(value: DerValue | undefined): PrivateKey | undefined {
  const parts = partsOf(value);
  const [, algorithm, key] = parts;
  const identifier = identifierOf(partsOf(algorithm)[0]);
  if (key === undefined || identifier === "") return undefined;
  if (identifier === RSA) return rsa(inside(key));
  if (identifier === EC) return ec(inside(key));
  const own = hexOf(bytesOf(tagged(parts, 1)));
  return own === "" ? {} : { publicKey: own };
}

const EC = "1.2.840.10045.2.1";
