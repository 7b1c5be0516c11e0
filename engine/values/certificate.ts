import { GeneralizedTime, UTCTime } from "asn1js";
import {
  bytesOf,
  type DerValue,
  hexOf,
  identifierOf,
  inside,
  partsOf,
  rawOf,
  readDer,
  tagged,
} from "./der.ts";
import { ipv6, parseIp } from "./ip.ts";
import { pemBlocks } from "./pem.ts";

/** What an X.509 certificate (RFC 5280) says of itself. Its signature is not checked. */
export interface Certificate {
  /** `CN=shop.example.com, O=Shop`. */
  readonly subject: string;
  readonly issuer: string;
  readonly commonName?: string;
  /** DNS names it is for, in lower case; `*.` stands for one label. */
  readonly names: readonly string[];
  /** IP addresses it is for. */
  readonly addresses: readonly string[];
  /** URIs it is for, as a SPIFFE identity. */
  readonly uris: readonly string[];
  /** Milliseconds since the epoch, both included. */
  readonly notBefore: number;
  readonly notAfter: number;
  readonly isAuthority: boolean;
  /** Subject and issuer byte for byte, to find whose certificate signed whose. */
  readonly subjectBytes: string;
  readonly issuerBytes: string;
  readonly subjectKey?: string;
  readonly authorityKey?: string;
  /** RSA modulus, curve point or raw key: equal for a private key that belongs to it. */
  readonly publicKey: string;
}

/** Certificates of a PEM text, in their order. A text without any, or with one that cannot be read, is a problem. */
export function readCertificates(text: string): readonly Certificate[] | { readonly problem: string } {
  const blocks = pemBlocks(text).filter(({ label }) => label === "CERTIFICATE");
  if (blocks.length === 0) return { problem: "no PEM block CERTIFICATE" };
  const certificates = blocks.flatMap(({ bytes }) => certificateOf(bytes) ?? []);
  return certificates.length === blocks.length
    ? certificates
    : { problem: "a block CERTIFICATE that is no X.509 certificate" };
}

function certificateOf(bytes: Uint8Array): Certificate | undefined {
  const [body, , signature] = partsOf(readDer(bytes));
  // version [0], serial, algorithm, issuer, validity, subject, key, then what is optional.
  const parts = partsOf(body);
  const fields = tagged(parts, 0) === parts[0] ? parts.slice(1) : parts;
  const [, , issuer, validity, subject, key] = fields;
  const [from, to] = partsOf(validity).map(timeOf);
  const publicKey = publicKeyOf(key);
  if (signature === undefined || from === undefined || to === undefined || publicKey === undefined)
    return undefined;
  const extensions = extensionsOf(tagged(fields, 3));
  const alternatives = partsOf(extensions.get(SUBJECT_ALT_NAME));
  const commonName = attributesOf(subject).findLast(([type]) => type === "CN")?.[1];
  const subjectKey = hexOf(bytesOf(extensions.get(SUBJECT_KEY)));
  const authorityKey = hexOf(bytesOf(tagged(partsOf(extensions.get(AUTHORITY_KEY)), 0)));
  return {
    subject: nameText(subject),
    issuer: nameText(issuer),
    ...(commonName === undefined ? {} : { commonName }),
    names: alternatives.filter((one) => one.idBlock.tagNumber === 2).map((one) => textOf(one).toLowerCase()),
    addresses: alternatives.flatMap((one) =>
      one.idBlock.tagNumber === 7 ? (addressText(bytesOf(one)) ?? []) : [],
    ),
    uris: alternatives.filter((one) => one.idBlock.tagNumber === 6).map(textOf),
    notBefore: from,
    notAfter: to,
    isAuthority: bytesOf(partsOf(extensions.get(BASIC_CONSTRAINTS))[0])[0] === 0xff,
    subjectBytes: rawOf(subject),
    issuerBytes: rawOf(issuer),
    ...(subjectKey === "" ? {} : { subjectKey }),
    ...(authorityKey === "" ? {} : { authorityKey }),
    publicKey,
  };
}

function addressText(bytes: Uint8Array): string | undefined {
  if (bytes.length === 16) return ipv6(BigInt(`0x${hexOf(bytes)}`)).text;
  return bytes.length === 4 ? parseIp(bytes.join("."))?.text : undefined;
}

const SUBJECT_KEY = "2.5.29.14";
const SUBJECT_ALT_NAME = "2.5.29.17";
const BASIC_CONSTRAINTS = "2.5.29.19";
const AUTHORITY_KEY = "2.5.29.35";

function extensionsOf(value: DerValue | undefined): ReadonlyMap<string, DerValue> {
  const found = new Map<string, DerValue>();
  for (const extension of partsOf(partsOf(value)[0])) {
    const parts = partsOf(extension);
    const content = inside(parts.at(-1));
    if (content !== undefined) found.set(identifierOf(parts[0]), content);
  }
  return found;
}

/** Key of a SubjectPublicKeyInfo: for RSA its modulus, else the bits as they stand. */
function publicKeyOf(value: DerValue | undefined): string | undefined {
  const [algorithm, bits] = partsOf(value);
  if (bits === undefined) return undefined;
  if (identifierOf(partsOf(algorithm)[0]) !== RSA) return hexOf(bytesOf(bits));
  const [modulus] = partsOf(inside(bits));
  return modulus === undefined ? undefined : hexOf(bytesOf(modulus));
}

export const RSA = "1.2.840.113549.1.1.1";

function timeOf(value: DerValue): number | undefined {
  return value instanceof UTCTime || value instanceof GeneralizedTime ? value.toDate().getTime() : undefined;
}

const ATTRIBUTES: Readonly<Record<string, string>> = {
  "2.5.4.3": "CN",
  "2.5.4.6": "C",
  "2.5.4.7": "L",
  "2.5.4.8": "ST",
  "2.5.4.10": "O",
  "2.5.4.11": "OU",
};

function attributesOf(name: DerValue | undefined): readonly (readonly [string, string])[] {
  return partsOf(name).flatMap((set) =>
    partsOf(set).map((pair) => {
      const [type, value] = partsOf(pair);
      const identifier = identifierOf(type);
      return [ATTRIBUTES[identifier] ?? identifier, textOf(value)] as const;
    }),
  );
}

function nameText(name: DerValue | undefined): string {
  return attributesOf(name)
    .map(([type, value]) => `${type}=${value}`)
    .join(", ");
}

function textOf(value: DerValue | undefined): string {
  return new TextDecoder().decode(bytesOf(value));
}
