import { parseFeature, type SyntaxProblem } from "../../engine/surfaces/gherkin/feature.ts";
import type { ScenarioResult } from "./result.ts";
import { type RunOptions, runScenario } from "./run-scenario.ts";

export interface FeatureResult {
  readonly uri: string;
  /** Not empty: nothing ran. */
  readonly problems: readonly SyntaxProblem[];
  readonly scenarios: readonly ScenarioResult[];
}

/** Runs every scenario of a feature file, outlines unrolled, in order. Needs neither Node nor cucumber-js. */
export async function runFeature(text: string, uri: string, options: RunOptions): Promise<FeatureResult> {
  const feature = parseFeature(text, uri);
  const scenarios: ScenarioResult[] = [];
  for (const pickle of feature.pickles) scenarios.push(await runScenario(feature, pickle, options));
  return { uri, problems: feature.problems, scenarios };
}
