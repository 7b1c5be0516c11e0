import type { Lab, LabAnswers } from "../../engine/surfaces/lab/lab.ts";
import { type Mutant, mutantsOf } from "../../engine/surfaces/lab/mutants.ts";
import { withAnswers } from "../../engine/surfaces/lab/work.ts";
import type { LabFinding } from "./finding.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { runTasks } from "./run-tasks.ts";

/** Share of the mutants that change a verdict and that a task has to notice. */
const LEAST_CAUGHT = 0.95;
/** More of one lab are tried evenly spread. */
const MOST_MUTANTS = 120;

export interface MutantProof {
  /** Mutants that change a verdict. */
  readonly changed: number;
  readonly caught: number;
  readonly findings: readonly LabFinding[];
}

/** Changes the solution in one place at a time: a task has to turn red, or the lab does not say what it wants. */
export async function proveMutants(lab: Lab, answers: LabAnswers): Promise<MutantProof> {
  const solved = withAnswers(lab, answers);
  const all = mutantsOf(
    solved,
    answers.solution.flatMap(({ files }) => files),
  );
  const tried = spread(all, MOST_MUTANTS);
  const wanted = fingerprintOf(lab, solved);
  const missed: Mutant[] = [];
  let caught = 0;
  for (const mutant of tried) {
    const results = await runTasks(lab, mutant.work);
    // What the API server refuses never becomes a verdict.
    if (results.some(({ reason }) => reason?.code === "input-refused")) continue;
    if (results.some(({ status }) => status !== "passed")) caught++;
    else if (fingerprintOf(lab, mutant.work) !== wanted) missed.push(mutant);
  }
  const changed = caught + missed.length;
  if (changed === 0 && all.length > 0)
    return {
      changed,
      caught,
      findings: [{ lab: lab.id, message: "no change of the solution changes a verdict" }],
    };
  if (changed === 0 || caught / changed >= LEAST_CAUGHT) return { changed, caught, findings: [] };
  const message = `the tasks notice ${caught} of ${changed} changes of the solution, less than ${LEAST_CAUGHT * 100}%`;
  const detail = missed.map(({ name }) => `not noticed: ${name}`).join("\n");
  const remedy = "claim more, or leave out of the solution what no task asks for";
  return { changed, caught, findings: [{ lab: lab.id, message, detail, remedy }] };
}

function spread<T>(items: readonly T[], most: number): readonly T[] {
  if (items.length <= most) return items;
  return Array.from({ length: most }, (_, index) => items[Math.floor((index * items.length) / most)]).filter(
    (item) => item !== undefined,
  );
}
