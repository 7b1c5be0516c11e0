import { childOf } from "../values/nested-map.ts";
import { hashText, PRIME } from "../values/random.ts";

/** Four hashes side by side make the 128 bits of a UUID. */
type Hashes = Uint32Array;

const STARTS: Hashes = Uint32Array.from(["0 ", "1 ", "2 ", "3 "], (text) => hashText(text));

/** `hashText` of the text for each of the four, in one go. */
function goOn(from: Hashes, text: string, into: Hashes): Hashes {
  let [a, b, c, d] = [from[0] ?? 0, from[1] ?? 0, from[2] ?? 0, from[3] ?? 0];
  for (let index = 0; index < text.length; index++) {
    const letter = text.charCodeAt(index);
    a = Math.imul(a ^ letter, PRIME);
    b = Math.imul(b ^ letter, PRIME);
    c = Math.imul(c ^ letter, PRIME);
    d = Math.imul(d ^ letter, PRIME);
  }
  into[0] = a;
  into[1] = b;
  into[2] = c;
  into[3] = d;
  return into;
}

/** Hashes of the part that many objects have in common. */
const prefixes = new Map<string, Map<string, Hashes>>();
const REMEMBERED = 1000;

function prefixOf(kind: string, namespace: string): Hashes {
  const ofKind = childOf(prefixes, kind);
  let hashes = ofKind.get(namespace);
  if (hashes === undefined) {
    if (ofKind.size >= REMEMBERED) ofKind.clear();
    hashes = goOn(STARTS, `${kind}/${namespace}/`, new Uint32Array(4));
    ofKind.set(namespace, hashes);
  }
  return hashes;
}

/** Written anew for every object. */
const own: Hashes = new Uint32Array(4);

/** A UUID made from the object's own name, and from how often there was one before: the same in every run. */
export function uidOf(kind: string, namespace: string | undefined, name: string, deletions: number): string {
  const {
    0: a = 0,
    1: b = 0,
    2: c = 0,
    3: d = 0,
  } = goOn(prefixOf(kind, namespace ?? ""), deletions === 0 ? name : `${name}/${deletions}`, own);
  writeHex(a, 0, 8);
  writeHex(b >>> 16, 9, 4);
  writeHex(0x4000 | (b & 0xfff), 14, 4);
  writeHex(0xa000 | ((c >>> 16) & 0xfff), 19, 4);
  writeHex(c & 0xffff, 24, 4);
  writeHex(d, 28, 8);
  return String.fromCharCode.apply(undefined, letters);
}

const HEX = [..."0123456789abcdef"].map((letter) => letter.charCodeAt(0));

/** A UUID's letters, its dashes in place. One text is written into it after the other, so that no pieces are joined. */
const letters = [..."00000000-0000-0000-0000-000000000000"].map((letter) => letter.charCodeAt(0));

function writeHex(value: number, at: number, digits: number): void {
  let rest = value;
  for (let index = at + digits - 1; index >= at; index--) {
    letters[index] = HEX[rest & 15] ?? 0;
    rest >>>= 4;
  }
}
