import {
  BitString,
  Constructed,
  Boolean as DerBoolean,
  Set as DerSet,
  Integer,
  ObjectIdentifier,
  OctetString,
  Primitive,
  Sequence,
  UTCTime,
  Utf8String,
} from "asn1js";
import { formatTimestamp } from "./clock.ts";
import type { DerValue } from "./der.ts";
import { parseIp } from "./ip.ts";
import { hashText } from "./random.ts";

/** What a made-up certificate is to say. */
export interface Wanted {
  /** Names, IPv4 addresses and URIs that it is for; the first is its common name as well. */
  readonly hosts: readonly string[];
  /** Common name of the issuer; absent: signed by itself. */
  readonly issuer?: string;
  readonly isAuthority?: boolean;
  /** Milliseconds since the epoch. */
  readonly notBefore: number;
  readonly notAfter: number;
}

/**
 * A certificate and its private key as PEM, the same for the same wish. Every reader can take it apart; its signature and
 * its key are made up, so nobody can use it outside the simulation.
 */
export function mintCertificate(wanted: Wanted): { readonly certificate: string; readonly key: string } {
  const [commonName = ""] = wanted.hosts;
  const point = pointFor(JSON.stringify(wanted));
  const algorithm = (): Sequence => sequence(identifier(ECDSA_SHA256));
  const extensions = sequence(
    ...(wanted.isAuthority === true
      ? [extension("2.5.29.19", sequence(new DerBoolean({ value: true })))]
      : [extension("2.5.29.17", sequence(...wanted.hosts.map(alternative)))]),
  );
  const body = sequence(
    context(0, new Integer({ value: 2 })),
    new Integer({ value: hashText(JSON.stringify(wanted)) & 0x7fffffff }),
    algorithm(),
    nameOf(wanted.issuer ?? commonName),
    sequence(time(wanted.notBefore), time(wanted.notAfter)),
    nameOf(commonName),
    sequence(sequence(identifier(EC), identifier(P256)), bits(point)),
    context(3, extensions),
  );
  const certificate = sequence(body, algorithm(), bits(pointFor(commonName)));
  const key = sequence(
    new Integer({ value: 1 }),
    new OctetString({ valueHex: point.slice(1, 33) }),
    context(0, identifier(P256)),
    context(1, bits(point)),
  );
  return { certificate: pem("CERTIFICATE", certificate), key: pem("EC PRIVATE KEY", key) };
}

const ECDSA_SHA256 = "1.2.840.10045.4.3.2";
const EC = "1.2.840.10045.2.1";
const P256 = "1.2.840.10045.3.1.7";

function sequence(...value: DerValue[]): Sequence {
  return new Sequence({ value });
}

function identifier(value: string): ObjectIdentifier {
  return new ObjectIdentifier({ value });
}

function context(tagNumber: number, value: DerValue): Constructed {
  return new Constructed({ idBlock: { tagClass: 3, tagNumber }, value: [value] });
}

function bits(valueHex: Uint8Array<ArrayBuffer>): BitString {
  return new BitString({ valueHex, unusedBits: 0 });
}

function nameOf(commonName: string): Sequence {
  return sequence(
    new DerSet({ value: [sequence(identifier("2.5.4.3"), new Utf8String({ value: commonName }))] }),
  );
}

function extension(id: string, value: DerValue): Sequence {
  return sequence(identifier(id), new OctetString({ valueHex: value.toBER() }));
}

/** A dNSName, a uniformResourceIdentifier or an iPAddress. */
function alternative(host: string): Primitive {
  const address = parseIp(host);
  const isAddress = address?.family === "IPv4";
  const valueHex = isAddress
    ? Uint8Array.from(address.text.split("."), Number)
    : new TextEncoder().encode(host);
  const tagNumber = isAddress ? 7 : host.includes("://") ? 6 : 2;
  return new Primitive({ idBlock: { tagClass: 3, tagNumber }, valueHex });
}

/** UTCTime, whose two digits of a year end in 2049. */
function time(milliseconds: number): UTCTime {
  return new UTCTime({ value: formatTimestamp(milliseconds).slice(2).replace(/[-:T]/g, "") });
}

/** 65 bytes that stand for a point of a curve. */
function pointFor(seed: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(65);
  for (let index = 1; index < bytes.length; index++) bytes[index] = hashText(`${index} ${seed}`) & 0xff;
  bytes[0] = 4;
  return bytes;
}

function pem(label: string, value: DerValue): string {
  const text = btoa(String.fromCharCode(...new Uint8Array(value.toBER())));
  const lines = text.match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ""].join("\n");
}
