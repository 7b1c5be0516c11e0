/** Deeper, longer and larger than this is left to the YAML reader, which has words for it. */
const MAX_DEPTH = 90;
const MAX_KEY = 1000;
const MAX_VALUES = 1_500_000;

/** Characters that mean the same to both readers. */
const PLAIN = /^[\n\x20-\x7e]*$/;

/**
 * The value of a text that is JSON as programs write it, frozen; `undefined` for any other. What is left out on purpose is
 * what the YAML reader judges otherwise: a key that comes twice, a number that changes when it is written again, merge keys.
 */
export function readJson(text: string): unknown {
  if (text.charCodeAt(0) !== OPEN_BRACE) return undefined;
  const strings = countStrings(text);
  if (strings === undefined && (!PLAIN.test(text) || text.includes('"<<"') || text.includes('"__proto__"')))
    return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const found = new Freezing();
  found.freeze(value, MAX_DEPTH);
  if (found.isStrange || found.values >= MAX_VALUES) return undefined;
  // A key that comes twice leaves its first value behind, so that strings are missing.
  return (strings === undefined ? isWrittenAgain(value, text) : found.strings === strings)
    ? value
    : undefined;
}

/** Writing the value again shows all that is left out: it has to give the text. */
function isWrittenAgain(value: unknown, text: string): boolean {
  const written = text.endsWith("\n") ? text.slice(0, -1) : text;
  return [0, 2, 4].some((indent) => JSON.stringify(value, null, indent) === written);
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const LESS = 0x3c;
const UNDERSCORE = 0x5f;
const SMALL_E = 0x65;
const SPACE = 0x20;
const TILDE = 0x7e;
/** Integers of so many digits are what they are in every number type. */
const MOST_DIGITS = 15;

/**
 * How many strings, keys included, are in a JSON text without a space between its parts, with nothing but plain strings
 * and integers. `undefined` for any other text: then its value has to be written again.
 */
function countStrings(text: string): number | undefined {
  const end = text.endsWith("\n") ? text.length - 1 : text.length;
  let strings = 0;
  for (let at = 0; at < end; at++) {
    const letter = text.charCodeAt(at);
    if (letter === QUOTE) {
      at = endOfString(text, at + 1);
      if (at < 0) return undefined;
      strings++;
    } else if ((letter >= ZERO && letter <= NINE) || letter === MINUS) {
      at = endOfInteger(text, at);
      if (at < 0) return undefined;
    } else if (letter <= SPACE) return undefined;
  }
  return strings;
}

/** Where the closing quote is; negative for a string that the readers may take differently. */
function endOfString(text: string, from: number): number {
  const first = text.charCodeAt(from);
  if (first === LESS && text.startsWith('<<"', from)) return -1;
  if (first === UNDERSCORE && text.startsWith('__proto__"', from)) return -1;
  for (let at = from; ; at++) {
    const letter = text.charCodeAt(at);
    if (letter === QUOTE) return at;
    // Past the end there is no letter, and no comparison holds.
    if (!(letter >= SPACE && letter <= TILDE) || letter === BACKSLASH) return -1;
  }
}

/** Where the last digit is; negative for a number that is not written as programs write integers. */
function endOfInteger(text: string, from: number): number {
  let at = text.charCodeAt(from) === MINUS ? from + 1 : from;
  const start = at;
  for (let letter = text.charCodeAt(at); letter >= ZERO && letter <= NINE; letter = text.charCodeAt(at)) at++;
  const digits = at - start;
  const next = text.charCodeAt(at);
  const isFraction = next === POINT || (next | SPACE) === SMALL_E;
  const isPadded = text.charCodeAt(start) === ZERO && (digits > 1 || start > from);
  return digits === 0 || digits > MOST_DIGITS || isFraction || isPadded ? -1 : at - 1;
}

/** Freezes a value with all that is in it, and counts on the way. */
class Freezing {
  strings = 0;
  values = 0;
  isStrange = false;

  freeze(value: unknown, depth: number): void {
    this.values++;
    if (typeof value === "string") this.strings++;
    if (typeof value !== "object" || value === null) return;
    if (depth === 0) this.isStrange = true;
    else if (Array.isArray(value)) for (const child of value) this.freeze(child, depth - 1);
    else this.#fields(value as Readonly<Record<string, unknown>>, depth - 1);
    Object.freeze(value);
  }

  #fields(fields: Readonly<Record<string, unknown>>, depth: number): void {
    for (const key in fields) {
      this.strings++;
      if (key.length > MAX_KEY) this.isStrange = true;
      const child = fields[key];
      if (typeof child === "string") {
        this.strings++;
        this.values++;
      } else this.freeze(child, depth);
    }
  }
}
