/** Which flags of a tool take a value: by letter and by long name. */
export interface FlagSpec {
  /** Long names by letter, `""` for a flag that has none. */
  readonly letters?: Readonly<Record<string, string>>;
  /** Long names of flags that take a value. */
  readonly values: readonly string[];
  /** Long names of flags that take none. */
  readonly switches: readonly string[];
}

export interface Flags {
  readonly positionals: readonly string[];
  has(name: string): boolean;
  /** The last value. */
  value(name: string): string | undefined;
  values(name: string): readonly string[];
  /** The first flag that the tool does not know, as written. */
  readonly unknown: string | undefined;
  /** The first flag whose value is missing. */
  readonly missing: string | undefined;
}

/** getopt_long's reading: letters may be joined, a value may follow its flag at once, `--` ends the flags. */
export function readFlags(argv: readonly string[], { letters = {}, values, switches }: FlagSpec): Flags {
  const found = new Map<string, string[]>();
  const positionals: string[] = [];
  let unknown: string | undefined;
  let missing: string | undefined;
  const set = (name: string, value: string): void =>
    void found.set(name, [...(found.get(name) ?? []), value]);
  const rest = [...argv];
  const take = (name: string, written: string, given: string | undefined): void => {
    const value = given ?? rest.shift();
    if (value === undefined) missing ??= written;
    else set(name, value);
  };
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    if (arg === "--") {
      positionals.push(...rest.splice(0));
    } else if (arg.startsWith("--")) {
      const [name = "", given] = splitOnce(arg.slice(2), "=");
      if (values.includes(name)) take(name, arg, given);
      else if (switches.includes(name)) set(name, "");
      else unknown ??= arg;
    } else if (arg.startsWith("-") && arg.length > 1) {
      for (let at = 1; at < arg.length; at++) {
        const letter = arg[at] ?? "";
        const name = Object.hasOwn(letters, letter) ? letters[letter] : undefined;
        if (name === undefined) {
          unknown ??= `-${letter}`;
          break;
        }
        if (values.includes(name)) {
          const given = arg.slice(at + 1);
          take(name, `-${letter}`, given === "" ? undefined : given);
          break;
        }
        set(name, "");
      }
    } else positionals.push(arg);
  }
  return {
    positionals,
    has: (name) => found.has(name),
    value: (name) => found.get(name)?.at(-1),
    values: (name) => found.get(name) ?? [],
    unknown,
    missing,
  };
}

function splitOnce(text: string, at: string): readonly [string, string | undefined] {
  const index = text.indexOf(at);
  return index < 0 ? [text, undefined] : [text.slice(0, index), text.slice(index + 1)];
}
