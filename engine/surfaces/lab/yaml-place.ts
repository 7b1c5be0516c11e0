/** Where in a manifest somebody types. The text there is seldom valid YAML, so it is read by its indentation. */
export interface YamlPlace {
  readonly kind: string;
  readonly apiVersion: string;
  /** The document's own. */
  readonly namespace: string;
  /** Fields that lead to the mapping or list at the place; items of lists do not count. */
  readonly path: readonly string[];
  /** The field whose value is typed; absent where a field's name, or an item of a list, is. */
  readonly key?: string;
  /** Behind a dash: an item of a list, of which nothing but the start is there. */
  readonly isItem: boolean;
  /** What is typed of it. */
  readonly typed: string;
  /** Fields that the mapping has beside the one that is typed. */
  readonly present: readonly string[];
}

interface Line {
  /** Column of the last dash; -1 where there is none. */
  readonly dash: number;
  /** Column of what follows the dashes. */
  readonly indent: number;
  readonly key: string;
  readonly value: string;
}

const LINE = /^(\s*)((?:-\s+)*)(?:["']?([\w./-]+)["']?\s*:(?:\s+(.*))?)?/;
const TYPED = /^(\s*)((?:-\s+)*)(?:["']?([\w./-]+)["']?\s*:\s+)?(["']?[\w./-]*)$/;

/** `undefined` in a comment, a block of text or a flow mapping. */
export function yamlPlace(text: string, offset: number): YamlPlace | undefined {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  const [, spaces, dashes = "", key, typed = ""] = TYPED.exec(text.slice(start, offset)) ?? [];
  if (spaces === undefined) return undefined;
  const above = documentBefore(text.slice(0, start));
  const below =
    text
      .slice(offset)
      .replace(/^[^\n]*\n?/, "")
      .split(/^---/m)[0] ?? "";
  const own: Line = {
    dash: dashes === "" ? -1 : spaces.length + dashes.lastIndexOf("-"),
    indent: spaces.length + dashes.length,
    key: key ?? "",
    value: "",
  };
  const { path, present } = climb(own, above.map(lineOf));
  const lines = [...above, text.slice(start, offset), ...below.split("\n")];
  return {
    kind: fieldOf(lines, /^kind:\s*["']?([\w-]+)/),
    apiVersion: fieldOf(lines, /^apiVersion:\s*["']?([\w./-]+)/),
    namespace: fieldOf(lines, /^\s{1,8}namespace:\s*["']?([\w-]+)/) || "default",
    path,
    ...(key === undefined ? {} : { key }),
    isItem: key === undefined && own.dash >= 0,
    typed,
    present: [...present, ...siblingsBelow(own, below.split("\n").map(lineOf))],
  };
}

function documentBefore(text: string): readonly string[] {
  const lines = text.replace(/\n$/, "").split("\n");
  return lines.slice(lines.findLastIndex((line) => line.startsWith("---")) + 1);
}

function lineOf(text: string): Line | undefined {
  if (/^\s*(#|$)/.test(text)) return undefined;
  const [, spaces = "", dashes = "", key = "", value = ""] = LINE.exec(text) ?? [];
  return {
    dash: dashes === "" ? -1 : spaces.length + dashes.lastIndexOf("-"),
    indent: spaces.length + dashes.length,
    key,
    value,
  };
}

/** From the line upwards: each line that is indented less holds the one before. A list may stand as far left as its field. */
function climb(
  own: Line,
  above: readonly (Line | undefined)[],
): { readonly path: readonly string[]; readonly present: readonly string[] } {
  const path: string[] = [];
  const present: string[] = [];
  let limit = own.dash >= 0 ? own.dash + 1 : own.indent;
  let isSibling = own.dash < 0;
  for (const line of above.toReversed()) {
    if (line === undefined) continue;
    if (line.key !== "" && line.indent < limit) {
      path.unshift(line.key);
      limit = line.dash >= 0 ? line.dash + 1 : line.indent;
      isSibling = false;
      continue;
    }
    if (isSibling && line.key !== "" && line.indent === own.indent) present.push(line.key);
    if (line.dash < 0 || line.dash >= limit) continue;
    limit = line.dash + 1;
    isSibling = false;
  }
  return { path, present };
}

function siblingsBelow(own: Line, below: readonly (Line | undefined)[]): readonly string[] {
  const present: string[] = [];
  for (const line of below) {
    if (line === undefined) continue;
    if (line.dash >= 0 ? line.dash < own.indent : line.indent < own.indent) break;
    if (line.dash < 0 && line.indent === own.indent && line.key !== "") present.push(line.key);
  }
  return present;
}

function fieldOf(lines: readonly string[], pattern: RegExp): string {
  for (const line of lines) {
    const value = pattern.exec(line)?.[1];
    if (value !== undefined) return value;
  }
  return "";
}
