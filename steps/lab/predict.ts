import type { Lab, Prediction } from "../../engine/surfaces/lab/lab.ts";
import { startOf } from "../../engine/surfaces/lab/work.ts";
import type { ScenarioResult } from "../runner/result.ts";
import { runFeature } from "../runner/run-feature.ts";
import { optionsOf } from "./run-tasks.ts";

/** Each choice of a prediction as a scenario on the lab's start: the one that passes is right. */
export async function runPrediction(lab: Lab, prediction: Prediction): Promise<readonly ScenarioResult[]> {
  const { namespace, when, choices } = prediction;
  const lines = choices.flatMap((choice, index) => [
    `  Scenario: choice ${index + 1}`,
    "    Given the lab cluster",
    ...(namespace === undefined ? [] : [`    And namespace "${namespace}"`]),
    `    When ${when}`,
    `    Then ${choice}`,
  ]);
  const text = [`Feature: ${prediction.id}`, ...lines].join("\n");
  const uri = lab.feature.name.replace(/[^/]*$/, "lab.yaml");
  return (await runFeature(text, uri, optionsOf(lab, startOf(lab)))).scenarios;
}
