/** Deeper, longer and larger than this is left to the YAML reader, which has words for it. */
const MAX_DEPTH = 90;
const MAX_KEY = 1000;
const MAX_VALUES = 1_500_000;

/** Characters that mean the same to both readers. */
const PLAIN = /^[\n\x20-\x7e]*$/;

/** Keys that the YAML reader takes for something else. */
const SPECIAL = /"(?:<<|__proto__)"/;

/** A number with an exponent, where programs leave no space: the only way to write a value shorter than JSON writes it. */
const EXPONENT = /[[:,]-?[0-9.]+[eE]/;

/**
 * The value of a text that is JSON as programs write it, frozen; `undefined` for any other. What is left out on purpose is
 * what the YAML reader judges otherwise: a key that comes twice, a number that changes when it is written again, merge keys.
 */
export function readJson(text: string): unknown {
  if (text.charCodeAt(0) !== OPEN_BRACE || !PLAIN.test(text) || SPECIAL.test(text)) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const found = new Freezing();
  found.freeze(value, MAX_DEPTH);
  if (found.isStrange || found.values >= MAX_VALUES) return undefined;
  return isAsLong(text, found) || isWrittenAgain(value, text) ? value : undefined;
}

const OPEN_BRACE = 0x7b;

/**
 * Whether the text is as long as the value is when it is written: then it has no space between its parts, and no key that
 * comes twice, for such a key leaves its first value behind.
 */
function isAsLong(text: string, found: Freezing): boolean {
  const length = text.endsWith("\n") ? text.length - 1 : text.length;
  return !found.isFractional && found.length === length && !text.includes("\\") && !EXPONENT.test(text);
}

/** Writing the value again shows all that is left out: it has to give the text. */
function isWrittenAgain(value: unknown, text: string): boolean {
  const written = text.endsWith("\n") ? text.slice(0, -1) : text;
  return [0, 2, 4].some((indent) => JSON.stringify(value, null, indent) === written);
}

/** Integers below are what they are in every number type. */
const MOST = 1e15;

/** Freezes a value with all that is in it, and on the way finds out how long it is when it is written. */
class Freezing {
  length = 0;
  values = 0;
  isStrange = false;
  isFractional = false;

  freeze(value: unknown, depth: number): void {
    this.values++;
    if (typeof value === "string") this.length += value.length + 2;
    else if (typeof value === "number") this.#number(value);
    else if (typeof value !== "object" || value === null) this.length += value === false ? 5 : 4;
    else {
      if (depth === 0) this.isStrange = true;
      else if (Array.isArray(value)) this.#entries(value, depth - 1);
      else this.#fields(value as Readonly<Record<string, unknown>>, depth - 1);
      Object.freeze(value);
    }
  }

  #number(value: number): void {
    if (!Number.isInteger(value) || Math.abs(value) >= MOST) this.isFractional = true;
    let digits = value < 0 ? 2 : 1;
    for (let rest = Math.abs(value); rest >= 10; rest /= 10) digits++;
    this.length += digits;
  }

  /** Brackets, and a comma between any two entries. */
  #entries(entries: readonly unknown[], depth: number): void {
    for (const child of entries) this.freeze(child, depth);
    this.length += entries.length === 0 ? 2 : entries.length + 1;
  }

  #fields(fields: Readonly<Record<string, unknown>>, depth: number): void {
    // Braces, and a comma after every field but the last.
    let length = 2;
    let isEmpty = true;
    for (const key in fields) {
      if (key.length > MAX_KEY) this.isStrange = true;
      length += key.length + 4;
      isEmpty = false;
      const child = fields[key];
      if (typeof child === "string") {
        length += child.length + 2;
        this.values++;
      } else this.freeze(child, depth);
    }
    this.length += isEmpty ? length : length - 1;
  }
}
