import { isJson } from "../server/api.ts";
import { goJson } from "./json.ts";
import { type PathNode, parseTemplate } from "./jsonpath-parse.ts";

/** A template that cannot be carried out on a value; `message` is in client-go's words. */
export class PathError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "PathError";
  }
}

/** A template of kubectl's JSONPath dialect, ready for use. Throws `PathSyntaxError`. */
export class JsonPath {
  readonly #nodes: readonly PathNode[];
  readonly #allowMissing: boolean;

  constructor(template: string, allowMissing = true) {
    this.#nodes = parseTemplate(template);
    this.#allowMissing = allowMissing;
  }

  /** What each action finds; texts outside of actions are left out. */
  find(value: unknown): readonly (readonly unknown[])[] {
    const found: (readonly unknown[])[] = [];
    this.#run(this.#nodes, value, (values) => found.push(values));
    return found;
  }

  /** The template with its actions replaced by what they find. */
  print(value: unknown): string {
    let text = "";
    this.#run(this.#nodes, value, (values) => {
      text += values.map(valueText).join(" ");
    });
    return text;
  }

  #run(nodes: readonly PathNode[], value: unknown, emit: (values: readonly unknown[]) => void): void {
    for (let at = 0; at < nodes.length; at++) {
      const node = nodes[at];
      if (node?.type === "text") emit([node.text]);
      if (node?.type !== "list") continue;
      const [first, ...rest] = node.nodes;
      if (first?.type === "keyword" && first.word === "end")
        throw new PathError("not in range, nothing to end");
      if (first?.type === "keyword") {
        const end = endOfRange(nodes, at);
        for (const item of this.#walk(rest, [value])) this.#run(nodes.slice(at + 1, end), item, emit);
        at = end;
      } else emit(this.#walk(node.nodes, [value]));
    }
  }

  #walk(nodes: readonly PathNode[], values: readonly unknown[]): readonly unknown[] {
    return nodes.reduce<readonly unknown[]>((here, node) => this.#step(node, here), values);
  }

  #step(node: PathNode, values: readonly unknown[]): readonly unknown[] {
    switch (node.type) {
      case "field":
        return values.flatMap((value) => this.#field(value, node.name));
      case "wildcard":
        return values.flatMap(children);
      case "recursive":
        return values.flatMap(descendants);
      case "slice":
        return values.flatMap((value) => slice(value, node));
      case "filter":
        return values.flatMap((value) =>
          Array.isArray(value) ? value.filter((one) => this.#holds(node, one)) : [],
        );
      case "union":
        return node.members.flatMap((member) => this.#walk(member, values));
      case "value":
        return [node.value];
      case "text":
        return [node.text];
      case "list":
        return this.#walk(node.nodes, values);
      case "identifier":
        throw new PathError(`unrecognized identifier ${node.word}`);
      case "keyword":
        return values;
    }
  }

  #field(value: unknown, name: string): readonly unknown[] {
    if (isJson(value) && Object.hasOwn(value, name))
      return value[name] === null && this.#allowMissing ? [] : [value[name]];
    if (!this.#allowMissing && isJson(value)) throw new PathError(`${name} is not found`);
    // A recursive search looks at every value, lists of objects included.
    return [];
  }

  #holds({ left, operator, right }: PathNode & { readonly type: "filter" }, item: unknown): boolean {
    const [a] = this.#walk(left, [item]);
    if (operator === "exists") return this.#walk(left, [item]).length > 0;
    const [b] = this.#walk(right, [item]);
    if (a === undefined || b === undefined) return false;
    if (!OPERATORS.has(operator)) throw new PathError(`unrecognized filter operator ${operator}`);
    if (typeof a !== typeof b) throw new PathError("incompatible types for comparison");
    if (operator === "==") return a === b;
    if (operator === "!=") return a !== b;
    if (typeof a !== "number" && typeof a !== "string") return false;
    const [x, y] = [a, b as typeof a];
    if (operator === "<") return x < y;
    if (operator === ">") return x > y;
    return operator === "<=" ? x <= y : x >= y;
  }
}

const OPERATORS: ReadonlySet<string> = new Set(["==", "!=", "<", "<=", ">", ">="]);

function endOfRange(nodes: readonly PathNode[], start: number): number {
  let depth = 0;
  for (let at = start; at < nodes.length; at++) {
    const node = nodes[at];
    const first = node?.type === "list" ? node.nodes[0] : undefined;
    if (first?.type !== "keyword") continue;
    depth += first.word === "range" ? 1 : -1;
    if (depth === 0) return at;
  }
  return nodes.length;
}

function children(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (!isJson(value)) return [];
  return Object.keys(value)
    .sort()
    .map((key) => value[key]);
}

function descendants(value: unknown): readonly unknown[] {
  const inner = children(value);
  if (typeof value !== "object" || value === null) return [];
  return [value, ...inner.flatMap(descendants)];
}

function slice(value: unknown, node: PathNode & { readonly type: "slice" }): readonly unknown[] {
  if (!Array.isArray(value)) return [];
  const { length } = value;
  const absolute = (index: number): number => (index < 0 ? index + length : index);
  if (node.isIndex) {
    const index = absolute(node.from ?? 0);
    if (index < 0 || index >= length)
      throw new PathError(`array index out of bounds: index ${node.from}, length ${length}`);
    return [value[index]];
  }
  const from = absolute(node.from ?? 0);
  const to = absolute(node.to ?? length);
  const step = node.step ?? 1;
  // Nothing is out of the bounds of an empty list.
  if (length === 0) return [];
  if (from < 0 || from >= length)
    throw new PathError(`array index out of bounds: index ${from}, length ${length}`);
  if (to < 0 || to > length)
    throw new PathError(`array index out of bounds: index ${to - 1}, length ${length}`);
  if (from > to) throw new PathError(`starting index ${from} is greater than ending index ${to}`);
  if (step < 1) throw new PathError("step must be > 0");
  return value.slice(from, to).filter((_, index) => index % step === 0);
}

/** A value as it stands in the output: texts bare, all else as JSON. */
export function valueText(value: unknown): string {
  if (typeof value === "string") return value;
  if (value === null || value === undefined) return "<nil>";
  return typeof value === "object" ? goJson(value) : String(value);
}
