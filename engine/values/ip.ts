import ipaddr from "ipaddr.js";

export type IpFamily = "IPv4" | "IPv6";

/**
 * An IP address, parsed once: `bits` is the address as an unsigned integer, `text` its canonical form
 * (RFC 5952 for IPv6). IPv4-mapped IPv6 addresses are IPv4, as Go's `net.IP` has them.
 */
export type Ip = Ipv4 | Ipv6;

export interface Ipv4 extends Spelt {
  readonly family: "IPv4";
  readonly bits: number;
}

export interface Ipv6 extends Spelt {
  readonly family: "IPv6";
  readonly bits: bigint;
}

interface Spelt {
  readonly text: string;
  /** An address is its text in JSON, which knows no big integers. */
  toJSON(): string;
}

class Address<F extends IpFamily, B> {
  readonly family: F;
  readonly bits: B;
  readonly text: string;

  constructor(family: F, bits: B, text: string) {
    this.family = family;
    this.bits = bits;
    this.text = text;
  }

  toJSON(): string {
    return this.text;
  }
}

/** Addresses come back again and again as text; so many are remembered. */
const REMEMBERED = 65_536;
const known = new Map<string, Ip>();

/** The address, or `undefined` when the text is not one. Leading zeros and partial forms are refused, as Kubernetes does. */
export function parseIp(text: string): Ip | undefined {
  let address = known.get(text);
  if (address === undefined) {
    address = parse(text);
    if (address === undefined) return undefined;
    if (known.size >= REMEMBERED) known.clear();
    known.set(text, address);
  }
  return address;
}

function parse(text: string): Ip | undefined {
  const own = ipv4BitsOf(text);
  if (own !== undefined) return new Address("IPv4", own, text);
  if (text.includes("%") || /(^|\.)0\d/.test(text)) return undefined;
  // ipaddr.js finds out by throwing, which is dear; host names come here too.
  if (!text.includes(":") || !ipaddr.IPv6.isValid(text)) return undefined;
  const address = ipaddr.IPv6.parse(text);
  if (address.isIPv4MappedAddress()) return ipv4(ipv4Bits(address.toIPv4Address().octets));
  let bits = 0n;
  for (const part of address.parts) bits = (bits << 16n) | BigInt(part);
  return new Address("IPv6", bits, address.toRFC5952String());
}

/** The family of `parseIp(text)`, found without making the address where it is an IPv4 one. */
export function familyOf(text: string): IpFamily | undefined {
  return ipv4BitsOf(text) === undefined ? parseIp(text)?.family : "IPv4";
}

/** `parseIp(text)?.text`, found without making the address where it is an IPv4 one. */
export function canonicalIp(text: string): string | undefined {
  return ipv4BitsOf(text) === undefined ? parseIp(text)?.text : text;
}

const ZERO = "0".charCodeAt(0);
const POINT = ".".charCodeAt(0);

/** The number of four decimal parts without leading zeros; `undefined` for any other text. */
function ipv4BitsOf(text: string): number | undefined {
  if (text.length < 7 || text.length > 15) return undefined;
  let bits = 0;
  let parts = 0;
  let part = -1;
  for (let at = 0; at <= text.length; at++) {
    const letter = at === text.length ? POINT : text.charCodeAt(at);
    if (letter === POINT) {
      if (part < 0 || ++parts > 4) return undefined;
      bits = bits * 256 + part;
      part = -1;
      continue;
    }
    const digit = letter - ZERO;
    if (!(digit >= 0 && digit <= 9) || part === 0) return undefined;
    part = part < 0 ? digit : part * 10 + digit;
    if (part > 255) return undefined;
  }
  return parts === 4 ? bits : undefined;
}

/** Whether the address is a machine's own way to itself: 127.0.0.0/8 or ::1. */
export function isLoopback(address: Ip): boolean {
  return address.family === "IPv4" ? address.bits >>> 24 === 127 : address.bits === 1n;
}

/** The address; throws when the text is not one. For literals of ours, never for input. */
export function ip(text: string): Ip {
  const parsed = parseIp(text);
  if (parsed === undefined) throw new Error(`not an IP address: ${text}`);
  return parsed;
}

export function ipv4(bits: number): Ipv4 {
  return new Address("IPv4", bits, prefixOf(bits >>> 8) + (bits & 255));
}

/** The first three numbers of addresses, which many have in common. */
const prefixes = new Map<number, string>();
const MOST_PREFIXES = 4096;

function prefixOf(high: number): string {
  let prefix = prefixes.get(high);
  if (prefix === undefined) {
    if (prefixes.size >= MOST_PREFIXES) prefixes.clear();
    prefix = `${high >>> 16}.${(high >>> 8) & 255}.${high & 255}.`;
    prefixes.set(high, prefix);
  }
  return prefix;
}

export function ipv6(bits: bigint): Ipv6 {
  const parts: number[] = [];
  for (let shift = 112n; shift >= 0n; shift -= 16n) parts.push(Number((bits >> shift) & 0xffffn));
  return new Address("IPv6", bits, new ipaddr.IPv6(parts).toRFC5952String());
}

/** The address `offset` after `address`, in the same family. */
export function addToIp(address: Ip, offset: number): Ip {
  return address.family === "IPv4"
    ? ipv4((address.bits + offset) >>> 0)
    : ipv6(address.bits + BigInt(offset));
}

export function sameIp(a: Ip, b: Ip): boolean {
  return a.family === b.family && a.bits === b.bits;
}

function ipv4Bits(octets: readonly number[]): number {
  return octets.reduce((bits, octet) => bits * 256 + octet, 0);
}
