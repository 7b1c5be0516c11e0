import { isJson } from "../server/api.ts";
import { compareKeys } from "./yaml-keys.ts";
import { isPrintable, styleOf } from "./yaml-scalar.ts";

/** Columns after which a scalar is folded at the next space. */
const WIDTH = 80;
const LONGEST_SIMPLE_KEY = 128;

/** A JSON value as `sigs.k8s.io/yaml` writes it, line end included. */
export function goYaml(value: unknown): string {
  const emitter = new Emitter();
  emitter.node(value, 0, "root");
  return emitter.text;
}

type Place = "root" | "value" | "item";

/** A key with its colon, and whether it is too long for one line. */
interface Key {
  readonly text: string;
  readonly isSimple: boolean;
}

interface Order {
  readonly keys: readonly string[];
  readonly order: readonly string[];
}

class Emitter {
  #before = "";
  /** The line that is being written: only its length says where a text is folded. */
  #line = "";
  /** The same words come again and again: keys, kinds, labels. What a text becomes wherever it stands. */
  readonly #scalars = new Map<string, string>();
  readonly #keys = new Map<string, Key>();
  readonly #orders = new Map<string, Order>();

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
    const shape = keys.join("\n");
    const known = this.#orders.get(shape);
    if (known?.keys.every((key, index) => key === keys[index])) return known.order;
    const order = [...keys].sort(compareKeys);
    this.#orders.set(shape, { keys, order });
    return order;
  }

  #keyOf(name: string, indent: number): Key {
    let key = this.#keys.get(name);
    if (key === undefined) {
      const isSimple = name.length <= LONGEST_SIMPLE_KEY && !name.includes("\n");
      const inner = new Emitter();
      inner.#string(name, indent, true);
      key = { text: isSimple ? `${inner.text}:` : inner.text, isSimple };
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
    if (typeof value === "string") this.#value(value, indent);
    else if (Array.isArray(value)) this.#line += "[]";
    else if (isJson(value)) this.#line += "{}";
    else this.#line += typeof value === "number" ? numberText(value) : String(value ?? null);
  }

  /** A text that has neither spaces nor line breaks is written alike wherever it stands. */
  #value(text: string, indent: number): void {
    let known = this.#scalars.get(text);
    if (known === undefined && !/[ \n]/.test(text)) {
      const inner = new Emitter();
      inner.#string(text, indent, false);
      known = inner.text;
      this.#scalars.set(text, known);
    }
    if (known === undefined) this.#string(text, indent, false);
    else this.#line += known;
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

function hasFields(value: Readonly<Record<string, unknown>>): boolean {
  return Object.values(value).some((one) => one !== undefined);
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
