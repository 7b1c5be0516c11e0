/** A template that cannot be read; `message` is in text/template's words, behind the template's name and line. */
export class TemplateSyntaxError extends Error {
  constructor(line: number, words: string) {
    super(`template: output:${line}: ${words}`);
    this.name = "TemplateSyntaxError";
  }
}

/** A number that a template writes with a point or an exponent: Go does not compare it with an integer. */
export class GoFloat {
  readonly value: number;
  constructor(value: number) {
    this.value = value;
  }
}

interface At {
  /** Where it stands: characters from the beginning. */
  readonly at: number;
  /** How Go writes the node in an error. */
  readonly text: string;
}

export type Operand = At &
  (
    | { readonly type: "literal"; readonly value: unknown }
    | { readonly type: "field"; readonly base: Operand | undefined; readonly path: readonly string[] }
    | { readonly type: "variable"; readonly name: string }
    | { readonly type: "function"; readonly name: string }
    | { readonly type: "pipe"; readonly pipe: Pipe }
  );

export interface Pipe {
  readonly variables: readonly string[];
  readonly isAssignment: boolean;
  readonly commands: readonly (readonly Operand[])[];
}

export type TemplateNode =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "action"; readonly pipe: Pipe }
  | { readonly type: "break" | "continue" }
  | Control;

/** What is written on a condition, or for each of many. */
export interface Control {
  readonly type: "if" | "with" | "range";
  readonly pipe: Pipe;
  readonly body: readonly TemplateNode[];
  readonly otherwise: readonly TemplateNode[];
}

interface Token extends At {
  readonly kind: "field" | "variable" | "word" | "literal" | "sign";
  readonly value?: unknown;
}

type Piece =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "tokens"; readonly tokens: readonly Token[]; readonly at: number };

/** Parses a template; `functions` are those that it may call. */
export function parseGoTemplate(source: string, functions: ReadonlySet<string>): readonly TemplateNode[] {
  return new Parser(source, functions).all();
}

class Parser {
  readonly #source: string;
  readonly #functions: ReadonlySet<string>;
  readonly #pieces: readonly Piece[];
  #next = 0;
  /** Variables that are known where the parser is, and how many ranges it is in. */
  #variables: readonly string[] = ["$"];
  #ranges = 0;

  constructor(source: string, functions: ReadonlySet<string>) {
    this.#source = source;
    this.#functions = functions;
    this.#pieces = piecesOf(source);
  }

  all(): readonly TemplateNode[] {
    const { nodes, end } = this.#list(false);
    if (end !== undefined) throw this.#error(end.at, `unexpected {{${end.word}}}`);
    return nodes;
  }

  #error(at: number, words: string): TemplateSyntaxError {
    return new TemplateSyntaxError(lineOf(this.#source, at), words);
  }

  /** Nodes up to an `end` or `else` that is not theirs. */
  #list(isInside: boolean): {
    readonly nodes: readonly TemplateNode[];
    readonly end: { readonly word: string; readonly at: number; readonly rest: readonly Token[] } | undefined;
  } {
    const nodes: TemplateNode[] = [];
    for (;;) {
      const piece = this.#pieces[this.#next++];
      if (piece === undefined) {
        if (isInside) throw this.#error(this.#source.length, "unexpected EOF");
        return { nodes, end: undefined };
      }
      if (piece.type === "text") {
        nodes.push(piece);
        continue;
      }
      const [first, ...rest] = piece.tokens;
      if (first === undefined) throw this.#error(piece.at, "missing value for command");
      const word = first.kind === "word" ? first.text : "";
      if (word === "end" || word === "else") return { nodes, end: { word, at: piece.at, rest } };
      if (word === "if" || word === "with" || word === "range")
        nodes.push(this.#control(word, rest, piece.at));
      else if (word === "break" || word === "continue") {
        if (this.#ranges === 0) throw this.#error(piece.at, `{{${word}}} outside {{range}}`);
        nodes.push({ type: word });
      } else if (word === "define" || word === "template" || word === "block")
        throw this.#error(piece.at, `{{${word}}} is not simulated`);
      else nodes.push({ type: "action", pipe: this.#pipe(piece.tokens, piece.at) });
    }
  }

  #control(type: "if" | "with" | "range", tokens: readonly Token[], at: number): TemplateNode {
    if (tokens.length === 0) throw this.#error(at, `missing value for ${type}`);
    const known = this.#variables;
    const pipe = this.#pipe(tokens, at);
    if (type === "range") this.#ranges++;
    const { nodes: body, end } = this.#list(true);
    if (type === "range") this.#ranges--;
    const otherwise = end?.word === "else" ? this.#otherwise(end.rest, end.at) : [];
    this.#variables = known;
    return { type, pipe, body, otherwise };
  }

  /** What stands behind `else`: up to its `end`, or another condition. */
  #otherwise(rest: readonly Token[], at: number): readonly TemplateNode[] {
    const [first, ...more] = rest;
    if (first !== undefined && first.kind === "word" && (first.text === "if" || first.text === "with"))
      return [this.#control(first.text, more, at)];
    const { nodes, end } = this.#list(true);
    if (end?.word === "else") throw this.#error(end.at, "expected end; found {{else}}");
    return nodes;
  }

  #pipe(tokens: readonly Token[], at: number): Pipe {
    const sign = tokens.findIndex(({ kind, text }) => kind === "sign" && (text === ":=" || text === "="));
    const declared = sign < 0 ? [] : tokens.slice(0, sign).filter(({ kind }) => kind === "variable");
    const used = sign < 0 ? tokens : tokens.slice(tokens[sign]?.text === "=" ? 0 : sign + 1);
    for (const { kind, text, at: where } of used)
      if (kind === "variable" && !this.#variables.includes(text))
        throw this.#error(where, `undefined variable ${JSON.stringify(text)}`);
    this.#variables = [...this.#variables, ...declared.map(({ text }) => text)];
    const reader = new PipeReader(
      sign < 0 ? tokens : tokens.slice(sign + 1),
      this.#functions,
      (where, words) => this.#error(where ?? at, words),
    );
    return {
      variables: declared.map(({ text }) => text),
      isAssignment: tokens[sign]?.text === "=",
      commands: reader.commands(),
    };
  }
}

class PipeReader {
  readonly #tokens: readonly Token[];
  readonly #functions: ReadonlySet<string>;
  readonly #error: (at: number | undefined, words: string) => TemplateSyntaxError;
  #next = 0;

  constructor(
    tokens: readonly Token[],
    functions: ReadonlySet<string>,
    error: (at: number | undefined, words: string) => TemplateSyntaxError,
  ) {
    this.#tokens = tokens;
    this.#functions = functions;
    this.#error = error;
  }

  /** Commands separated by bars; those in parentheses end at the closing one. */
  commands(isNested = false): readonly (readonly Operand[])[] {
    const all: Operand[][] = [[]];
    for (;;) {
      const token = this.#tokens[this.#next];
      if (token === undefined) {
        if (isNested) throw this.#error(undefined, "unclosed left paren");
        break;
      }
      this.#next++;
      if (token.kind === "sign" && token.text === ")") {
        if (!isNested) throw this.#error(token.at, "unexpected right paren");
        break;
      }
      if (token.kind === "sign" && token.text === "|") all.push([]);
      else if (token.kind === "sign" && token.text === ",")
        throw this.#error(token.at, 'unexpected "," in operand');
      else all.at(-1)?.push(this.#operand(token));
    }
    const stage = all.findIndex((command, index) => index > 0 && isInert(command[0]));
    if (stage > 0) throw this.#error(undefined, `non executable command in pipeline stage ${stage + 1}`);
    if (all.some((command) => command.length === 0))
      throw this.#error(undefined, "missing value for command");
    return all;
  }

  #operand(token: Token): Operand {
    const { at, text } = token;
    const base = ((): Operand => {
      if (token.kind === "field") return this.#fields(undefined, token);
      if (token.kind === "variable") return { type: "variable", name: text, at, text };
      if (token.kind === "literal") return { type: "literal", value: token.value, at, text };
      if (token.kind === "word") {
        if (!this.#functions.has(text)) throw this.#error(at, `function ${JSON.stringify(text)} not defined`);
        return { type: "function", name: text, at, text };
      }
      if (text !== "(") throw this.#error(at, `unexpected ${JSON.stringify(text)} in operand`);
      const commands = this.commands(true);
      const said = commands.map((one) => one.map((operand) => operand.text).join(" ")).join(" | ");
      return { type: "pipe", pipe: { variables: [], isAssignment: false, commands }, at, text: `(${said})` };
    })();
    const next = this.#tokens[this.#next];
    const last = this.#tokens[this.#next - 1];
    const end = last === undefined ? at : last.at + last.text.length;
    // A field that stands right behind belongs to what is before it.
    const isChained =
      next?.kind === "field" && next.text !== "." && next.at === end && token.kind !== "field";
    if (!isChained || next === undefined || token.kind === "word") return base;
    this.#next++;
    return this.#fields(base, next);
  }

  #fields(base: Operand | undefined, first: Token): Operand {
    const path = first.text === "." ? [] : first.text.slice(1).split(".");
    const second = first.text.indexOf(".", 1);
    const at = base === undefined && second > 0 ? first.at + second : first.at;
    return { type: "field", base, path, at, text: `${base?.text ?? ""}${first.text}` };
  }
}

/** What takes no arguments, and so nothing from a pipe: a literal, or the dot. */
function isInert(operand: Operand | undefined): boolean {
  return operand?.type === "literal" || operand?.text === ".";
}

/** Texts, and the tokens of actions; dashes at the braces take the spaces beside them away. */
function piecesOf(source: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  let trims = false;
  while (at <= source.length) {
    const open = source.indexOf("{{", at);
    const end = open < 0 ? source.length : open;
    const trimsBefore = open >= 0 && /^-\s/.test(source.slice(open + 2, open + 4));
    let text = source.slice(at, end);
    if (trims) text = text.trimStart();
    if (trimsBefore) text = text.trimEnd();
    if (text !== "") pieces.push({ type: "text", text });
    if (open < 0) break;
    const start = open + 2 + (trimsBefore ? 1 : 0);
    const comment = /^\s*\/\*[\s\S]*?\*\/(\s+-)?\}\}/.exec(source.slice(start));
    if (comment !== null) {
      trims = comment[1] !== undefined;
      at = start + comment[0].length;
      continue;
    }
    const { tokens, next, trimsAfter } = tokensOf(source, start);
    pieces.push({ type: "tokens", tokens, at: start });
    trims = trimsAfter;
    at = next;
  }
  return pieces;
}

const TOKEN =
  /^(?:(?<literal>"(?:[^"\\\n]|\\.)*"|`[^`]*`|[-+]?(?:0[xX][\da-fA-F]+|\d+(?:\.\d*)?(?:[eE][-+]?\d+)?))|(?<variable>\$\w*)|(?<field>\.(?:[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*)?)|(?<word>[\p{L}_][\p{L}\p{N}_]*)|(?<sign>:=|[=|(),]))/u;
const WORDS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ["true", true],
  ["false", false],
  ["nil", null],
]);

function tokensOf(
  source: string,
  start: number,
): { readonly tokens: readonly Token[]; readonly next: number; readonly trimsAfter: boolean } {
  const tokens: Token[] = [];
  let at = start;
  for (;;) {
    const rest = source.slice(at);
    const close = /^(\s+-)?\s*\}\}/.exec(rest);
    if (close !== null) return { tokens, next: at + close[0].length, trimsAfter: close[1] !== undefined };
    const space = /^\s+/.exec(rest)?.[0].length ?? 0;
    at += space;
    if (space > 0) continue;
    if (rest === "") throw new TemplateSyntaxError(lineOf(source, start), "unclosed action");
    const found = TOKEN.exec(rest);
    const [text] = found ?? [];
    if (text === undefined || found?.groups === undefined) throw unknownSign(source, at, rest);
    tokens.push(tokenOf(text, found.groups, at));
    at += text.length;
  }
}

function unknownSign(source: string, at: number, rest: string): TemplateSyntaxError {
  const [first = ""] = rest;
  if (first === '"') return new TemplateSyntaxError(lineOf(source, at), "unterminated quoted string");
  const code = (first.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  const words = /^[!-~]$/.test(first)
    ? `unexpected ${JSON.stringify(first)} in command`
    : `unrecognized character in action: U+${code} '${first}'`;
  return new TemplateSyntaxError(lineOf(source, at), words);
}

function tokenOf(text: string, groups: Readonly<Record<string, string | undefined>>, at: number): Token {
  if (groups["literal"] !== undefined) return { kind: "literal", text, at, value: literal(text) };
  if (groups["word"] !== undefined && WORDS.has(text))
    return { kind: "literal", text, at, value: WORDS.get(text) };
  const kind = (["variable", "field", "word", "sign"] as const).find((name) => groups[name] !== undefined);
  return { kind: kind ?? "sign", text, at };
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ["n", "\n"],
  ["t", "\t"],
  ["r", "\r"],
  ["a", "\x07"],
  ["b", "\b"],
  ["f", "\f"],
  ["v", "\v"],
]);

function literal(text: string): unknown {
  if (text.startsWith("`")) return text.slice(1, -1);
  if (text.startsWith('"'))
    return text
      .slice(1, -1)
      .replace(
        /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|(.))/gs,
        (_, byte?: string, unit?: string, sign?: string) =>
          byte !== undefined || unit !== undefined
            ? String.fromCharCode(Number.parseInt(byte ?? unit ?? "0", 16))
            : (ESCAPES.get(sign ?? "") ?? sign ?? ""),
      );
  return /^[-+]?(0[xX][\da-fA-F]+|\d+)$/.test(text) ? Number(text) : new GoFloat(Number(text));
}

function lineOf(source: string, at: number): number {
  return source.slice(0, at).split("\n").length;
}
