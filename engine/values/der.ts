/** A value of DER (X.690), read but not judged. */
export interface DerValue {
  /** Identifier octet: class, whether it is constructed, number. */
  readonly tag: number;
  /** What is inside, without tag and length. */
  readonly content: Uint8Array;
  /** The whole of it, as it was read. */
  readonly raw: Uint8Array;
}

export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  identifier: 0x06,
  utf8String: 0x0c,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

const CONSTRUCTED = 0x20;
const CONTEXT = 0x80;

/** The whole text as one value; `undefined` when it is none, or when something follows it. */
export function readDer(bytes: Uint8Array): DerValue | undefined {
  const value = valueAt(bytes, 0);
  return value?.raw.length === bytes.length ? value : undefined;
}

/** DER has definite lengths only, and nothing that is read here has a tag of several octets. */
function valueAt(bytes: Uint8Array, start: number): DerValue | undefined {
  const [tag, first] = [bytes[start], bytes[start + 1]];
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) return undefined;
  const more = first < 0x80 ? 0 : first & 0x7f;
  if (first === 0x80 || more > 4) return undefined;
  const head = start + 2 + more;
  let length = more === 0 ? first : 0;
  for (const octet of bytes.subarray(start + 2, head)) length = length * 256 + octet;
  const end = head + length;
  if (end > bytes.length) return undefined;
  return { tag, content: bytes.subarray(head, end), raw: bytes.subarray(start, end) };
}

/** Members of a SEQUENCE, a SET or a tagged value; none of anything else, nor of one that is not whole. */
export function partsOf(value: DerValue | undefined): readonly DerValue[] {
  if (value === undefined || (value.tag & CONSTRUCTED) === 0) return [];
  const parts: DerValue[] = [];
  for (let at = 0; at < value.content.length; ) {
    const part = valueAt(value.content, at);
    if (part === undefined) return [];
    parts.push(part);
    at += part.raw.length;
  }
  return parts;
}

/** The value that a context tag `[number]` marks, around another or in its place. */
export function tagged(values: readonly DerValue[], number: number): DerValue | undefined {
  return values.find(({ tag }) => (tag & ~CONSTRUCTED) === (CONTEXT | number));
}

/** `1.2.840.…`; empty for anything else. */
export function identifierOf(value: DerValue | undefined): string {
  if (value?.tag !== TAG.identifier) return "";
  const numbers: number[] = [];
  let number = 0;
  for (const octet of value.content) {
    number = number * 128 + (octet & 0x7f);
    if (octet < 0x80) {
      numbers.push(number);
      number = 0;
    }
  }
  const [both = 0, ...others] = numbers;
  const root = Math.min(2, Math.floor(both / 40));
  return [root, both - root * 40, ...others].join(".");
}

/** Bytes of an INTEGER, an OCTET STRING, a BIT STRING (without the count of its unused bits) or a string. */
export function bytesOf(value: DerValue | undefined): Uint8Array {
  if (value === undefined) return new Uint8Array();
  return value.tag === TAG.bitString ? value.content.subarray(1) : value.content;
}

/** The value inside an OCTET STRING or a BIT STRING. */
export function inside(value: DerValue | undefined): DerValue | undefined {
  const isWrapper = value?.tag === TAG.octetString || value?.tag === TAG.bitString;
  return isWrapper ? readDer(bytesOf(value)) : undefined;
}

/** The positive number of an INTEGER. */
export function numberOf(value: DerValue | undefined): bigint | undefined {
  return value?.tag === TAG.integer ? bigOf(value.content) : undefined;
}

export function bigOf(bytes: Uint8Array): bigint {
  return BigInt(`0x0${hexOf(bytes)}`);
}

export function hexOf(bytes: Uint8Array): string {
  let text = "";
  for (const one of bytes) text += (one < 16 ? "0" : "") + one.toString(16);
  return text;
}

/** Bytes of a number, most significant first; `length` of them. */
export function bytesOfNumber(value: bigint, length: number): Uint8Array {
  const text = value.toString(16).padStart(length * 2, "0");
  return Uint8Array.from({ length }, (_, index) => Number.parseInt(text.slice(index * 2, index * 2 + 2), 16));
}

/** The value with its tag and length, as it was read. */
export function rawOf(value: DerValue | undefined): string {
  return value === undefined ? "" : hexOf(value.raw);
}
