import { sha1 } from "@noble/hashes/legacy.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import { type Certificate, readCertificates } from "./certificate.ts";
import { formatTimestamp } from "./clock.ts";
import { curveOf, P256 } from "./curves.ts";
import { bigOf, TAG } from "./der.ts";
import { bitString, context, der, identifier, integer, octetString, sequence, text } from "./der-write.ts";
import { parseIp } from "./ip.ts";
import { readPrivateKey } from "./private-key.ts";
import { EC } from "./public-key.ts";
import { algorithmOf, type SigningKey, sign } from "./signature.ts";

/** What a made-up certificate is to say. */
export interface Wanted {
  /** Names, IPv4 addresses and URIs that it is for; the first is its common name as well, where that is not said. */
  readonly hosts: readonly string[];
  readonly commonName?: string;
  /**
   * Who signs: the common name of a made-up authority, whose key follows from its name, or PEM of a real one. Absent: the
   * certificate signs itself.
   */
  readonly issuer?: string | { readonly certificate: string; readonly key: string };
  readonly isAuthority?: boolean;
  /** Milliseconds since the epoch. */
  readonly notBefore: number;
  readonly notAfter: number;
}

/**
 * A certificate of P-256 and its private key as PEM, the same for the same wish, with a signature that holds. The key follows
 * from what is written here, so it protects nothing outside the simulation. Throws for an issuer that cannot sign.
 */
export function mintCertificate(wanted: Wanted): { readonly certificate: string; readonly key: string } {
  const { hosts, isAuthority = false, issuer } = wanted;
  const commonName = wanted.commonName ?? hosts[0] ?? "";
  const own = madeUpKey(isAuthority ? authoritySeed(commonName) : JSON.stringify(wanted));
  const signer = issuer === undefined ? { name: nameOf(commonName), ...own } : signerOf(issuer);
  const algorithm = algorithmOf(signer.signing);
  const serial = sha256(utf8ToBytes(JSON.stringify(wanted))).subarray(0, 8);
  const body = sequence(
    context(0, integer(2n)),
    integer(bigOf(serial)),
    algorithm,
    signer.name,
    sequence(time(wanted.notBefore), time(wanted.notAfter)),
    nameOf(commonName),
    sequence(sequence(identifier(EC), identifier(P256)), bitString(own.point)),
    context(3, sequence(...extensionsOf(wanted, own.identifier, signer.identifier))),
  );
  const signature = sign(signer.signing, body);
  if (signature === undefined) throw new Error(`the key of the issuer of ${commonName} cannot sign`);
  const key = sequence(
    integer(1n),
    octetString(own.secret),
    context(0, identifier(P256)),
    context(1, bitString(own.point)),
  );
  return {
    certificate: pem("CERTIFICATE", sequence(body, algorithm, bitString(signature))),
    key: pem("EC PRIVATE KEY", key),
  };
}

function authoritySeed(commonName: string): string {
  return `authority ${commonName}`;
}

interface OwnKey {
  readonly secret: Uint8Array;
  readonly point: Uint8Array;
  /** Key identifier (RFC 5280 §4.2.1.2, method 1). */
  readonly identifier: Uint8Array;
  readonly signing: SigningKey;
}

const made = new Map<string, OwnKey>();
const MOST_REMEMBERED = 500;

function madeUpKey(seed: string): OwnKey {
  const known = made.get(seed);
  if (known !== undefined) return known;
  const secret = sha256(utf8ToBytes(seed));
  // Below the order of the curve, which begins with 32 ones.
  secret[0] = (secret[0] ?? 0) & 0x7f;
  const point = curveOf(P256)?.getPublicKey(secret, false) ?? new Uint8Array();
  const key: OwnKey = {
    secret,
    point,
    identifier: sha1(point),
    signing: { kind: "ec", curve: P256, secret },
  };
  if (made.size >= MOST_REMEMBERED) made.clear();
  made.set(seed, key);
  return key;
}

interface Signer {
  /** Its name as DER. */
  readonly name: Uint8Array;
  readonly signing: SigningKey;
  readonly identifier?: Uint8Array;
}

/** Whether a key in PEM can sign certificates here: of other kinds and lengths, or numbers that are no key, it cannot. */
export function canSign(key: string): boolean {
  const read = readPrivateKey(key);
  if ("problem" in read || read.signing === undefined) return false;
  try {
    return sign(read.signing, new Uint8Array()) !== undefined;
  } catch {
    // A number that is out of the curve's range.
    return false;
  }
}

function signerOf(issuer: NonNullable<Wanted["issuer"]>): Signer {
  if (typeof issuer === "string") return { name: nameOf(issuer), ...madeUpKey(authoritySeed(issuer)) };
  const [certificate] = certificatesOf(issuer.certificate);
  const key = readPrivateKey(issuer.key);
  if (certificate === undefined || "problem" in key || key.signing === undefined)
    throw new Error("the issuer's certificate or key cannot be read");
  const { subjectBytes, subjectKey } = certificate;
  return {
    name: bytesOfHex(subjectBytes),
    signing: key.signing,
    ...(subjectKey === undefined ? {} : { identifier: bytesOfHex(subjectKey) }),
  };
}

function certificatesOf(pemText: string): readonly Certificate[] {
  const read = readCertificates(pemText);
  return "problem" in read ? [] : read;
}

function bytesOfHex(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (one) => Number.parseInt(one, 16));
}

function extensionsOf(
  { hosts, isAuthority = false }: Wanted,
  own: Uint8Array,
  signer: Uint8Array | undefined,
): readonly Uint8Array[] {
  const by = signer === undefined ? [] : [extension("2.5.29.35", sequence(der(0x80, signer)))];
  const identifiers = [extension("2.5.29.14", octetString(own)), ...by];
  // digitalSignature with keyCertSign and cRLSign; a server's own key signs, too, and wraps keys.
  const usage = isAuthority
    ? extension("2.5.29.15", bitString(Uint8Array.of(0x86), 1), CRITICAL)
    : extension("2.5.29.15", bitString(Uint8Array.of(0xa0), 5), CRITICAL);
  return isAuthority
    ? [usage, extension("2.5.29.19", sequence(TRUE), CRITICAL), ...identifiers]
    : [usage, ...identifiers, extension("2.5.29.17", sequence(...hosts.map(alternative)))];
}

const TRUE: Uint8Array = Uint8Array.of(TAG.boolean, 1, 0xff);
const CRITICAL: readonly Uint8Array[] = [TRUE];

function extension(id: string, value: Uint8Array, critical: readonly Uint8Array[] = []): Uint8Array {
  return sequence(identifier(id), ...critical, octetString(value));
}

function nameOf(commonName: string): Uint8Array {
  return sequence(der(TAG.set, sequence(identifier("2.5.4.3"), text(TAG.utf8String, commonName))));
}

/** A dNSName, a uniformResourceIdentifier or an iPAddress. */
function alternative(host: string): Uint8Array {
  const address = parseIp(host);
  if (address?.family === "IPv4") return der(0x87, Uint8Array.from(address.text.split("."), Number));
  return text(host.includes("://") ? 0x86 : 0x82, host);
}

/** UTCTime, whose two digits of a year end in 2049. */
function time(milliseconds: number): Uint8Array {
  return text(TAG.utcTime, formatTimestamp(milliseconds).slice(2).replace(/[-:T]/g, ""));
}

function pem(label: string, value: Uint8Array): string {
  const lines = btoa(String.fromCharCode(...value)).match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ""].join("\n");
}
