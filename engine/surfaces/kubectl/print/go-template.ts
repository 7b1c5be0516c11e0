import { isJson } from "../server/api.ts";
import { ARITY, FUNCTIONS, FunctionError } from "./go-template-functions.ts";
import {
  type Control,
  GoFloat,
  type Operand,
  type Pipe,
  parseGoTemplate,
  type TemplateNode,
} from "./go-template-parse.ts";
import { goValue } from "./go-value.ts";

/** A template that cannot be carried out; `message` is in text/template's words. `before` is what had been written. */
export class TemplateError extends Error {
  readonly before: string;

  constructor(message: string, before: string) {
    super(message);
    this.name = "TemplateError";
    this.before = before;
  }
}

const NAMES: ReadonlySet<string> = new Set([...FUNCTIONS.keys(), "and", "or", "not"]);
/** Steps after which a template is taken to run away. */
const MOST_STEPS = 1_000_000;

/** A template of Go's text/template as kubectl prints with. Throws `TemplateSyntaxError`. */
export class GoTemplate {
  readonly #source: string;
  readonly #nodes: readonly TemplateNode[];
  readonly #allowMissing: boolean;

  constructor(source: string, allowMissing: boolean) {
    this.#source = source;
    this.#nodes = parseGoTemplate(source, NAMES);
    this.#allowMissing = allowMissing;
  }

  /** Throws `TemplateError`. */
  print(value: unknown): string {
    return new Run(this.#source, this.#allowMissing, value).print(this.#nodes);
  }
}

type Leaving = "break" | "continue" | undefined;

class Run {
  readonly #source: string;
  readonly #allowMissing: boolean;
  readonly #variables: { readonly name: string; value: unknown }[];
  readonly #root: unknown;
  #text = "";
  #steps = 0;

  constructor(source: string, allowMissing: boolean, root: unknown) {
    this.#source = source;
    this.#allowMissing = allowMissing;
    this.#root = root;
    this.#variables = [{ name: "$", value: root }];
  }

  print(nodes: readonly TemplateNode[]): string {
    this.#list(nodes, this.#root);
    return this.#text;
  }

  #fail(at: number, text: string, words: string): TemplateError {
    const before = this.#source.slice(0, at);
    const line = before.split("\n").length;
    const column = new TextEncoder().encode(before.slice(before.lastIndexOf("\n") + 1)).length;
    const message = `template: output:${line}:${column}: executing "output" at <${text}>: ${words}`;
    return new TemplateError(message, this.#text);
  }

  #list(nodes: readonly TemplateNode[], dot: unknown): Leaving {
    for (const node of nodes) {
      if (++this.#steps > MOST_STEPS) throw new TemplateError("the template runs away", this.#text);
      const leaving = this.#node(node, dot);
      if (leaving !== undefined) return leaving;
    }
    return undefined;
  }

  #node(node: TemplateNode, dot: unknown): Leaving {
    switch (node.type) {
      case "text":
        this.#text += node.text;
        return undefined;
      case "break":
      case "continue":
        return node.type;
      case "action": {
        const value = this.#pipe(node.pipe, dot);
        if (node.pipe.variables.length === 0)
          this.#text += value === undefined || value === null ? "<no value>" : goValue(value);
        return undefined;
      }
      case "range":
        return this.#scoped(() => this.#range(node, dot));
      default:
        return this.#scoped(() => {
          const value = this.#pipe(node.pipe, dot);
          if (!isTrue(value)) return this.#list(node.otherwise, dot);
          return this.#list(node.body, node.type === "with" ? value : dot);
        });
    }
  }

  /** Variables end with what they are declared in. */
  #scoped(work: () => Leaving): Leaving {
    const known = this.#variables.length;
    const leaving = work();
    this.#variables.length = known;
    return leaving;
  }

  #range(node: Control, dot: unknown): Leaving {
    const { variables } = node.pipe;
    const value = this.#pipe({ ...node.pipe, variables: [] }, dot);
    const entries = this.#entries(value, node.pipe);
    if (entries.length === 0) return this.#list(node.otherwise, dot);
    const known = this.#variables.length;
    for (const [key, one] of entries) {
      const [first, second] = variables;
      if (second !== undefined && first !== undefined)
        this.#variables.push({ name: first, value: key }, { name: second, value: one });
      else if (first !== undefined) this.#variables.push({ name: first, value: one });
      const leaving = this.#list(node.body, one);
      this.#variables.length = known;
      if (leaving === "break") break;
    }
    return undefined;
  }

  #entries(value: unknown, pipe: Pipe): readonly (readonly [unknown, unknown])[] {
    if (value === undefined || value === null) return [];
    if (Array.isArray(value)) return value.map((one: unknown, index) => [index, one]);
    if (typeof value === "number" && Number.isInteger(value) && value < MOST_STEPS)
      return Array.from({ length: Math.max(0, value) }, (_, index) => [index, index]);
    if (isJson(value) && !(value instanceof GoFloat))
      return Object.keys(value)
        .sort()
        .map((key) => [key, value[key]]);
    const command = pipe.commands.at(-1) ?? [];
    throw this.#fail(atOf(command), textOf(pipe), `range can't iterate over ${goValue(value)}`);
  }

  #pipe(pipe: Pipe, dot: unknown): unknown {
    let value: unknown;
    pipe.commands.forEach((command, index) => {
      value = this.#command(command, dot, index === 0 ? [] : [value]);
    });
    for (const name of pipe.variables) {
      const known = pipe.isAssignment ? this.#variables.findLast((one) => one.name === name) : undefined;
      if (known === undefined) this.#variables.push({ name, value });
      else known.value = value;
    }
    return value;
  }

  #command(command: readonly Operand[], dot: unknown, piped: readonly unknown[]): unknown {
    const [first, ...rest] = command;
    if (first === undefined) return undefined;
    if (first.type === "function") return this.#call(first.name, command, rest, dot, piped);
    if (rest.length > 0 || piped.length > 0) {
      const words =
        first.type === "field"
          ? `${first.path.at(-1) ?? ""} is not a method but has arguments`
          : `can't give argument to non-function ${first.text}`;
      throw this.#fail(first.at, first.text, words);
    }
    if (first.type === "literal" && first.value === null)
      throw this.#fail(first.at, first.text, "nil is not a command");
    return this.#value(first, dot);
  }

  #call(
    name: string,
    command: readonly Operand[],
    operands: readonly Operand[],
    dot: unknown,
    piped: readonly unknown[],
  ): unknown {
    const count = operands.length + piped.length;
    const [least, most] = ARITY[name] ?? [0, Number.POSITIVE_INFINITY];
    const fail = (words: string): TemplateError => this.#fail(atOf(command), said(command), words);
    if (count < least || count > most) {
      const wanted = most === Number.POSITIVE_INFINITY ? `at least ${least}` : String(least);
      const own = command[0]?.text ?? "";
      throw this.#fail(atOf(command), own, `wrong number of args for ${name}: want ${wanted} got ${count}`);
    }
    if (name === "and" || name === "or") return this.#shortCircuit(name, operands, dot, piped);
    const args = [...operands.map((one) => this.#value(one, dot)), ...piped];
    if (name === "not") return !isTrue(args[0]);
    try {
      return FUNCTIONS.get(name)?.(args);
    } catch (error) {
      if (error instanceof FunctionError) throw fail(`error calling ${name}: ${error.message}`);
      throw error;
    }
  }

  #shortCircuit(
    name: "and" | "or",
    operands: readonly Operand[],
    dot: unknown,
    piped: readonly unknown[],
  ): unknown {
    let value: unknown;
    for (const operand of operands) {
      value = this.#value(operand, dot);
      if (isTrue(value) === (name === "or")) return value;
    }
    return piped.length > 0 ? piped[0] : value;
  }

  #value(operand: Operand, dot: unknown): unknown {
    switch (operand.type) {
      case "literal":
        return operand.value;
      case "variable":
        return this.#variables.findLast(({ name }) => name === operand.name)?.value;
      case "function":
        return this.#call(operand.name, [operand], [], dot, []);
      case "pipe":
        return this.#pipe(operand.pipe, dot);
      case "field": {
        const base = operand.base === undefined ? dot : this.#value(operand.base, dot);
        return operand.path.reduce<unknown>((value, name) => this.#field(value, name, operand), base);
      }
    }
  }

  #field(value: unknown, name: string, operand: Operand): unknown {
    const fail = (words: string): TemplateError => this.#fail(operand.at, operand.text, words);
    if (value === undefined || value === null) {
      if (this.#allowMissing) return undefined;
      throw fail(`nil data; no entry for key ${JSON.stringify(name)}`);
    }
    if (!isJson(value) || value instanceof GoFloat)
      throw fail(`can't evaluate field ${name} in type interface {}`);
    if (Object.hasOwn(value, name)) return value[name];
    if (this.#allowMissing) return undefined;
    throw fail(`map has no entry for key ${JSON.stringify(name)}`);
  }
}

function isTrue(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === 0 || value === "") return false;
  if (value instanceof GoFloat) return value.value !== 0;
  if (Array.isArray(value)) return value.length > 0;
  return !isJson(value) || Object.keys(value).length > 0;
}

function atOf(command: readonly Operand[]): number {
  return command[0]?.at ?? 0;
}

function said(command: readonly Operand[]): string {
  return command.map(({ text }) => text).join(" ");
}

function textOf({ commands }: Pipe): string {
  return commands.map(said).join(" | ");
}
