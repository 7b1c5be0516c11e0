import type { Issue } from "../../values/issue.ts";
import { type FieldPath, formatFieldPath, type Source } from "../../values/source.ts";
import { suggest } from "../../values/suggest.ts";

export type Note = (issue: Issue) => void;

/** A mapping in a lab's YAML, read key by key. What is wrong is noted with its line, and reading goes on. */
export class Fields {
  readonly #values: Readonly<Record<string, unknown>>;
  readonly #source: Source;
  readonly #path: FieldPath;
  readonly #note: Note;

  constructor(value: unknown, source: Source, known: readonly string[], note: Note, path: FieldPath = []) {
    const isMapping = typeof value === "object" && value !== null && !Array.isArray(value);
    this.#values = isMapping ? (value as Readonly<Record<string, unknown>>) : {};
    this.#source = source;
    this.#path = path;
    this.#note = note;
    if (!isMapping) this.wrong([], `expected ${known.join(", ")}`);
    for (const key of Object.keys(this.#values)) {
      if (known.includes(key)) continue;
      const [near] = suggest(key, known, 1);
      const remedy = near === undefined ? `known are ${known.join(", ")}` : `did you mean ${near}?`;
      this.wrong([key], `unknown key ${key}`, remedy);
    }
  }

  has(key: string): boolean {
    return Object.hasOwn(this.#values, key);
  }

  /** A text that has to be there; empty when it is not. */
  text(key: string): string {
    const value = this.#own(key);
    if (typeof value === "string" && value.trim() !== "") return value.trim();
    this.wrong([key], value === undefined ? `${key} is missing` : `${key}: expected a text`);
    return "";
  }

  optionalText(key: string): string | undefined {
    return this.has(key) ? this.text(key) : undefined;
  }

  /** One of some words, the first when it is something else. */
  oneOf<const T extends string>(key: string, words: readonly [T, ...T[]]): T {
    const text = this.text(key);
    const found = words.find((word) => word === text);
    if (found === undefined && text !== "") this.wrong([key], `${key}: expected ${words.join(", ")}`);
    return found ?? words[0];
  }

  positive(key: string): number {
    const value = this.#own(key);
    if (typeof value === "number" && Number.isInteger(value) && value > 0) return value;
    this.wrong([key], value === undefined ? `${key} is missing` : `${key}: expected a whole number above 0`);
    return 1;
  }

  /** A list of texts; a text alone is a list of one. */
  texts(key: string, least = 0): readonly string[] {
    const value = this.#own(key);
    const list: readonly unknown[] = value === undefined ? [] : Array.isArray(value) ? value : [value];
    if (list.length < least) this.wrong([key], `${key} is missing`);
    return list.flatMap((one, index) => {
      if (typeof one === "string" && one.trim() !== "") return [one.trim()];
      this.wrong([key, index], `${key}: expected a text`);
      return [];
    });
  }

  /** A mapping below a key. */
  inner(key: string, known: readonly string[]): Fields {
    return new Fields(this.#own(key), this.#source, known, this.#note, [...this.#path, key]);
  }

  /** Names of a mapping below a key, none when it is absent. */
  names(key: string): readonly string[] {
    const value = this.#own(key);
    if (value === undefined) return [];
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return Object.keys(value);
    this.wrong([key], `${key}: expected a mapping`);
    return [];
  }

  /** A mapping below the mapping of a key. */
  entry(key: string, name: string, known: readonly string[]): Fields {
    const value = (this.#own(key) as Readonly<Record<string, unknown>>)[name];
    return new Fields(value, this.#source, known, this.#note, [...this.#path, key, name]);
  }

  wrong(path: FieldPath, message: string, remedy?: string): void {
    const whole = [...this.#path, ...path];
    this.#note({
      severity: "error",
      code: "lab-invalid",
      message,
      field: formatFieldPath(whole),
      at: this.#source.at(whole),
      ...(remedy === undefined ? {} : { remedy }),
    });
  }

  #own(key: string): unknown {
    return this.has(key) ? this.#values[key] : undefined;
  }
}
