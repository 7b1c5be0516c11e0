/** A node of kubectl's JSONPath dialect. */
export type PathNode =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "field"; readonly name: string }
  | { readonly type: "wildcard" }
  | { readonly type: "recursive" }
  | {
      readonly type: "slice";
      readonly from: number | undefined;
      readonly to: number | undefined;
      readonly step: number | undefined;
      readonly isIndex: boolean;
    }
  | {
      readonly type: "filter";
      readonly left: readonly PathNode[];
      readonly operator: string;
      readonly right: readonly PathNode[];
    }
  | { readonly type: "union"; readonly members: readonly (readonly PathNode[])[] }
  | { readonly type: "value"; readonly value: string | number | boolean }
  /** A word that means nothing; it is refused when the template is carried out. */
  | { readonly type: "identifier"; readonly word: string }
  | { readonly type: "keyword"; readonly word: "range" | "end" }
  | { readonly type: "list"; readonly nodes: readonly PathNode[] };

/** What a template cannot be read for; `message` is in client-go's words. */
export class PathSyntaxError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "PathSyntaxError";
  }
}

const NUMBER = /^-?\d+(\.\d+)?(?=[^\w.]|$)/;
const FIELD = /^(?:\\.|[^\s.,:;[\]{}()?*'"@$=!<>&|\\])+/;

/** Reads a template: text outside braces, actions inside. */
export function parseTemplate(template: string): readonly PathNode[] {
  const nodes: PathNode[] = [];
  let rest = template;
  while (rest !== "") {
    const open = rest.indexOf("{");
    if (open < 0) return [...nodes, { type: "text", text: rest }];
    if (open > 0) nodes.push({ type: "text", text: rest.slice(0, open) });
    const close = closingBrace(rest, open);
    if (close < 0) throw new PathSyntaxError("unclosed action");
    nodes.push({ type: "list", nodes: new ActionReader(rest.slice(open + 1, close)).read() });
    rest = rest.slice(close + 1);
  }
  return nodes;
}

function closingBrace(text: string, open: number): number {
  let quote = "";
  for (let at = open + 1; at < text.length; at++) {
    const character = text[at] ?? "";
    if (quote !== "") {
      if (character === "\\") at++;
      else if (character === quote) quote = "";
    } else if (character === "'" || character === '"') quote = character;
    else if (character === "}") return at;
  }
  return -1;
}

class ActionReader {
  #rest: string;

  constructor(text: string) {
    this.#rest = text;
  }

  read(): readonly PathNode[] {
    const nodes: PathNode[] = [];
    for (let before = -1; this.#rest !== ""; ) {
      if (this.#rest.length === before)
        throw new PathSyntaxError(`unrecognized character in action: ${quoted(this.#rest)}`);
      before = this.#rest.length;
      nodes.push(...this.#next());
    }
    return nodes;
  }

  #next(): readonly PathNode[] {
    const first = this.#rest[0] ?? "";
    if (/[\s@$]/.test(first)) return this.#skip(1, []);
    if (this.#rest.startsWith(".."))
      return this.#skip(this.#rest[2] === "[" || this.#rest[2] === "*" ? 2 : 1, [{ type: "recursive" }]);
    if (first === ".") return this.#afterDot();
    if (first === "[") return this.#brackets();
    if (first === '"' || first === "'") return this.#quotedText(first);
    if (first === "*") return this.#skip(1, [{ type: "wildcard" }]);
    const number = NUMBER.exec(this.#rest)?.[0];
    if (number !== undefined) return this.#skip(number.length, [{ type: "value", value: Number(number) }]);
    const word = /^\w+/.exec(this.#rest)?.[0];
    if (word === "range" || word === "end") return this.#skip(word.length, [{ type: "keyword", word }]);
    if (word === "true" || word === "false")
      return this.#skip(word.length, [{ type: "value", value: word === "true" }]);
    if (word !== undefined) return this.#skip(word.length, [{ type: "identifier", word }]);
    throw new PathSyntaxError(`unrecognized character in action: ${quoted(this.#rest)}`);
  }

  #skip(length: number, nodes: readonly PathNode[]): readonly PathNode[] {
    this.#rest = this.#rest.slice(length);
    return nodes;
  }

  #afterDot(): readonly PathNode[] {
    const rest = this.#rest.slice(1);
    if (rest.startsWith("*")) return this.#skip(2, [{ type: "wildcard" }]);
    const name = FIELD.exec(rest)?.[0] ?? "";
    return this.#skip(
      1 + name.length,
      name === "" ? [] : [{ type: "field", name: name.replace(/\\(.)/g, "$1") }],
    );
  }

  #quotedText(quote: string): readonly PathNode[] {
    const match = new RegExp(`^${quote}((?:\\\\.|[^${quote}\\\\])*)${quote}`).exec(this.#rest);
    if (match === null) throw new PathSyntaxError("unterminated quoted string");
    const value = unescaped(match[1] ?? "");
    return this.#skip(match[0].length, [{ type: "value", value }]);
  }

  #brackets(): readonly PathNode[] {
    const end = closingBracket(this.#rest);
    if (end < 0) throw new PathSyntaxError("unterminated array");
    const inside = this.#rest.slice(1, end).trim();
    this.#rest = this.#rest.slice(end + 1);
    if (inside.startsWith("?(")) return [filterOf(inside)];
    const members = splitOutside(inside, ",");
    if (members.length > 1)
      return [{ type: "union", members: members.map((one) => [bracketNode(one.trim())]) }];
    return [bracketNode(inside)];
  }
}

function bracketNode(text: string): PathNode {
  if (text === "*") return { type: "slice", from: undefined, to: undefined, step: undefined, isIndex: false };
  const name = /^'((?:\\.|[^'\\])*)'$/.exec(text);
  if (name !== null) return { type: "field", name: (name[1] ?? "").replace(/\\(.)/g, "$1") };
  const range = /^(-?\d+)?(:(-?\d+)?)?(:(-?\d+)?)?$/.exec(text);
  if (range === null || text === "") throw new PathSyntaxError(`invalid array index ${text}`);
  const number = (part: string | undefined): number | undefined =>
    part === undefined ? undefined : Number(part);
  const from = number(range[1]);
  if (range[2] === undefined) return { type: "slice", from, to: undefined, step: undefined, isIndex: true };
  return { type: "slice", from, to: number(range[3]), step: number(range[5]), isIndex: false };
}

function filterOf(inside: string): PathNode {
  if (!inside.endsWith(")")) throw new PathSyntaxError("unterminated filter");
  const text = inside.slice(2, -1);
  const operator = operatorIn(text);
  if (operator === undefined)
    return { type: "filter", left: new ActionReader(text).read(), operator: "exists", right: [] };
  const [left, right] = [text.slice(0, operator.at), text.slice(operator.at + operator.sign.length)];
  return {
    type: "filter",
    left: new ActionReader(left).read(),
    operator: operator.sign,
    right: new ActionReader(right).read(),
  };
}

function operatorIn(text: string): { readonly at: number; readonly sign: string } | undefined {
  for (const at of outsideQuotes(text)) {
    const sign = /^[!<>=]+/.exec(text.slice(at))?.[0];
    if (sign !== undefined) return { at, sign };
  }
  return undefined;
}

function splitOutside(text: string, separator: string): readonly string[] {
  const parts: string[] = [];
  let from = 0;
  for (const at of outsideQuotes(text)) {
    if (text[at] !== separator) continue;
    parts.push(text.slice(from, at));
    from = at + 1;
  }
  return [...parts, text.slice(from)];
}

/** The places of a text that are in no quotes. */
function outsideQuotes(text: string): readonly number[] {
  const places: number[] = [];
  let quote = "";
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? "";
    if (quote !== "") {
      if (character === "\\") at++;
      else if (character === quote) quote = "";
    } else if (character === "'" || character === '"') quote = character;
    else places.push(at);
  }
  return places;
}

function closingBracket(text: string): number {
  let depth = 0;
  for (const at of outsideQuotes(text)) {
    if (text[at] === "[") depth++;
    if (text[at] === "]" && --depth === 0) return at;
  }
  return -1;
}

function unescaped(text: string): string {
  const known: Readonly<Record<string, string>> = {
    n: "\n",
    t: "\t",
    r: "\r",
    "\\": "\\",
    '"': '"',
    "'": "'",
  };
  return text.replace(
    /\\(?:u([\da-fA-F]{4})|x([\da-fA-F]{2})|(.))/g,
    (whole, four?: string, two?: string, letter = "") =>
      four === undefined && two === undefined
        ? (known[letter] ?? whole)
        : String.fromCharCode(Number.parseInt(four ?? two ?? "", 16)),
  );
}

function quoted(text: string): string {
  return `U+${(text.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")} '${text[0] ?? ""}'`;
}
