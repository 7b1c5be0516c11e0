import type { Lab, LabAnswers } from "../../engine/surfaces/lab/lab.ts";
import type { PageCommand } from "../../engine/surfaces/lab/page.ts";
import type { LabFinding } from "./finding.ts";
import { lintSteps, provePredictions } from "./lint-steps.ts";
import { proveAlternative, proveRepeatable, proveSolution, proveStart, proveWrong } from "./proofs.ts";
import { proveCommands } from "./prove-commands.ts";
import { proveMutants } from "./prove-mutants.ts";

/** What was proved of a lab, and what was not. */
export interface LabReport {
  readonly lab: string;
  readonly findings: readonly LabFinding[];
  readonly tasks: number;
  readonly solutions: number;
  readonly alternatives: number;
  readonly wrong: number;
  /** Mutants of the solution that change a verdict, and those that a task noticed. */
  readonly mutants: { readonly changed: number; readonly caught: number };
}

/** Every proof of a lab that needs no browser. */
export async function checkLab(
  lab: Lab,
  answers: LabAnswers,
  commands: readonly PageCommand[] = [],
): Promise<LabReport> {
  const base = {
    lab: lab.id,
    tasks: lab.tasks.length,
    solutions: answers.solution.length,
    alternatives: answers.alternatives.length,
    wrong: answers.wrong.length,
    mutants: { changed: 0, caught: 0 },
  };
  const steps = lintSteps(lab);
  // Without its steps a lab proves nothing further.
  if (steps.length > 0) return { ...base, findings: steps };
  const findings = [
    ...(await provePredictions(lab)),
    ...(await proveStart(lab)),
    ...(await proveSolution(lab, answers)),
    ...(await proveRepeatable(lab, answers)),
  ];
  // On a start that is refused there is no terminal.
  if (findings.length === 0) findings.push(...(await proveCommands(lab, commands)));
  for (const alternative of answers.alternatives)
    findings.push(...(await proveAlternative(lab, alternative)));
  for (const wrong of answers.wrong) findings.push(...(await proveWrong(lab, wrong)));
  // A solution that does not hold makes every mutant look caught.
  if (findings.length > 0) return { ...base, findings };
  const { changed, caught, findings: missed } = await proveMutants(lab, answers);
  return { ...base, findings: missed, mutants: { changed, caught } };
}
