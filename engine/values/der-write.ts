import { concatBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { bytesOfNumber, TAG } from "./der.ts";

/** A value of DER: tag, length, what is inside. */
export function der(tag: number, ...inside: readonly Uint8Array[]): Uint8Array {
  const content = concatBytes(...inside);
  return concatBytes(Uint8Array.of(tag), lengthOf(content.length), content);
}

function lengthOf(length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(length);
  return length < 0x100 ? Uint8Array.of(0x81, length) : Uint8Array.of(0x82, length >> 8, length & 0xff);
}

export function sequence(...members: readonly Uint8Array[]): Uint8Array {
  return der(TAG.sequence, ...members);
}

/** `1.2.840.…`, whose first two numbers share an octet. */
export function identifier(text: string): Uint8Array {
  const [root = 0, second = 0, ...others] = text.split(".").map(Number);
  return der(TAG.identifier, Uint8Array.from([root * 40 + second, ...others].flatMap(base128)));
}

function base128(value: number): readonly number[] {
  const above = Math.floor(value / 128);
  return above === 0 ? [value] : [...base128(above).map((one) => one | 0x80), value & 0x7f];
}

/** A number that is not negative, so the first bit of its octets is none. */
export function integer(value: bigint): Uint8Array {
  return der(TAG.integer, bytesOfNumber(value, Math.floor(value.toString(2).length / 8) + 1));
}

export function bitString(bytes: Uint8Array, unused = 0): Uint8Array {
  return der(TAG.bitString, Uint8Array.of(unused), bytes);
}

export function octetString(bytes: Uint8Array): Uint8Array {
  return der(TAG.octetString, bytes);
}

export function text(tag: number, value: string): Uint8Array {
  return der(tag, utf8ToBytes(value));
}

/** Around another value: `[number] { … }`. */
export function context(number: number, ...inside: readonly Uint8Array[]): Uint8Array {
  return der(0xa0 | number, ...inside);
}
