import { parseFeature } from "../../engine/surfaces/gherkin/feature.ts";
import type { Lab } from "../../engine/surfaces/lab/lab.ts";
import { matchStep } from "../runner/match.ts";
import { stepPlace } from "../runner/place.ts";
import { nearestSteps } from "../vocabulary.ts";
import type { LabFinding } from "./finding.ts";
import { runPrediction } from "./predict.ts";

/** Steps of the tasks that no definition, or more than one, reads like. */
export function lintSteps(lab: Lab): readonly LabFinding[] {
  const { document, pickles } = parseFeature(lab.feature.text, lab.feature.name);
  const found = pickles.flatMap(({ steps, name }) =>
    steps.flatMap((step): readonly LabFinding[] => {
      const count = matchStep(step.text).length;
      if (count === 1) return [];
      const line = stepPlace(document, step.astNodeIds)?.line ?? 1;
      const task = lab.tasks.find(({ title }) => title === name)?.id;
      const [near] = nearestSteps(step.text, 1);
      return [
        {
          lab: lab.id,
          ...(task === undefined ? {} : { task }),
          at: { file: lab.feature.name, line },
          message: `${lab.feature.name}:${line}: ${count === 0 ? "no step reads" : "several steps read"} like "${step.text}"`,
          remedy:
            near === undefined ? "podwire steps lists them" : `nearest: ${near.keyword} ${near.expression}`,
        },
      ];
    }),
  );
  return found.filter(
    ({ message }, index) => found.findIndex((other) => other.message === message) === index,
  );
}

/** A prediction has one right choice, and its words are steps. */
export async function provePredictions(lab: Lab): Promise<readonly LabFinding[]> {
  const findings: LabFinding[] = [];
  for (const prediction of lab.predictions) {
    const results = await runPrediction(lab, prediction);
    const named = (message: string): LabFinding => ({
      lab: lab.id,
      message: `lab.yaml: prediction ${prediction.id}: ${message}`,
    });
    for (const { status, step } of results)
      if (status === "undefined" || status === "ambiguous")
        findings.push(named(`no step reads like "${step?.text}"`));
    const right = results.filter(({ status }) => status === "passed").length;
    if (right !== 1) {
      const detail = results
        .map(({ message }, index) => `${prediction.choices[index]}: ${message || "holds"}`)
        .join("\n");
      findings.push({ ...named(`${right} choices hold at the start; exactly one has to`), detail });
    }
  }
  return findings;
}
