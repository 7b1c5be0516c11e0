/** Deeper, longer and larger than this is left to the YAML reader, which has words for it. */
const MAX_DEPTH = 90;
const MAX_KEY = 1000;
const MAX_VALUES = 1_500_000;

/** Characters that mean the same to both readers. */
const PLAIN = /^[\n\x20-\x7e]*$/;

/**
 * The value of a text that is JSON as programs write it, `undefined` for any other. What is left out on purpose is what the
 * YAML reader judges otherwise: a key that comes twice, a number that changes when it is written again, merge keys. Writing
 * the value again shows all of them: it has to give the text.
 */
export function readJson(text: string): unknown {
  const first = text.charCodeAt(0);
  if (first !== OPEN_BRACE || !PLAIN.test(text) || text.includes('"<<"') || text.includes('"__proto__"'))
    return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const written = text.endsWith("\n") ? text.slice(0, -1) : text;
  const isSame = [0, 2, 4].some((indent) => JSON.stringify(value, null, indent) === written);
  return isSame && measure(value, MAX_DEPTH, MAX_VALUES) > 0 ? value : undefined;
}

const OPEN_BRACE = "{".charCodeAt(0);

/** How many values are left of `budget`; none when something is too deep or a key too long. */
function measure(value: unknown, depth: number, budget: number): number {
  if (typeof value !== "object" || value === null) return budget - 1;
  if (depth === 0) return 0;
  let left = budget - 1;
  if (Array.isArray(value)) {
    for (const child of value) {
      if (left <= 0) return 0;
      left = measure(child, depth - 1, left);
    }
    return left;
  }
  for (const key in value) {
    if (left <= 0 || key.length > MAX_KEY) return 0;
    left = measure((value as Readonly<Record<string, unknown>>)[key], depth - 1, left);
  }
  return left;
}
