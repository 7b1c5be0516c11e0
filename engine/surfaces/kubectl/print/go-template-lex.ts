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

export interface At {
  /** Where it stands: characters from the beginning. */
  readonly at: number;
  /** How Go writes the node in an error. */
  readonly text: string;
}

export interface Token extends At {
  readonly kind: "field" | "variable" | "word" | "literal" | "sign";
  readonly value?: unknown;
}

export type Piece =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "tokens"; readonly tokens: readonly Token[]; readonly at: number };

/** Texts, and the tokens of actions; dashes at the braces take the spaces beside them away. */
export function piecesOf(source: string): readonly Piece[] {
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
    const isName = /^[.$\p{L}_]/u.test(text);
    const [odd] = isName ? (/^(?!\}\})[^\s.,|:()]/u.exec(source.slice(at)) ?? []) : [];
    if (odd !== undefined)
      throw new TemplateSyntaxError(lineOf(source, at), `bad character ${codePoint(odd)}`);
  }
}

function unknownSign(source: string, at: number, rest: string): TemplateSyntaxError {
  const [first = ""] = rest;
  if (first === '"') return new TemplateSyntaxError(lineOf(source, at), "unterminated quoted string");
  if (first === "`") return new TemplateSyntaxError(lineOf(source, at), "unterminated raw quoted string");
  const words = /^[!-~]$/.test(first)
    ? `unexpected ${JSON.stringify(first)} in command`
    : `unrecognized character in action: ${codePoint(first)}`;
  return new TemplateSyntaxError(lineOf(source, at), words);
}

/** As Go's `%#U`. */
function codePoint(sign: string): string {
  return `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")} '${sign}'`;
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

export function lineOf(source: string, at: number): number {
  return source.slice(0, at).split("\n").length;
}
