import { fromBase64 } from "../../../values/pem.ts";
import { isJson } from "../server/api.ts";
import { GoFloat } from "./go-template-lex.ts";
import { goFloat, goValue } from "./go-value.ts";

/** What a function of a template refuses; `message` is Go's. */
export class FunctionError extends Error {}

type TemplateFunction = (args: readonly unknown[]) => unknown;

/** The functions of text/template that JSON has a use for, and kubectl's two. `and`, `or` and `not` are the template's own. */
export const FUNCTIONS: ReadonlyMap<string, TemplateFunction> = new Map<string, TemplateFunction>([
  ["len", ([value]) => lengthOf(value)],
  ["index", ([value, ...keys]) => keys.reduce(item, value)],
  ["slice", ([value, from, to]) => sliceOf(value, from, to)],
  ["print", printed],
  ["println", (args) => `${args.map(goValue).join(" ")}\n`],
  ["printf", ([format, ...args]) => formatted(String(format), args)],
  ["html", (args) => printed(args).replace(/[<>&'"\0]/g, (sign) => HTML[sign] ?? sign)],
  ["js", (args) => printed(args).replace(/[\\'"<>&=]|\p{Cc}/gu, (sign) => JS[sign] ?? unicode(sign))],
  ["urlquery", (args) => encodeURIComponent(printed(args)).replaceAll("%20", "+")],
  ["eq", ([first, ...others]) => others.some((other) => isEqual(first, other))],
  ["ne", ([a, b]) => !isEqual(a, b)],
  ["lt", ([a, b]) => isLess(a, b)],
  ["le", ([a, b]) => isLess(a, b) || isEqual(a, b)],
  ["gt", ([a, b]) => !(isLess(a, b) || isEqual(a, b))],
  ["ge", ([a, b]) => !isLess(a, b)],
  ["exists", ([value, ...keys]) => exists(value, keys)],
  ["base64decode", ([text]) => decoded(String(text))],
]);

/** How many arguments a function takes at least, and at most. */
export const ARITY: Readonly<Record<string, readonly [number, number]>> = {
  len: [1, 1],
  index: [1, Number.POSITIVE_INFINITY],
  slice: [1, Number.POSITIVE_INFINITY],
  printf: [1, Number.POSITIVE_INFINITY],
  eq: [1, Number.POSITIVE_INFINITY],
  ne: [2, 2],
  lt: [2, 2],
  le: [2, 2],
  gt: [2, 2],
  ge: [2, 2],
  not: [1, 1],
  call: [1, Number.POSITIVE_INFINITY],
  and: [1, Number.POSITIVE_INFINITY],
  or: [1, Number.POSITIVE_INFINITY],
  exists: [1, Number.POSITIVE_INFINITY],
  base64decode: [1, 1],
};

const HTML: Readonly<Record<string, string>> = {
  "<": "&lt;",
  ">": "&gt;",
  "&": "&amp;",
  "'": "&#39;",
  '"': "&#34;",
  "\0": "\ufffd",
};

const JS: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  "'": "\\'",
  '"': '\\"',
};

function unicode(sign: string): string {
  return `\\u${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}

/** Nothing in JSON is a function, so `call` always fails. */
export function notCallable(operand: string, value: unknown): string {
  return value === null || value === undefined
    ? "call of nil"
    : `non-function ${operand} of type ${typeName(value)}`;
}

function lengthOf(value: unknown): number {
  if (typeof value === "string") return new TextEncoder().encode(value).length;
  if (Array.isArray(value)) return value.length;
  if (isJson(value)) return Object.keys(value).length;
  if (value === null || value === undefined)
    throw new FunctionError("reflect: call of reflect.Value.Type on zero Value");
  throw new FunctionError(`len of type ${typeName(value)}`);
}

function item(value: unknown, key: unknown): unknown {
  if (value === null || value === undefined) throw new FunctionError("index of untyped nil");
  if (Array.isArray(value)) {
    if (typeof key !== "number" || !Number.isInteger(key))
      throw new FunctionError(
        key === null || key === undefined
          ? "cannot index slice/array with nil"
          : `cannot index slice/array with type ${typeName(key)}`,
      );
    if (key < 0 || key >= value.length) throw new FunctionError(`index out of range: ${key}`);
    return value[key];
  }
  if (!isJson(value)) throw new FunctionError(`can't index item of type ${typeName(value)}`);
  if (typeof key !== "string") throw new FunctionError(`value has type ${typeName(key)}; should be string`);
  return Object.hasOwn(value, key) ? value[key] : undefined;
}

function sliceOf(value: unknown, from: unknown = 0, to?: unknown): unknown {
  if (typeof value !== "string" && !Array.isArray(value))
    throw new FunctionError(
      value === null || value === undefined
        ? "slice of untyped nil"
        : `can't slice item of type ${typeName(value)}`,
    );
  const [start, end] = [from, to ?? value.length];
  for (const one of [start, end])
    if (typeof one !== "number" || one < 0 || one > value.length)
      throw new FunctionError(`index out of range: ${goValue(one)}`);
  if (Number(start) > Number(end))
    throw new FunctionError(`invalid slice index: ${goValue(start)} > ${goValue(end)}`);
  return value.slice(Number(start), Number(end));
}

function exists(value: unknown, keys: readonly unknown[]): boolean {
  try {
    const found = keys.reduce(item, value);
    return found !== undefined;
  } catch (error) {
    if (error instanceof FunctionError) return false;
    throw error;
  }
}

function decoded(text: string): string {
  const bytes = fromBase64(text);
  if (bytes === undefined)
    throw new FunctionError("base64 decode failed: illegal base64 data at input byte 0");
  return new TextDecoder().decode(bytes);
}

/** `fmt.Sprint`: a space between two of which neither is a text. */
function printed(args: readonly unknown[]): string {
  let text = "";
  args.forEach((one, index) => {
    const isSpaced = index > 0 && typeof one !== "string" && typeof args[index - 1] !== "string";
    text += (isSpaced ? " " : "") + goValue(one);
  });
  return text;
}

function typeName(value: unknown): string {
  if (typeof value === "string") return "string";
  if (typeof value === "boolean") return "bool";
  if (typeof value === "number") return Number.isInteger(value) ? "int64" : "float64";
  if (value instanceof GoFloat) return "float64";
  return Array.isArray(value) ? "[]interface {}" : "map[string]interface {}";
}

type Basic = "int" | "float" | "string" | "bool" | "nil" | "other";

function basic(value: unknown): Basic {
  if (value === null || value === undefined) return "nil";
  if (value instanceof GoFloat) return "float";
  if (typeof value === "number") return Number.isInteger(value) ? "int" : "float";
  if (typeof value === "string") return "string";
  return typeof value === "boolean" ? "bool" : "other";
}

function plain(value: unknown): unknown {
  return value instanceof GoFloat ? value.value : (value ?? null);
}

function isEqual(a: unknown, b: unknown): boolean {
  const [first, second] = [basic(a), basic(b)];
  if (first === "nil" || second === "nil") return first === second;
  if (first === "other" || second === "other") {
    const odd = first === "other" ? a : b;
    throw new FunctionError(`non-comparable type ${goValue(odd)}: ${typeName(odd)}`);
  }
  if (first !== second) throw new FunctionError("incompatible types for comparison");
  return plain(a) === plain(b);
}

function isLess(a: unknown, b: unknown): boolean {
  const [first, second] = [basic(a), basic(b)];
  for (const kind of [first, second])
    if (kind === "nil" || kind === "other" || kind === "bool")
      throw new FunctionError("invalid type for comparison");
  if (first !== second) throw new FunctionError("incompatible types for comparison");
  return (plain(a) as string | number) < (plain(b) as string | number);
}

/** `fmt.Sprintf`, for the verbs that JSON has a use for. */
function formatted(format: string, args: readonly unknown[]): string {
  let next = 0;
  const text = format.replace(
    /%([-+# 0]*)(\d{0,3})(?:\.(\d{0,3}))?([a-zA-Z%])/g,
    (_, flags: string, width: string, precision: string | undefined, verb: string) => {
      if (verb === "%") return "%";
      if (next >= args.length) return `%!${verb}(MISSING)`;
      const said = byVerb(verb, args[next++], precision);
      const isZero = flags.includes("0") && !flags.includes("-");
      const size = Number(width || 0);
      return flags.includes("-") ? said.padEnd(size) : said.padStart(size, isZero ? "0" : " ");
    },
  );
  const extra = args
    .slice(next)
    .map((one) => `${basic(one) === "nil" ? "" : `${typeName(one)}=`}${goValue(one)}`);
  return extra.length === 0 ? text : `${text}%!(EXTRA ${extra.join(", ")})`;
}

function byVerb(verb: string, value: unknown, precision: string | undefined): string {
  const kind = basic(value);
  const cut = (text: string): string =>
    precision === undefined ? text : text.slice(0, Number(precision || 0));
  const wrong = kind === "nil" ? `%!${verb}(<nil>)` : `%!${verb}(${typeName(value)}=${goValue(value)})`;
  if (verb === "v") return goValue(value);
  if (verb === "s") return kind === "string" ? cut(String(value)) : kind === "other" ? goValue(value) : wrong;
  if (verb === "q") return kind === "string" ? JSON.stringify(value) : wrong;
  if (verb === "d") return kind === "int" ? String(value) : wrong;
  if (verb === "x") return kind === "int" ? Number(value).toString(16) : wrong;
  if (verb === "t") return kind === "bool" ? String(value) : wrong;
  if (verb === "f" || verb === "g")
    return kind !== "float"
      ? wrong
      : verb === "g"
        ? goFloat(Number(plain(value)))
        : Number(plain(value)).toFixed(Number(precision ?? 6));
  return verb === "T" ? typeName(value) : wrong;
}
