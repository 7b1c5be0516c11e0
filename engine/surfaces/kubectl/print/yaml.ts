import { isJson } from "../server/api.ts";
import { compareKeys } from "./yaml-keys.ts";
import { isPrintable, styleOf } from "./yaml-scalar.ts";

/** Columns after which a scalar is folded at the next space. */
const WIDTH = 80;
const LONGEST_SIMPLE_KEY = 128;
/** Maps of one size differ in their keys this often before nobody remembers their order. */
const MOST_ORDERS = 16;
const SPACES = /[ \n]/;

/** A JSON value as `sigs.k8s.io/yaml` writes it, line end included. */
export function goYaml(value: unknown): string {
  const emitter = new Emitter();
  emitter.node(value, 0, "root");
  return emitter.text;
}

type Place = "root" | "value" | "item";

/** A key with its colon, whether it is too long for one line, and the key behind each margin that it has stood at. */
interface Key {
  readonly text: string;
  readonly isSimple: boolean;
  readonly indented: string[];
}

interface Order {
  readonly keys: readonly string[];
  readonly order: readonly string[];
}

class Emitter {
  #before = "";
  /** The line that is being written: only its length says where a text is folded. */
  #line = "";
  /** The same words come again and again: keys, kinds, labels. What stands behind a key for a text, to the line's end. */
  readonly #scalars = new Map<string, string>();
  readonly #keys = new Map<string, Key>();
  /** By how many keys there are. */
  readonly #orders: Order[][] = [];

  get text(): string {
    return this.#before + this.#line;
  }

  /** Writes a value whose own lines begin at `indent`. */
  node(value: unknown, indent: number, place: Place): void {
    if (Array.isArray(value) && value.length > 0) this.#list(value, indent, place);
    else if (isJson(value) && hasFields(value)) this.#map(value, indent, place);
    else {
      this.#scalar(value, place === "root" ? 0 : indent, place);
      this.#end();
    }
  }

  #map(value: Readonly<Record<string, unknown>>, indent: number, place: Place): void {
    if (place === "value") this.#end();
    const margin = " ".repeat(indent);
    let lead = place === "item" ? " " : margin;
    for (const name of this.#orderOf(value)) {
      const child = value[name];
      if (child === undefined) continue;
      const key = this.#keyOf(name, indent + 2);
      const rest = key.isSimple ? this.#restOf(child, indent + 2) : undefined;
      if (rest !== undefined) {
        if (lead === margin) this.#before += indented(key, indent, margin) + rest;
        else this.#before += this.#line + lead + key.text + rest;
        this.#line = "";
        lead = margin;
        continue;
      }
      this.#line += key.isSimple ? `${lead}${key.text}` : `${lead}? ${key.text}`;
      if (!key.isSimple) {
        this.#end();
        this.#line += `${margin}:`;
      }
      lead = margin;
      // A list inside a map stands under its key, not to the right of it.
      this.node(child, Array.isArray(child) && child.length > 0 ? indent : indent + 2, "value");
    }
  }

  /** Maps of one shape are many, so the order of their keys is found once. */
  #orderOf(value: Readonly<Record<string, unknown>>): readonly string[] {
    const keys = Object.keys(value);
    if (keys.length === 1) return keys;
    const alike = this.#orders[keys.length] ?? [];
    for (const known of alike) if (areEqual(known.keys, keys)) return known.order;
    const order = [...keys].sort(compareKeys);
    if (alike.length < MOST_ORDERS) this.#orders[keys.length] = [...alike, { keys, order }];
    return order;
  }

  /** What stands behind a key, to the line's end, when it is the same wherever the key stands. */
  #restOf(value: unknown, indent: number): string | undefined {
    if (typeof value === "string") return this.#restOfText(value, indent);
    if (typeof value === "number") return ` ${numberText(value)}\n`;
    return typeof value === "boolean" ? ` ${value}\n` : undefined;
  }

  /** A text that has neither spaces nor line breaks is written alike wherever it stands. */
  #restOfText(text: string, indent: number): string | undefined {
    const known = this.#scalars.get(text);
    if (known !== undefined) return known;
    if (SPACES.test(text)) return undefined;
    const rest = ` ${this.#unfolded(text, indent)}\n`;
    this.#scalars.set(text, rest);
    return rest;
  }

  /** A text without spaces: nothing of it can go on another line. */
  #unfolded(text: string, indent: number): string {
    const style = styleOf(text, false);
    if (style === "plain") return text;
    if (style === "single") return `'${text.replaceAll("'", "''")}'`;
    const inner = new Emitter();
    inner.#string(text, indent, false);
    return inner.text;
  }

  #keyOf(name: string, indent: number): Key {
    let key = this.#keys.get(name);
    if (key === undefined) {
      const isSimple = name.length <= LONGEST_SIMPLE_KEY && !name.includes("\n");
      const inner = new Emitter();
      inner.#string(name, indent, true);
      key = { text: isSimple ? `${inner.text}:` : inner.text, isSimple, indented: [] };
      this.#keys.set(name, key);
    }
    return key;
  }

  #list(value: readonly unknown[], indent: number, place: Place): void {
    if (place === "value") this.#end();
    const margin = `${" ".repeat(indent)}-`;
    let lead = place === "item" ? " -" : margin;
    for (const item of value) {
      this.#line += lead;
      lead = margin;
      this.node(item, indent + 2, "item");
    }
  }

  #scalar(value: unknown, indent: number, place: Place): void {
    if (place !== "root") this.#line += " ";
    if (typeof value === "string") this.#string(value, indent, false);
    else if (Array.isArray(value)) this.#line += "[]";
    else if (isJson(value)) this.#line += "{}";
    else this.#line += typeof value === "number" ? numberText(value) : String(value ?? null);
  }

  #string(text: string, indent: number, isKey: boolean): void {
    const style = styleOf(text, isKey);
    if (style === "literal") {
      this.#literal(text, indent);
      return;
    }
    if (style === "double") {
      this.#double(text, indent, isKey);
      return;
    }
    const quote = style === "single" ? "'" : "";
    this.#line += quote;
    this.#folded(text, indent, isKey, quote);
    this.#line += quote;
  }

  #folded(text: string, indent: number, isKey: boolean, quote: string): void {
    // Only what goes beyond the width can be folded; most texts do not.
    if (this.#column + text.length <= WIDTH) {
      this.#line += quote === "" ? text : text.replaceAll("'", "''");
      return;
    }
    const characters = [...text];
    let afterSpace = false;
    characters.forEach((character, at) => {
      const isInner = quote === "" || (at > 0 && at < characters.length - 1);
      const canFold = !isKey && !afterSpace && isInner && characters[at + 1] !== " ";
      if (character === " ") {
        if (canFold && this.#column > WIDTH) this.#break(indent);
        else this.#line += " ";
        afterSpace = true;
        return;
      }
      this.#line += character === "'" && quote !== "" ? "''" : character;
      afterSpace = false;
    });
  }

  #double(text: string, indent: number, isKey: boolean): void {
    this.#line += '"';
    const characters = [...text];
    let afterSpace = false;
    characters.forEach((character, at) => {
      const isInner = at > 0 && at < characters.length - 1;
      if (character === " ") {
        if (!isKey && !afterSpace && isInner && this.#column > WIDTH) {
          this.#break(indent);
          if (characters[at + 1] === " ") this.#line += "\\";
        } else this.#line += " ";
        afterSpace = true;
        return;
      }
      this.#line += escaped(character);
      afterSpace = false;
    });
    this.#line += '"';
  }

  #literal(text: string, indent: number): void {
    const hint = /^[ \n]/.test(text) ? "2" : "";
    const chomp = text.endsWith("\n") ? (/^\n$|\n\n$/.test(text) ? "+" : "") : "-";
    this.#line += `|${hint}${chomp}`;
    const body = text.endsWith("\n") ? text.slice(0, -1) : text;
    for (const line of body.split("\n")) {
      this.#end();
      if (line === "") continue;
      this.#line += " ".repeat(indent);
      this.#line += line;
    }
  }

  #break(indent: number): void {
    this.#end();
    this.#line += " ".repeat(indent);
  }

  /** Characters on the present line. */
  get #column(): number {
    return [...this.#line].length;
  }

  #end(): void {
    this.#before += `${this.#line}\n`;
    this.#line = "";
  }
}

/** The key behind its margin, put together once for each. */
function indented({ text, indented: known }: Key, indent: number, margin: string): string {
  const line = known[indent] ?? margin + text;
  known[indent] = line;
  return line;
}

function areEqual(some: readonly string[], others: readonly string[]): boolean {
  for (let index = 0; index < some.length; index++) if (some[index] !== others[index]) return false;
  return true;
}

function hasFields(value: Readonly<Record<string, unknown>>): boolean {
  for (const name in value) if (value[name] !== undefined) return true;
  return false;
}

function numberText(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e21) return String(value);
  return String(value).replace(/e([+-])(\d)$/, "e$10$2");
}

const SHORT: Readonly<Record<string, string>> = {
  "\0": "\\0",
  "\x07": "\\a",
  "\b": "\\b",
  "\t": "\\t",
  "\n": "\\n",
  "\v": "\\v",
  "\f": "\\f",
  "\r": "\\r",
  "\x1b": "\\e",
  '"': '\\"',
  "\\": "\\\\",
  "\u0085": "\\N",
  "\u2028": "\\L",
  "\u2029": "\\P",
  "\ufeff": "\\uFEFF",
};

function escaped(character: string): string {
  if (Object.hasOwn(SHORT, character)) return SHORT[character] ?? "";
  const code = character.codePointAt(0) ?? 0;
  if (isPrintable(code)) return character;
  const hex = code.toString(16).toUpperCase();
  if (code <= 0xff) return `\\x${hex.padStart(2, "0")}`;
  return code <= 0xffff ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`;
}
