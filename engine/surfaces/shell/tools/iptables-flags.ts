/** Letters by long name. */
const LONG: Readonly<Record<string, string>> = {
  list: "L",
  "list-rules": "S",
  table: "t",
  numeric: "n",
  verbose: "v",
  exact: "x",
  "line-numbers": "0",
  wait: "w",
  ipv4: "4",
  ipv6: "6",
  version: "V",
};

/** Commands that change a table. */
export const CHANGING = "ADIRFZNXEPC";

/** What `iptables` is asked to show. */
export interface Request {
  readonly table: string;
  /** A letter: `L`, `S`, `V` for the version, or one of `CHANGING`. */
  readonly command: string;
  readonly chain: string | undefined;
  readonly number: string | undefined;
  readonly letters: ReadonlySet<string>;
}

/** getopt's reading, with values that may be left out behind `-L`, `-S` and `-w`; a problem in iptables' words. */
export function readRequest(argv: readonly string[]): Request | string {
  const reader = new Reader(argv);
  const problem = reader.read();
  if (problem !== undefined) return problem;
  const { table, command, chain, number, letters } = reader;
  if (letters.has("V")) return { table, command: "V", chain, number, letters };
  if (command === undefined) return "no command specified";
  const illegal = command === "S" ? [...letters].find((letter) => "nx0".includes(letter)) : undefined;
  if (illegal !== undefined) return illegalOption(illegal);
  return { table, command, chain, number, letters };
}

function illegalOption(letter: string): string {
  return `Illegal option \`-${letter}' with this command`;
}

class Reader {
  readonly letters = new Set<string>();
  table = "filter";
  command: string | undefined;
  chain: string | undefined;
  number: string | undefined;
  readonly #rest: string[];

  constructor(argv: readonly string[]) {
    this.#rest = [...argv];
  }

  /** The first problem. */
  read(): string | undefined {
    for (let arg = this.#rest.shift(); arg !== undefined; arg = this.#rest.shift()) {
      if (!arg.startsWith("-") || arg === "-") return `Bad argument \`${arg}'`;
      const letters = arg.startsWith("--") ? lettersOf(arg.slice(2)) : arg.slice(1);
      if (letters === undefined) return `unknown option "${arg}"`;
      const problem = this.#take(letters);
      if (problem !== undefined) return problem;
      if (this.command !== undefined && CHANGING.includes(this.command)) return undefined;
    }
    return undefined;
  }

  /** Letters behind one dash; the value of one of them may follow it at once. */
  #take(letters: string): string | undefined {
    for (let at = 0; at < letters.length; at++) {
      const letter = letters[at] ?? "";
      const attached = letters.slice(at + 1);
      if (letter === "t") {
        const value = attached === "" ? this.#rest.shift() : attached;
        if (value === undefined) return 'option "-t" requires an argument';
        this.table = value;
        return undefined;
      }
      if (letter === "L" || letter === "S") return this.#show(letter, attached);
      if (letter === "w" || letter === "W") {
        this.#optional(attached);
        return undefined;
      }
      if (CHANGING.includes(letter)) {
        this.command = letter;
        return undefined;
      }
      if ("nvx046V".includes(letter)) this.letters.add(letter);
      else if (!"psdijocfgm".includes(letter)) return `unknown option "-${letter}"`;
      else return this.command === undefined ? "no command specified" : illegalOption(letter);
    }
    return undefined;
  }

  #show(letter: string, attached: string): string | undefined {
    if (this.command !== undefined) return `Cannot use -${letter} with -${this.command}`;
    this.command = letter;
    this.chain = this.#optional(attached);
    if (this.chain !== undefined) this.number = this.#optional("");
    return this.number === undefined || /^[1-9]\d*$/.test(this.number)
      ? undefined
      : `Invalid rule number \`${this.number}'`;
  }

  #optional(attached: string): string | undefined {
    if (attached !== "") return attached;
    return /^[-!]/.test(this.#rest[0] ?? "-") ? undefined : this.#rest.shift();
  }
}

/** A long name may be cut short. */
function lettersOf(word: string): string | undefined {
  const [long = "", value = ""] = word.split("=");
  const names = Object.keys(LONG);
  const name =
    names.find((known) => known === long) ?? names.find((known) => long !== "" && known.startsWith(long));
  return name === undefined ? undefined : (LONG[name] ?? "") + value;
}
