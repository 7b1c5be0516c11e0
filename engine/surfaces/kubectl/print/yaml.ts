import { isJson } from "../server/api.ts";
import { compareKeys } from "./yaml-keys.ts";
import { isPrintable, type Style, styleOf } from "./yaml-scalar.ts";

/** Columns after which a scalar is folded at the next space. */
const WIDTH = 80;
const LONGEST_SIMPLE_KEY = 128;
const ASCII = /^[ -~]*$/;

/** A JSON value as `sigs.k8s.io/yaml` writes it, line end included. */
export function goYaml(value: unknown): string {
  const emitter = new Emitter();
  emitter.node(value, 0, "root");
  return emitter.text;
}

type Place = "root" | "value" | "item";

class Emitter {
  text = "";
  #column = 0;
  readonly #styles = new Map<string, Style>();
  readonly #keyStyles = new Map<string, Style>();

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
    const keys = Object.keys(value).filter((key) => value[key] !== undefined);
    keys.sort(compareKeys).forEach((key, index) => {
      if (place !== "item" || index > 0) this.#indent(indent);
      else this.#put(" ");
      const isSimple = key.length <= LONGEST_SIMPLE_KEY && !key.includes("\n");
      if (!isSimple) this.#put("? ");
      this.#string(key, indent + 2, true);
      if (!isSimple) {
        this.#end();
        this.#indent(indent);
      }
      this.#put(":");
      const child = value[key];
      // A list inside a map stands under its key, not to the right of it.
      this.node(child, Array.isArray(child) && child.length > 0 ? indent : indent + 2, "value");
    });
  }

  #list(value: readonly unknown[], indent: number, place: Place): void {
    if (place === "value") this.#end();
    value.forEach((item, index) => {
      if (place !== "item" || index > 0) this.#indent(indent);
      else this.#put(" ");
      this.#put("-");
      this.node(item, indent + 2, "item");
    });
  }

  #scalar(value: unknown, indent: number, place: Place): void {
    if (place !== "root") this.#put(" ");
    if (typeof value === "string") this.#string(value, indent, false);
    else if (Array.isArray(value)) this.#put("[]");
    else if (isJson(value)) this.#put("{}");
    else this.#put(typeof value === "number" ? numberText(value) : String(value ?? null));
  }

  #string(text: string, indent: number, isKey: boolean): void {
    const style = this.#styleOf(text, isKey);
    if (style === "literal") {
      this.#literal(text, indent);
      return;
    }
    if (style === "double") {
      this.#double(text, indent, isKey);
      return;
    }
    const quote = style === "single" ? "'" : "";
    this.#put(quote);
    this.#folded(text, indent, isKey, quote);
    this.#put(quote);
  }

  /** The same words come again and again: keys, kinds, labels. */
  #styleOf(text: string, isKey: boolean): Style {
    const known = isKey ? this.#keyStyles : this.#styles;
    let style = known.get(text);
    if (style === undefined) {
      style = styleOf(text, isKey);
      known.set(text, style);
    }
    return style;
  }

  #folded(text: string, indent: number, isKey: boolean, quote: string): void {
    // Only what goes beyond the width can be folded; most texts do not.
    if (this.#column + text.length <= WIDTH) {
      this.#put(quote === "" ? text : text.replaceAll("'", "''"));
      return;
    }
    const characters = [...text];
    let afterSpace = false;
    characters.forEach((character, at) => {
      const isInner = quote === "" || (at > 0 && at < characters.length - 1);
      const canFold = !isKey && !afterSpace && isInner && characters[at + 1] !== " ";
      if (character === " ") {
        if (canFold && this.#column > WIDTH) this.#break(indent);
        else this.#put(" ");
        afterSpace = true;
        return;
      }
      this.#put(character === "'" && quote !== "" ? "''" : character);
      afterSpace = false;
    });
  }

  #double(text: string, indent: number, isKey: boolean): void {
    this.#put('"');
    const characters = [...text];
    let afterSpace = false;
    characters.forEach((character, at) => {
      const isInner = at > 0 && at < characters.length - 1;
      if (character === " ") {
        if (!isKey && !afterSpace && isInner && this.#column > WIDTH) {
          this.#break(indent);
          if (characters[at + 1] === " ") this.#put("\\");
        } else this.#put(" ");
        afterSpace = true;
        return;
      }
      this.#put(escaped(character));
      afterSpace = false;
    });
    this.#put('"');
  }

  #literal(text: string, indent: number): void {
    const hint = /^[ \n]/.test(text) ? "2" : "";
    const chomp = text.endsWith("\n") ? (/^\n$|\n\n$/.test(text) ? "+" : "") : "-";
    this.#put(`|${hint}${chomp}`);
    const body = text.endsWith("\n") ? text.slice(0, -1) : text;
    for (const line of body.split("\n")) {
      this.#end();
      if (line === "") continue;
      this.#indent(indent);
      this.#put(line);
    }
  }

  #break(indent: number): void {
    this.#end();
    this.#indent(indent);
  }

  #indent(indent: number): void {
    this.#put(" ".repeat(indent));
  }

  #put(text: string): void {
    this.text += text;
    this.#column += ASCII.test(text) ? text.length : [...text].length;
  }

  #end(): void {
    this.text += "\n";
    this.#column = 0;
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
