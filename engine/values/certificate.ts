import { parseTimestamp } from "./clock.ts";
import {
  bytesOf,
  type DerValue,
  hexOf,
  identifierOf,
  inside,
  numberOf,
  partsOf,
  rawOf,
  readDer,
  TAG,
  tagged,
} from "./der.ts";
import { ipv6, parseIp } from "./ip.ts";
import { pemBlocks } from "./pem.ts";
import { type PublicKey, publicKeyOf } from "./public-key.ts";

/** What an X.509 certificate (RFC 5280) says of itself. Whether its signature holds is `isSignedBy`. */
export interface Certificate {
  /** 1, or 3 with extensions. */
  readonly version: number;
  /** In hexadecimal. */
  readonly serial: string;
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
  /** basicConstraints; absent where it has none. */
  readonly isAuthority?: boolean;
  /** How many authorities may stand between it and the last certificate. */
  readonly pathLength?: number;
  /** Whether its keyUsage lets it sign certificates; absent where it has none. */
  readonly signsCertificates?: boolean;
  /** Identifiers of extendedKeyUsage; absent where it has none. */
  readonly purposes?: readonly string[];
  /** Subject and issuer byte for byte, to find whose certificate signed whose. */
  readonly subjectBytes: string;
  readonly issuerBytes: string;
  readonly subjectKey?: string;
  readonly authorityKey?: string;
  readonly publicKey: PublicKey;
  /** The whole of it, in hexadecimal. */
  readonly text: string;
  /** What the issuer signed, byte for byte, how, and the signature. */
  readonly signed: Uint8Array;
  readonly signatureAlgorithm: string;
  readonly signature: Uint8Array;
}

/** Texts are read again with every request that meets them, and are few. */
const MOST_REMEMBERED = 500;
const remembered = new Map<string, ReturnType<typeof readCertificates>>();

/** Certificates of a PEM text, in their order. A text without any, or with one that cannot be read, is a problem. */
export function readCertificates(text: string): readonly Certificate[] | { readonly problem: string } {
  let read = remembered.get(text);
  if (read === undefined) {
    read = certificatesIn(text);
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    remembered.set(text, read);
  }
  return read;
}

function certificatesIn(text: string): ReturnType<typeof readCertificates> {
  const blocks = pemBlocks(text).filter(({ label }) => label === "CERTIFICATE");
  if (blocks.length === 0) return { problem: "no PEM block CERTIFICATE" };
  const certificates = blocks.flatMap(({ bytes }) => certificateOf(bytes) ?? []);
  return certificates.length === blocks.length
    ? certificates
    : { problem: "a block CERTIFICATE that is no X.509 certificate" };
}

function certificateOf(bytes: Uint8Array): Certificate | undefined {
  const [body, algorithm, signature] = partsOf(readDer(bytes));
  // version [0], serial, algorithm, issuer, validity, subject, key, then what is optional.
  const parts = partsOf(body);
  const version = tagged(parts.slice(0, 1), 0);
  const fields = version === undefined ? parts : parts.slice(1);
  const [serial, , issuer, validity, subject, key] = fields;
  const [from, to] = partsOf(validity).map(timeOf);
  const publicKey = publicKeyOf(key);
  if (body === undefined || signature === undefined || publicKey === undefined) return undefined;
  if (from === undefined || to === undefined) return undefined;
  const commonName = attributesOf(subject).findLast(([type]) => type === "CN")?.[1];
  return {
    version: Number(numberOf(partsOf(version)[0]) ?? 0n) + 1,
    serial: hexOf(bytesOf(serial)),
    subject: nameText(subject),
    issuer: nameText(issuer),
    ...(commonName === undefined ? {} : { commonName }),
    notBefore: from,
    notAfter: to,
    ...extensionFacts(extensionsOf(tagged(fields, 3))),
    subjectBytes: rawOf(subject),
    issuerBytes: rawOf(issuer),
    publicKey,
    text: hexOf(bytes),
    signed: body.raw,
    signatureAlgorithm: identifierOf(partsOf(algorithm)[0]),
    signature: bytesOf(signature),
  };
}

type Extensions = ReadonlyMap<string, DerValue>;

function extensionFacts(
  extensions: Extensions,
): Pick<Certificate, "names" | "addresses" | "uris" | "isAuthority" | "purposes"> {
  const alternatives = partsOf(extensions.get(SUBJECT_ALT_NAME));
  const numbered = (number: number): readonly DerValue[] =>
    alternatives.filter(({ tag }) => (tag & 0x1f) === number);
  const purposes = extensions.get(EXTENDED_KEY_USAGE);
  const usage = extensions.get(KEY_USAGE);
  const subjectKey = hexOf(bytesOf(extensions.get(SUBJECT_KEY)));
  const authorityKey = hexOf(bytesOf(tagged(partsOf(extensions.get(AUTHORITY_KEY)), 0)));
  return {
    names: numbered(2).map((one) => textOf(one).toLowerCase()),
    addresses: numbered(7).flatMap((one) => addressText(bytesOf(one)) ?? []),
    uris: numbered(6).map(textOf),
    ...constraintsOf(extensions.get(BASIC_CONSTRAINTS)),
    ...(usage === undefined ? {} : { signsCertificates: ((bytesOf(usage)[0] ?? 0) & KEY_CERT_SIGN) !== 0 }),
    ...(purposes === undefined ? {} : { purposes: partsOf(purposes).map(identifierOf) }),
    ...(subjectKey === "" ? {} : { subjectKey }),
    ...(authorityKey === "" ? {} : { authorityKey }),
  };
}

function constraintsOf(value: DerValue | undefined): Pick<Certificate, "isAuthority" | "pathLength"> {
  if (value === undefined) return {};
  const parts = partsOf(value);
  const isAuthority = parts[0]?.tag === TAG.boolean && bytesOf(parts[0])[0] === 0xff;
  const length = numberOf(parts.find(({ tag }) => tag === TAG.integer));
  return { isAuthority, ...(length === undefined ? {} : { pathLength: Number(length) }) };
}

function addressText(bytes: Uint8Array): string | undefined {
  if (bytes.length === 16) return ipv6(BigInt(`0x${hexOf(bytes)}`)).text;
  return bytes.length === 4 ? parseIp(bytes.join("."))?.text : undefined;
}

const SUBJECT_KEY = "2.5.29.14";
const KEY_USAGE = "2.5.29.15";
const SUBJECT_ALT_NAME = "2.5.29.17";
const BASIC_CONSTRAINTS = "2.5.29.19";
const AUTHORITY_KEY = "2.5.29.35";
const EXTENDED_KEY_USAGE = "2.5.29.37";
/** The sixth bit of keyUsage. */
const KEY_CERT_SIGN = 0x04;

function extensionsOf(value: DerValue | undefined): Extensions {
  const found = new Map<string, DerValue>();
  for (const extension of partsOf(partsOf(value)[0])) {
    const parts = partsOf(extension);
    const content = inside(parts.at(-1));
    if (content !== undefined) found.set(identifierOf(parts[0]), content);
  }
  return found;
}

/** UTCTime has two digits for the year, of which those below 50 are of this century (RFC 5280 §4.1.2.5). */
function timeOf(value: DerValue): number | undefined {
  const text = textOf(value);
  const isShort = value.tag === TAG.utcTime;
  if (!isShort && value.tag !== TAG.generalizedTime) return undefined;
  const whole = isShort ? `${text < "50" ? "20" : "19"}${text}` : text;
  return parseTimestamp(whole.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"));
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
