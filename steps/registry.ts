import { InputError, NameError, type Protocol } from "../engine/index.ts";
import { StepError } from "./errors.ts";
import type { World } from "./world.ts";

export type Keyword = "Given" | "When" | "Then";

/** Rows of cells, the header row (if the step has one) first. */
export type Table = readonly (readonly string[])[];

/** What follows the step's line. */
export type Block = "none" | "table" | "text";

export type StepArgument = string | number | Table;

/** One step of the vocabulary, as data for any runner. */
export interface StepDefinition {
  readonly keyword: Keyword;
  /** A cucumber expression over the built-in parameter types and ours. */
  readonly expression: string;
  readonly block: Block;
  /** A whole Gherkin step, with its table or doc string. */
  readonly example: string;
  readonly description: string;
  /** Arguments are the expression's parameters in order, then the table or the text. */
  readonly run: (world: World, args: readonly StepArgument[]) => undefined | Promise<void>;
}

export interface StepTable {
  /** The file that defines them, for the vocabulary's page. */
  readonly file: string;
  readonly steps: readonly StepDefinition[];
}

interface ParameterValues {
  readonly string: string;
  readonly word: string;
  readonly int: number;
  readonly client: string;
  readonly target: string;
  readonly protocol: Protocol;
  readonly direction: "ingress" | "egress" | "ingress and egress";
  readonly backend: "pod" | "service";
}

/** The values of an expression's parameters: `{client} curls {target}` gives `[string, string]`. */
type Parameters<E extends string> = E extends `${string}{${infer Name}}${infer Rest}`
  ? [Name extends keyof ParameterValues ? ParameterValues[Name] : never, ...Parameters<Rest>]
  : [];

type BlockValue<B extends Block> = B extends "table" ? [Table] : B extends "text" ? [string] : [];

interface StepInput<E extends string, B extends Block> {
  readonly keyword: Keyword;
  readonly expression: E;
  readonly block: B;
  readonly example: string;
  readonly description: string;
  readonly run: (world: World, ...args: [...Parameters<E>, ...BlockValue<B>]) => unknown;
}

/** Types the arguments of `run` after the expression, then forgets them. */
export function step<const E extends string, const B extends Block = "none">(
  input: Omit<StepInput<E, B>, "block"> & { readonly block?: B },
): StepDefinition {
  const run = input.run as (world: World, ...args: readonly StepArgument[]) => unknown;
  return {
    ...input,
    block: input.block ?? "none",
    run: (world, args) => {
      const done = run(world, ...args);
      return done instanceof Promise ? done.then(() => undefined) : undefined;
    },
  };
}

export function defineSteps(file: string, steps: readonly StepDefinition[]): StepTable {
  return { file, steps };
}

/** How many arguments a runner passes: the parameters, and one for a table or doc string. */
export function argumentCount(definition: StepDefinition): number {
  const parameters = definition.expression.match(/\{[a-z]+\}/g)?.length ?? 0;
  return parameters + (definition.block === "none" ? 0 : 1);
}

/**
 * Runs a step; what the engine throws over an input or a name becomes an erring step. A step that takes its time
 * returns a promise; the others are over when this returns.
 */
export function runStep(
  definition: StepDefinition,
  world: World,
  args: readonly StepArgument[],
): undefined | Promise<void> {
  try {
    world.checkRefusal(definition.expression);
    return definition.run(world, args)?.catch(rethrow);
  } catch (error) {
    return rethrow(error);
  }
}

function rethrow(error: unknown): never {
  if (error instanceof InputError) throw new StepError(error.message, error.issues);
  if (error instanceof NameError) throw new StepError(nameMessage(error));
  throw error;
}

function nameMessage(error: NameError): string {
  const unsaid = error.candidates.filter((candidate) => !error.message.includes(candidate));
  return unsaid.length === 0 ? error.message : `${error.message}; candidates: ${unsaid.join(", ")}`;
}
