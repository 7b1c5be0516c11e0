import type { Pickle, PickleStep } from "@cucumber/messages";
import type { Feature } from "../../engine/surfaces/gherkin/feature.ts";
import { docStringLine } from "../doc-string-line.ts";
import { StepError, VerdictMismatch } from "../errors.ts";
import { argumentCount, runStep, type StepArgument } from "../registry.ts";
import { type Surroundings, World, type WorldOptions } from "../world.ts";
import { missingClaim } from "./claim.ts";
import { matchStep } from "./match.ts";
import { scenarioLine, stepPlace } from "./place.ts";
import { reasonOf } from "./reason.ts";
import type { ScenarioResult, ScenarioStatus } from "./result.ts";

/** How scenarios run: what a World takes, with doc strings read by the runner itself. */
export interface RunOptions extends Omit<WorldOptions, "surroundings"> {
  readonly surroundings: Omit<Surroundings, "inline">;
}

/** Where a scenario went wrong, and how. */
interface Trouble {
  readonly status: Exclude<ScenarioStatus, "passed">;
  readonly step?: PickleStep;
  readonly error: unknown;
}

/** Runs one scenario in a world of its own. Never throws for what a feature or a manifest may say. */
export async function runScenario(
  feature: Feature,
  pickle: Pickle,
  options: RunOptions,
): Promise<ScenarioResult> {
  const used = new Set<string>();
  const inline: Surroundings["inline"] = (text) => {
    const line = docStringLine(feature.document, pickle, text, used);
    return { name: pickle.uri, text: "\n".repeat(line) + text };
  };
  const world = new World({ ...options, surroundings: { ...options.surroundings, inline } });
  const trouble = (await runSteps(pickle, world)) ?? afterwards(world) ?? claimless(pickle);
  return resultOf(feature, pickle, world, trouble);
}

async function runSteps(pickle: Pickle, world: World): Promise<Trouble | undefined> {
  for (const step of pickle.steps) {
    const [match, ...others] = matchStep(step.text);
    if (match === undefined) return { status: "undefined", step, error: new StepError("") };
    if (others.length > 0) {
      const expressions = [match, ...others].map(({ definition }) => `  ${definition.expression}`);
      const message = ["Multiple step definitions match:", ...expressions].join("\n");
      return { status: "ambiguous", step, error: new StepError(message) };
    }
    try {
      const { definition } = match;
      const args = [...match.values, ...blockOf(step)];
      if (args.length !== argumentCount(definition)) throw wrongBlock(args.length, argumentCount(definition));
      await runStep(definition, world, args);
    } catch (error) {
      return { status: error instanceof VerdictMismatch ? "failed" : "errored", step, error };
    }
  }
  return undefined;
}

function blockOf({ argument }: PickleStep): readonly StepArgument[] {
  if (argument?.dataTable !== undefined)
    return [argument.dataTable.rows.map(({ cells }) => cells.map(({ value }) => value))];
  return argument?.docString === undefined ? [] : [argument.docString.content];
}

function wrongBlock(given: number, taken: number): StepError {
  return new StepError(
    given < taken
      ? 'the step needs a table or a text in """ below it'
      : "the step takes neither a table nor a text below it",
  );
}

/** What a scenario's end brings to light: a refusal that nobody expected, manifests that nobody asked about. */
function afterwards(world: World): Trouble | undefined {
  try {
    world.checkRefusal();
    world.judge();
    return undefined;
  } catch (error) {
    return { status: "errored", error };
  }
}

function claimless(pickle: Pickle): Trouble | undefined {
  const message = missingClaim(pickle);
  return message === undefined ? undefined : { status: "errored", error: new StepError(message) };
}

function resultOf(
  { document }: Feature,
  pickle: Pickle,
  world: World,
  trouble: Trouble | undefined,
): ScenarioResult {
  const base = {
    uri: pickle.uri,
    line: scenarioLine(document, pickle),
    name: pickle.name,
    tags: pickle.tags.map(({ name }) => name),
    notes: world.notes(),
  };
  const last = world.lastTrace();
  if (trouble === undefined)
    return { ...base, status: "passed", message: "", issues: [], ...(last ? { trace: last } : {}) };
  const { status, step, error } = trouble;
  const trace = (error instanceof VerdictMismatch ? error.grounds.trace : undefined) ?? last;
  const message = error instanceof Error ? error.message : String(error);
  const place = step === undefined ? undefined : stepPlace(document, step.astNodeIds);
  return {
    ...base,
    status,
    message,
    ...partsOf(message),
    reason: reasonOf(error),
    issues: error instanceof StepError ? error.issues : [],
    ...(status === "undefined" || status === "ambiguous" || !(error instanceof Error)
      ? {}
      : { errorType: error.name }),
    ...(step === undefined
      ? {}
      : { step: { keyword: place?.keyword ?? "", text: step.text, line: place?.line ?? base.line } }),
    ...(trace === undefined ? {} : { trace }),
  };
}

/** `expected: …`, `observed: …` and the rest, as every claim words it. */
function partsOf(message: string): Pick<ScenarioResult, "expected" | "observed" | "why"> {
  const [, expected, observed, why = ""] =
    /^expected: ([^\n]*)\nobserved: ([^\n]*)(?:\n([\s\S]*))?$/.exec(message) ?? [];
  if (expected === undefined || observed === undefined) return message === "" ? {} : { why: message };
  return { expected, observed, ...(why === "" ? {} : { why }) };
}
