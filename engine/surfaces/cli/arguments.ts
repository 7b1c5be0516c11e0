import { type ParseArgsConfig, parseArgs } from "node:util";
import { suggest } from "../../index.ts";
import { UsageError } from "./io.ts";

type Options = NonNullable<ParseArgsConfig["options"]>;

/** Flags of every command. */
const COMMON: Options = {
  help: { type: "boolean", short: "h" },
  color: { type: "boolean" },
  debug: { type: "boolean" },
};

export interface Arguments {
  readonly positionals: readonly string[];
  /** Everything after `--`. */
  readonly rest: readonly string[];
  has(flag: string): boolean;
  /** The last value of a flag that takes one. */
  value(flag: string): string | undefined;
  /** Every value of a flag that may be repeated. */
  values(flag: string): readonly string[];
  /** A flag that was negated: `--no-color`. */
  negated(flag: string): boolean;
}

/** Reads a command's arguments. Throws `UsageError` with what was probably meant. */
export function readArguments(argv: readonly string[], options: Options): Arguments {
  const end = argv.indexOf("--");
  const own = end < 0 ? argv : argv.slice(0, end);
  const rest = end < 0 ? [] : argv.slice(end + 1);
  const all = { ...COMMON, ...options };
  const { values, positionals } = parse(own, all);
  return {
    positionals,
    rest,
    has: (flag) => values[flag] === true,
    negated: (flag) => values[flag] === false,
    value: (flag) => [values[flag] ?? []].flat().map(String).at(-1),
    values: (flag) => [values[flag] ?? []].flat().map(String),
  };
}

function parse(args: readonly string[], options: Options): ReturnType<typeof parseArgs> {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, allowNegative: true });
  } catch (error) {
    throw new UsageError(explain(error instanceof Error ? error.message : String(error), options));
  }
}

function explain(message: string, options: Options): string {
  const unknown = /Unknown option '(--?[^']*)'/.exec(message)?.[1];
  if (unknown === undefined) return message.split(". ")[0] ?? message;
  const flags = Object.keys(options).map((name) => `--${name}`);
  const [near] = suggest(unknown, flags, 1);
  return `unknown option ${unknown}${near === undefined ? "" : `; did you mean ${near}?`}`;
}

/** One of the allowed words. Throws `UsageError`. */
export function oneOf<T extends string>(flag: string, text: string, allowed: readonly T[]): T {
  const found = allowed.find((word) => word === text);
  if (found !== undefined) return found;
  throw new UsageError(`${flag} ${text}: expected ${allowed.join(", ")}`);
}
