import { parseDuration } from "../../../values/duration.ts";
import { CommandError } from "../failure.ts";
import type { Flag } from "./flag.ts";

/** A command line after its flags were read. */
export interface Parsed {
  readonly flags: FlagValues;
  readonly args: readonly string[];
  /** How many of `args` stand before `--`; `undefined` without one. */
  readonly dash: number | undefined;
}

/** What the flags of one command line say. Asking for a flag that the command does not declare throws. */
export class FlagValues {
  readonly #known: ReadonlyMap<string, Flag>;
  readonly #given = new Map<string, string[]>();

  constructor(known: ReadonlyMap<string, Flag>) {
    this.#known = known;
  }

  /** Keeps a value; refuses in Go's words what the type of the flag cannot hold. */
  set(flag: Flag, value: string): string | undefined {
    const problem = problemOf(flag, value);
    if (problem !== undefined) return problem;
    const values = this.#given.get(flag.name) ?? [];
    if (flag.type === "slice") values.push(...splitSlice(value));
    else if (flag.type === "array") values.push(value);
    else values.splice(0, 1, value);
    this.#given.set(flag.name, values);
    return undefined;
  }

  has(name: string): boolean {
    return this.#known.has(name);
  }

  isList(name: string): boolean {
    return ["slice", "array"].includes(this.#flag(name).type);
  }

  changed(name: string): boolean {
    return this.#given.has(name);
  }

  text(name: string): string {
    return this.#given.get(name)?.[0] ?? this.#flag(name).initial;
  }

  bool(name: string): boolean {
    return isTrue(this.text(name));
  }

  int(name: string): number {
    return Number(this.text(name));
  }

  /** Seconds. */
  duration(name: string): number {
    return parseDuration(this.text(name)) ?? 0;
  }

  list(name: string): readonly string[] {
    this.#flag(name);
    return this.#given.get(name) ?? [];
  }

  #flag(name: string): Flag {
    const flag = this.#known.get(name);
    if (flag === undefined) throw new Error(`flag --${name} is not declared`);
    return flag;
  }
}

const TRUE: ReadonlySet<string> = new Set(["1", "t", "T", "true", "TRUE", "True"]);
const FALSE: ReadonlySet<string> = new Set(["0", "f", "F", "false", "FALSE", "False"]);

function isTrue(value: string): boolean {
  return TRUE.has(value);
}

function problemOf({ type }: Flag, value: string): string | undefined {
  if (type === "bool" && !TRUE.has(value) && !FALSE.has(value))
    return `strconv.ParseBool: parsing ${JSON.stringify(value)}: invalid syntax`;
  if (type === "int" && !/^[+-]?(\d+|0x[\da-f]+)$/i.test(value))
    return `strconv.ParseInt: parsing ${JSON.stringify(value)}: invalid syntax`;
  if (type === "duration" && parseDuration(value) === undefined)
    return `time: invalid duration ${JSON.stringify(value)}`;
  return undefined;
}

/** One line of CSV, as pflag's string slices are read. */
function splitSlice(value: string): readonly string[] {
  if (value === "") return [];
  const parts = value.match(/("([^"]|"")*"|[^,]*)(,|$)/g) ?? [];
  const cells = parts.map((part) => part.replace(/,$/, ""));
  if (!value.endsWith(",")) cells.pop();
  return cells.map((cell) => (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell));
}

export interface Reading {
  /** What the refusal of a flag ends with. */
  readonly usage: string;
  /** Whether flags may stand behind the first word: else all that follows are words. */
  readonly interspersed: boolean;
}

/** Reads flags as pflag does, `--` and joined letters included. */
export function parseFlags(argv: readonly string[], known: readonly Flag[], reading: Reading): Parsed {
  const reader = new Reader(argv, known, reading);
  return reader.read();
}

class Reader {
  readonly #argv: readonly string[];
  readonly #usage: string;
  readonly #interspersed: boolean;
  readonly #long: ReadonlyMap<string, Flag>;
  readonly #short: ReadonlyMap<string, Flag>;
  readonly #values: FlagValues;
  #at = 0;

  constructor(argv: readonly string[], known: readonly Flag[], { usage, interspersed }: Reading) {
    this.#argv = argv;
    this.#usage = usage;
    this.#interspersed = interspersed;
    this.#long = new Map(known.map((flag) => [flag.name, flag]));
    this.#short = new Map(known.flatMap((flag) => (flag.short === undefined ? [] : [[flag.short, flag]])));
    this.#values = new FlagValues(this.#long);
  }

  read(): Parsed {
    const args: string[] = [];
    let dash: number | undefined;
    while (this.#at < this.#argv.length) {
      const word = this.#argv[this.#at++] ?? "";
      if (word === "--") {
        dash = args.length;
        args.push(...this.#argv.slice(this.#at));
        break;
      }
      if (word.startsWith("--")) this.#readLong(word);
      else if (word.startsWith("-") && word.length > 1) this.#readShort(word);
      else {
        args.push(word);
        if (!this.#interspersed) args.push(...this.#argv.slice(this.#at));
        if (!this.#interspersed) break;
      }
    }
    return { flags: this.#values, args, dash };
  }

  #readLong(word: string): void {
    const equals = word.indexOf("=");
    const name = word.slice(2, equals < 0 ? undefined : equals);
    if (name === "" || name.startsWith("-")) throw this.#refuse(`bad flag syntax: ${word}`);
    const flag = this.#long.get(name.replaceAll("_", "-"));
    if (flag === undefined) throw this.#refuse(`unknown flag: --${name}`);
    if (equals >= 0) this.#set(flag, word.slice(equals + 1));
    else if (flag.alone !== undefined) this.#set(flag, flag.alone);
    else this.#set(flag, this.#next(`flag needs an argument: --${name}`));
  }

  #readShort(word: string): void {
    for (let at = 1; at < word.length; at++) {
      const letter = word[at] ?? "";
      const flag = this.#short.get(letter);
      if (flag === undefined) throw this.#refuse(`unknown shorthand flag: '${letter}' in -${word.slice(at)}`);
      const rest = word.slice(at + 1);
      if (rest.startsWith("=") && rest.length > 1) {
        this.#set(flag, rest.slice(1));
        return;
      }
      if (flag.alone !== undefined) this.#set(flag, flag.alone);
      else if (rest !== "") {
        this.#set(flag, rest);
        return;
      } else {
        this.#set(flag, this.#next(`flag needs an argument: '${letter}' in -${word.slice(at)}`));
        return;
      }
    }
  }

  #next(missing: string): string {
    const value = this.#argv[this.#at++];
    if (value === undefined) throw this.#refuse(missing);
    return value;
  }

  #set(flag: Flag, value: string): void {
    const problem = this.#values.set(flag, value);
    if (problem === undefined) return;
    const shown = flag.short === undefined ? `--${flag.name}` : `-${flag.short}, --${flag.name}`;
    throw this.#refuse(
      `invalid argument ${JSON.stringify(value)} for ${JSON.stringify(shown)} flag: ${problem}`,
    );
  }

  #refuse(words: string): CommandError {
    return new CommandError(`error: ${words}\n${this.#usage}`);
  }
}
