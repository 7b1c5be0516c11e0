import { isJson } from "../server/api.ts";
import { ARITY, FUNCTIONS, FunctionError, notCallable } from "./go-template-functions.ts";
import { GoFloat } from "./go-template-lex.ts";
import {
  type Control,
  type Invocation,
  type Operand,
  type ParsedTemplate,
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

const NAMES: ReadonlySet<string> = new Set([...FUNCTIONS.keys(), "and", "or", "not", "call"]);
/** Steps after which a template is taken to run away. */
const MOST_STEPS = 1_000_000;
/** Templates within templates: Go ends at 100,000, which is more than a browser's stack holds. */
const MOST_DEPTH = 1000;

/** A template of Go's text/template as kubectl prints with. Throws `TemplateSyntaxError`. */
export class GoTemplate {
  readonly #source: string;
  readonly #parsed: ParsedTemplate;
  readonly #allowMissing: boolean;

  constructor(source: string, allowMissing: boolean) {
    this.#source = source;
    this.#parsed = parseGoTemplate(source, NAMES);
    this.#allowMissing = allowMissing;
  }

  /** Throws `TemplateError`. */
  print(value: unknown): string {
    return new Run(this.#source, this.#parsed, this.#allowMissing).print(value);
  }
}

type Leaving = "break" | "continue" | undefined;

class Run {
  readonly #source: string;
  readonly #parsed: ParsedTemplate;
  readonly #allowMissing: boolean;
  #variables: { readonly name: string; value: unknown }[] = [];
  /** The template that is carried out, and how many are around it. */
  #name = "output";
  #depth = 0;
  #text = "";
  #steps = 0;

  constructor(source: string, parsed: ParsedTemplate, allowMissing: boolean) {
    this.#source = source;
    this.#parsed = parsed;
    this.#allowMissing = allowMissing;
  }

  print(root: unknown): string {
    this.#variables = [{ name: "$", value: root }];
    this.#list(this.#parsed.nodes, root);
    return this.#text;
  }

  #fail(at: number, text: string, words: string): TemplateError {
    const before = this.#source.slice(0, at);
    const line = before.split("\n").length;
    const column = new TextEncoder().encode(before.slice(before.lastIndexOf("\n") + 1)).length;
    const message = `template: output:${line}:${column}: executing ${JSON.stringify(this.#name)} at <${text}>: ${words}`;
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
      case "template":
        this.#invoke(node, dot);
        return undefined;
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

  /** A template sees its dot, which is its `$` too, and no variable of who calls it. */
  #invoke({ name, pipe, at, text }: Invocation, dot: unknown): void {
    const nodes = this.#parsed.defined.get(name);
    if (nodes === undefined) throw this.#fail(at, text, `template ${JSON.stringify(name)} not defined`);
    if (this.#depth === MOST_DEPTH) throw this.#fail(at, text, "exceeded maximum template depth (100000)");
    const value = pipe === undefined ? undefined : this.#pipe(pipe, dot);
    const [variables, caller] = [this.#variables, this.#name];
    this.#variables = [{ name: "$", value }];
    this.#name = name;
    this.#depth++;
    this.#list(nodes, value);
    this.#depth--;
    [this.#variables, this.#name] = [variables, caller];
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
      const last = pipe.commands.at(-1) ?? [];
      if (known !== undefined) known.value = value;
      else if (pipe.isAssignment) throw this.#fail(atOf(last), said(last), `undefined variable: ${name}`);
      else this.#variables.push({ name, value });
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
    if (name === "call")
      throw fail(`error calling call: ${notCallable(operands[0]?.text ?? "nil", args[0])}`);
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
      case "variable": {
        const known = this.#variables.findLast(({ name }) => name === operand.name);
        if (known !== undefined) return known.value;
        throw this.#fail(operand.at, operand.text, `undefined variable: ${operand.name}`);
      }
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
