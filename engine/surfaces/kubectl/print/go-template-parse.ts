import { type At, lineOf, type Piece, piecesOf, TemplateSyntaxError, type Token } from "./go-template-lex.ts";

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
  | Invocation
  | Control;

/** `{{template "name" pipe}}`; `at` and `text` are those of its errors. */
export type Invocation = At & {
  readonly type: "template";
  readonly name: string;
  readonly pipe: Pipe | undefined;
};

/** What a source holds: its own nodes, and the templates that it defines. */
export interface ParsedTemplate {
  readonly nodes: readonly TemplateNode[];
  readonly defined: ReadonlyMap<string, readonly TemplateNode[]>;
}

/** What is written on a condition, or for each of many. */
export interface Control {
  readonly type: "if" | "with" | "range";
  readonly pipe: Pipe;
  readonly body: readonly TemplateNode[];
  readonly otherwise: readonly TemplateNode[];
}

/** Parses a template; `functions` are those that it may call. */
export function parseGoTemplate(source: string, functions: ReadonlySet<string>): ParsedTemplate {
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
  readonly #defined = new Map<string, readonly TemplateNode[]>();

  constructor(source: string, functions: ReadonlySet<string>) {
    this.#source = source;
    this.#functions = functions;
    this.#pieces = piecesOf(source);
  }

  all(): ParsedTemplate {
    const { nodes, end } = this.#list(false);
    if (end !== undefined) throw this.#error(end.at, `unexpected {{${end.word}}}`);
    if (!isBlank(this.#defined.get("output") ?? []) && !isBlank(nodes))
      throw this.#error(this.#source.length, 'template: multiple definition of template "output"');
    return { nodes, defined: this.#defined };
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
      if (word !== "define") nodes.push(this.#action(word, piece));
      else if (isInside) throw this.#error(piece.at, "unexpected <define> in command");
      else this.#definition(rest, piece.at);
    }
  }

  #action(word: string, { tokens, at }: Extract<Piece, { type: "tokens" }>): TemplateNode {
    const rest = tokens.slice(1);
    switch (word) {
      case "if":
      case "with":
      case "range":
        return this.#control(word, rest, at);
      case "break":
      case "continue":
        if (this.#ranges === 0) throw this.#error(at, `{{${word}}} outside {{range}}`);
        return { type: word };
      case "template":
      case "block":
        return this.#invocation(word, rest, at);
      default:
        return { type: "action", pipe: this.#pipe(tokens, at) };
    }
  }

  #invocation(word: "template" | "block", tokens: readonly Token[], at: number): Invocation {
    const [first, ...rest] = tokens;
    const name = this.#nameIn(first, at, word);
    const hasPipe = word === "block" || rest.length > 0;
    if (word === "block" && rest.length === 0) throw this.#error(at, "missing value for block clause");
    const pipe = hasPipe ? this.#pipe(rest, at, `${word} clause`) : undefined;
    if (word === "block") this.#body(name, at, word);
    const said = pipe === undefined ? "" : ` ${sourceOf(pipe)}`;
    const text = `{{template ${JSON.stringify(name)}${said}}}`;
    return { type: "template", name, pipe, at: first?.at ?? at, text };
  }

  #definition(tokens: readonly Token[], at: number): void {
    const [first, second] = tokens;
    const name = this.#nameIn(first, at, "define");
    if (second !== undefined) throw this.#error(at, `unexpected ${shown(second.text)} in define clause`);
    this.#body(name, at, "define");
  }

  /** Reads up to `end` what belongs to a name. It knows no variable of what is around it. */
  #body(name: string, at: number, word: "define" | "block"): void {
    const [known, ranges] = [this.#variables, this.#ranges];
    this.#variables = ["$"];
    this.#ranges = 0;
    const { nodes, end } = this.#list(true);
    [this.#variables, this.#ranges] = [known, ranges];
    if (end?.word === "else") throw this.#error(end.at, `unexpected {{else}} in ${word} clause`);
    const before = this.#defined.get(name);
    if (before !== undefined && !isBlank(before)) {
      if (isBlank(nodes)) return;
      throw this.#error(at, `template: multiple definition of template ${JSON.stringify(name)}`);
    }
    this.#defined.set(name, nodes);
  }

  #nameIn(token: Token | undefined, at: number, word: "define" | "template" | "block"): string {
    if (typeof token?.value === "string") return token.value;
    const text = shown(token?.text ?? "}}");
    throw this.#error(token?.at ?? at, `unexpected ${text} in ${word} clause`);
  }

  #control(type: "if" | "with" | "range", tokens: readonly Token[], at: number): TemplateNode {
    if (tokens.length === 0) throw this.#error(at, `missing value for ${type}`);
    const known = this.#variables;
    const pipe = this.#pipe(tokens, at, type);
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

  #pipe(tokens: readonly Token[], at: number, context = "command"): Pipe {
    const sign = tokens.findIndex(({ kind, text }) => kind === "sign" && (text === ":=" || text === "="));
    const declared = sign < 0 ? [] : tokens.slice(0, sign).filter(({ kind }) => kind === "variable");
    if (declared.length > (context === "range" ? 2 : 1))
      throw this.#error(at, `too many declarations in ${context}`);
    this.#variables = [...this.#variables, ...declared.map(({ text }) => text)];
    for (const { kind, text, at: where } of sign < 0 ? tokens : tokens.slice(sign + 1))
      if (kind === "variable" && !this.#variables.includes(text))
        throw this.#error(where, `undefined variable ${JSON.stringify(text)}`);
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

/** What text/template counts as an empty template, which may be defined again: nothing but spaces. */
function isBlank(nodes: readonly TemplateNode[]): boolean {
  return nodes.every((node) => node.type === "text" && node.text.trim() === "");
}

/** A token in an error; the dot and `nil` are keywords to Go. */
function shown(text: string): string {
  return text === "." || text === "nil" ? `<${text}>` : JSON.stringify(text);
}

/** A pipe as Go writes it in an error. */
function sourceOf({ variables, isAssignment, commands }: Pipe): string {
  const declared = variables.length === 0 ? "" : `${variables.join(", ")} ${isAssignment ? "=" : ":="} `;
  return declared + commands.map((one) => one.map(({ text }) => text).join(" ")).join(" | ");
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
