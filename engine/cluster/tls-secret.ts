import type { Secret } from "../api/core/config.ts";
import { type Certificate, readCertificates } from "../values/certificate.ts";
import { fromBase64 } from "../values/pem.ts";
import { readPrivateKey } from "../values/private-key.ts";

/**
 * What a controller finds in a Secret of type `kubernetes.io/tls`.
 *
 * - `usable`: certificates, the server's own first, and a key that belongs to it
 * - `unread`: its data was left out of the input, so nobody knows
 * - `broken`: `why` says what no server would start with, as in `has no PEM certificate in tls.crt`
 */
export type TlsSecret =
  | { readonly kind: "usable"; readonly chain: readonly Certificate[] }
  | { readonly kind: "unread" }
  | { readonly kind: "broken"; readonly why: string };

const read = new WeakMap<Secret, TlsSecret>();

export function tlsSecret(secret: Secret): TlsSecret {
  let known = read.get(secret);
  if (known === undefined) {
    known = judge(secret);
    read.set(secret, known);
  }
  return known;
}

function judge(secret: Secret): TlsSecret {
  const { type = "Opaque", data, stringData } = secret;
  if (type !== "kubernetes.io/tls") return broken(`is of type ${type}, not kubernetes.io/tls`);
  if (data === undefined && stringData === undefined) return { kind: "unread" };
  const pair = keyPair(secretText(secret, "tls.crt"), secretText(secret, "tls.key"));
  return "chain" in pair ? { kind: "usable", ...pair } : broken(`${pair.why[0]} in ${pair.why[1]}`);
}

function broken(why: string): TlsSecret {
  return { kind: "broken", why };
}

/** What somebody reads about a key pair that cannot be used: what is wrong, and in which of the two files. */
export type KeyPair =
  | { readonly chain: readonly Certificate[] }
  | { readonly why: readonly [string, "tls.crt" | "tls.key"] };

/** A certificate with its chain and its private key, as Go's `tls.X509KeyPair` judges them. */
export function keyPair(certificate: string, key: string): KeyPair {
  const chain = readCertificates(certificate);
  if ("problem" in chain) return { why: [`has ${chain.problem}`, "tls.crt"] };
  const own = readPrivateKey(key);
  if ("problem" in own) return { why: [`has ${own.problem}`, "tls.key"] };
  const isOwn = own.publicKey === undefined || own.publicKey === chain[0]?.publicKey.text;
  return isOwn
    ? { chain }
    : { why: ["has a private key that does not belong to the certificate", "tls.key"] };
}

/** A value of a Secret as text; empty when it is missing or no base64. */
export function secretText({ data = {}, stringData = {} }: Secret, key: string): string {
  const plain = Object.hasOwn(stringData, key) ? stringData[key] : undefined;
  if (plain !== undefined) return plain;
  const bytes = fromBase64(Object.hasOwn(data, key) ? (data[key] ?? "") : "");
  return new TextDecoder().decode(bytes ?? new Uint8Array());
}
