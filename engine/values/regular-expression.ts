/**
 * Regular expressions in RE2's syntax, which the proxies of the edge take from manifests: neither back references nor
 * look-around, and matching takes time in proportion to the text, whatever the expression.
 */
export interface RegularExpression {
  /** Whether the whole text matches. */
  matches(text: string): boolean;
}

type Accepts = (code: number) => boolean;

/** A state: reads one character and goes on, or goes on in two ways at once, or is the end. */
type State =
  | { readonly kind: "read"; readonly accepts: Accepts; next: number }
  | { readonly kind: "split"; next: number; other: number }
  | { readonly kind: "end" };

/** A part of the automaton: where it starts, and the exits that still lead nowhere. */
interface Part {
  readonly start: number;
  readonly exits: readonly ((to: number) => void)[];
}

/** States of one expression; repetitions multiply them. */
const MOST_STATES = 2000;
/** RE2's bound of a repetition. */
const MOST_REPEATS = 1000;

class SyntaxProblem extends Error {}

/** The expression ready to match, or what is wrong with it. */
export function compileRegularExpression(source: string): RegularExpression | { readonly problem: string } {
  try {
    const parser = new Parser(source);
    const states = parser.compile();
    return { matches: (text) => run(states, parser.start, text) };
  } catch (error) {
    if (error instanceof SyntaxProblem) return { problem: error.message };
    throw error;
  }
}

function run(states: readonly State[], start: number, text: string): boolean {
  let current = closure(states, [start]);
  for (const letter of text) {
    const code = letter.codePointAt(0) ?? 0;
    const next: number[] = [];
    for (const index of current) {
      const state = states[index];
      if (state?.kind === "read" && state.accepts(code)) next.push(state.next);
    }
    if (next.length === 0) return false;
    current = closure(states, next);
  }
  return [...current].some((index) => states[index]?.kind === "end");
}

/** The states that can be reached without reading. */
function closure(states: readonly State[], from: readonly number[]): ReadonlySet<number> {
  const found = new Set<number>();
  const open = [...from];
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    if (found.has(index)) continue;
    found.add(index);
    const state = states[index];
    if (state?.kind === "split") open.push(state.next, state.other);
  }
  return found;
}

const ANY: Accepts = (code) => code !== 10;
const CLASSES: Readonly<Record<string, Accepts>> = {
  d: (code) => code >= 48 && code <= 57,
  s: (code) => [9, 10, 12, 13, 32].includes(code),
  w: (code) => /[0-9A-Za-z_]/.test(String.fromCodePoint(code)),
};
const CONTROLS: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", f: "\f", v: "\v" };

class Parser {
  readonly #text: readonly string[];
  readonly #states: State[] = [];
  #at = 0;
  #foldsCase = false;
  start = 0;

  constructor(source: string) {
    this.#text = [...source];
  }

  compile(): readonly State[] {
    if (this.#text.slice(0, 4).join("") === "(?i)") {
      this.#foldsCase = true;
      this.#at = 4;
    }
    const whole = this.#alternatives();
    if (this.#at < this.#text.length) throw new SyntaxProblem(`unexpected ${this.#peek()}`);
    const end = this.#add({ kind: "end" });
    for (const exit of whole.exits) exit(end);
    this.start = whole.start;
    return this.#states;
  }

  #alternatives(): Part {
    let part = this.#sequence();
    while (this.#take("|")) part = this.#either(part, this.#sequence());
    return part;
  }

  #either(a: Part, b: Part): Part {
    const start = this.#add({ kind: "split", next: a.start, other: b.start });
    return { start, exits: [...a.exits, ...b.exits] };
  }

  #sequence(): Part {
    let part = this.#nothing();
    while (this.#at < this.#text.length && this.#peek() !== "|" && this.#peek() !== ")") {
      const next = this.#repeated();
      for (const exit of part.exits) exit(next.start);
      part = { start: part.start, exits: next.exits };
    }
    return part;
  }

  /** A split whose two ways are one. */
  #nothing(): Part {
    const start = this.#add({ kind: "split", next: -1, other: -1 });
    return { start, exits: [this.#exit(start, "next")] };
  }

  #repeated(): Part {
    const begin = this.#at;
    let part = this.#atom();
    for (;;) {
      const times = this.#times();
      if (times === undefined) return part;
      this.#take("?");
      part = this.#repeat(part, begin, this.#at, times);
    }
  }

  #times(): readonly [least: number, most: number] | undefined {
    if (this.#take("*")) return [0, Number.POSITIVE_INFINITY];
    if (this.#take("+")) return [1, Number.POSITIVE_INFINITY];
    if (this.#take("?")) return [0, 1];
    const bounds = /^\{(\d+)(,?)(\d*)\}/.exec(this.#text.slice(this.#at, this.#at + 12).join(""));
    if (bounds === null) return undefined;
    this.#at += bounds[0].length;
    const least = Number(bounds[1]);
    const most = bounds[2] === "" ? least : bounds[3] === "" ? Number.POSITIVE_INFINITY : Number(bounds[3]);
    const bounded = most === Number.POSITIVE_INFINITY ? least : most;
    if (most < least || bounded > MOST_REPEATS) throw new SyntaxProblem(`bad repetition ${bounds[0]}`);
    return [least, most];
  }

  /** The part is there once; further copies are made by reading it again. */
  #repeat(first: Part, begin: number, end: number, [least, most]: readonly [number, number]): Part {
    const copy = (): Part => {
      this.#at = begin;
      const part = this.#atom();
      this.#at = end;
      return part;
    };
    let whole = this.#nothing();
    const append = (part: Part): void => {
      for (const exit of whole.exits) exit(part.start);
      whole = { start: whole.start, exits: part.exits };
    };
    for (let count = 0; count < least; count++) append(count === 0 ? first : copy());
    if (most === Number.POSITIVE_INFINITY) {
      append(this.#loop(least === 0 ? first : copy()));
      return whole;
    }
    for (let count = least; count < most; count++) append(this.#optional(count === 0 ? first : copy()));
    return whole;
  }

  #loop(part: Part): Part {
    const start = this.#add({ kind: "split", next: part.start, other: -1 });
    for (const exit of part.exits) exit(start);
    return { start, exits: [this.#exit(start, "other")] };
  }

  #optional(part: Part): Part {
    const start = this.#add({ kind: "split", next: part.start, other: -1 });
    return { start, exits: [...part.exits, this.#exit(start, "other")] };
  }

  #atom(): Part {
    const letter = this.#next();
    switch (letter) {
      case "(":
        return this.#group();
      case "[":
        return this.#read(this.#set());
      case ".":
        return this.#read(ANY);
      case "\\":
        return this.#read(this.#escape());
      case "^":
        if (this.#at === 1 || this.#text.slice(0, 5).join("") === "(?i)^") return this.#nothing();
        throw new SyntaxProblem("^ stands at the beginning only");
      case "$":
        if (this.#at === this.#text.length) return this.#nothing();
        throw new SyntaxProblem("$ stands at the end only");
      case "*":
      case "+":
      case "?":
        throw new SyntaxProblem(`nothing to repeat before ${letter}`);
      default:
        return this.#read(this.#literal(letter));
    }
  }

  #group(): Part {
    if (this.#take("?") && !this.#take(":")) {
      const name = /^P?<[A-Za-z_]\w*>/.exec(this.#text.slice(this.#at).join(""));
      if (name === null)
        throw new SyntaxProblem("groups are (…), (?:…) or (?P<name>…); look-around is not known");
      this.#at += name[0].length;
    }
    const part = this.#alternatives();
    if (!this.#take(")")) throw new SyntaxProblem("a group is not closed");
    return part;
  }

  #escape(): Accepts {
    const letter = this.#next();
    const lower = letter.toLowerCase();
    const known = CLASSES[lower];
    if (known !== undefined) return letter === lower ? known : (code) => !known(code);
    if (/[0-9]/.test(letter)) throw new SyntaxProblem("back references are not known");
    const control = CONTROLS[letter];
    if (control === undefined && /[A-Za-z]/.test(letter)) throw new SyntaxProblem(`\\${letter} is not known`);
    return this.#literal(control ?? letter);
  }

  #set(): Accepts {
    const negated = this.#take("^");
    const members: Accepts[] = [];
    for (let first = true; first || this.#peek() !== "]"; first = false) {
      const letter = this.#next();
      if (letter === "\\" && CLASSES[this.#peek().toLowerCase()] !== undefined) {
        members.push(this.#escape());
        continue;
      }
      const low = letter === "\\" ? this.#next() : letter;
      if (this.#peek() !== "-" || this.#text[this.#at + 1] === "]") {
        members.push(this.#literal(low));
        continue;
      }
      this.#at++;
      const next = this.#next();
      members.push(this.#range(low, next === "\\" ? this.#next() : next));
    }
    this.#at++;
    return (code) => members.some((accepts) => accepts(code)) !== negated;
  }

  #range(low: string, high: string): Accepts {
    const [from = 0, to = 0] = [low.codePointAt(0), high.codePointAt(0)];
    if (to < from) throw new SyntaxProblem(`bad range ${low}-${high}`);
    if (!this.#foldsCase) return (code) => code >= from && code <= to;
    return (code) => bothCases(code).some((one) => one >= from && one <= to);
  }

  #literal(letter: string): Accepts {
    const wanted = letter.codePointAt(0) ?? 0;
    return this.#foldsCase ? (code) => bothCases(code).includes(wanted) : (code) => code === wanted;
  }

  #read(accepts: Accepts): Part {
    const start = this.#add({ kind: "read", accepts, next: -1 });
    return { start, exits: [this.#exit(start, "next")] };
  }

  #exit(index: number, way: "next" | "other"): (to: number) => void {
    return (to) => {
      const state = this.#states[index];
      if (state?.kind === "split") {
        state[way] = to;
        if (state.other < 0 && way === "next") state.other = to;
      } else if (state?.kind === "read") state.next = to;
    };
  }

  #add(state: State): number {
    if (this.#states.length >= MOST_STATES) throw new SyntaxProblem("the expression is too large");
    return this.#states.push(state) - 1;
  }

  #peek(): string {
    return this.#text[this.#at] ?? "";
  }

  #next(): string {
    const letter = this.#text[this.#at++];
    if (letter === undefined) throw new SyntaxProblem("the expression ends too early");
    return letter;
  }

  #take(letter: string): boolean {
    if (this.#peek() !== letter || letter === "") return false;
    this.#at++;
    return true;
  }
}

function bothCases(code: number): readonly number[] {
  const letter = String.fromCodePoint(code);
  return [letter.toLowerCase().codePointAt(0) ?? 0, letter.toUpperCase().codePointAt(0) ?? 0];
}
