import type { Answer, Lab, LabAnswers, WrongAnswer } from "../../engine/surfaces/lab/lab.ts";
import { startOf, type Work, withAnswers, withOverlays } from "../../engine/surfaces/lab/work.ts";
import type { LabFinding } from "./finding.ts";
import { fits, hintFor, rungs } from "./hint-for.ts";
import { runTasks, type TaskResult } from "./run-tasks.ts";

type Findings = readonly LabFinding[];

/** At the start every task is red because a claim does not hold, not because the question is wrong. */
export async function proveStart(lab: Lab): Promise<Findings> {
  const results = await runTasks(lab, startOf(lab));
  return results.flatMap((result): Findings => {
    const already = lab.tasks.find(({ id }) => id === result.task)?.already === true;
    if (already) return mustPass(lab, result, "at the start, with its tag @already");
    return mustFail(lab, result, "at the start");
  });
}

/** After each solution its task is green, and those to come are still red. */
export async function proveSolution(lab: Lab, { solution }: LabAnswers): Promise<Findings> {
  const findings: LabFinding[] = [];
  for (const { id, files } of solution) {
    const name = `solution/${files[0]?.name}`;
    const upTo = lab.tasks.findIndex((task) => task.id === id);
    const results = await runTasks(lab, withAnswers(lab, { ...NO_ANSWERS, solution }, id));
    for (const [index, result] of results.entries()) {
      const task = lab.tasks[index];
      if (task === undefined) continue;
      if (index <= upTo || task.already) findings.push(...mustPass(lab, result, `after ${name}`));
      else if (!task.anyOrder) findings.push(...mustFail(lab, result, `after ${name}`));
    }
  }
  const final = await runTasks(lab, withAnswers(lab, { ...NO_ANSWERS, solution }));
  const rest = final.flatMap((result) => mustPass(lab, result, "after the whole solution"));
  return [...findings, ...rest.filter(({ task }) => !findings.some((finding) => finding.task === task))];
}

const NO_ANSWERS = { explanation: "", alternatives: [], wrong: [] };

export async function proveAlternative(lab: Lab, { id, files }: Answer): Promise<Findings> {
  const results = await runTasks(lab, withOverlays(startOf(lab), files));
  return results.flatMap((result) => mustPass(lab, result, `after ${id}/`));
}

/** A wrong answer fails exactly where it says, for the reason it says, and gets the hint it deserves. */
export async function proveWrong(lab: Lab, wrong: WrongAnswer): Promise<Findings> {
  const { id, files, fails, reason, hint } = wrong;
  const where = `wrong/${id}/`;
  const results = await runTasks(lab, withOverlays(startOf(lab), files));
  const findings = results.flatMap((result): Findings => {
    const expected = fails.includes(result.task);
    if (!expected) return mustPass(lab, result, `after ${where}, which does not list it under fails`);
    if (result.status !== "passed") return [];
    return [{ lab: lab.id, task: result.task, message: `task ${result.task} is green after ${where}` }];
  });
  const first = results.find(({ task }) => task === fails[0]);
  if (first?.reason === undefined) return findings;
  if (!fits(reason, first.reason)) {
    const observed = nameOf(first.reason);
    const message = `${where} fails for the reason ${observed}, not ${nameOf(reason)}`;
    return [...findings, { lab: lab.id, task: first.task, message, detail: first.message }];
  }
  return [...findings, ...deserves(lab, where, hint, results)];
}

/** A computed hint has to be the one that is picked; a rung has to be what the ladder offers. */
function deserves(
  lab: Lab,
  where: string,
  { task, number }: WrongAnswer["hint"],
  results: readonly TaskResult[],
): Findings {
  const result = results.find((one) => one.task === task);
  const hints = lab.tasks.find(({ id }) => id === task)?.hints ?? [];
  const wanted = hints.find((hint) => hint.number === number);
  if (result === undefined || wanted === undefined) return [];
  const picked = hintFor(lab, task, result);
  const isRung = rungs(hints).includes(wanted);
  if (picked === wanted || (isRung && picked !== undefined && rungs(hints).includes(picked))) return [];
  const got = picked === undefined ? "no hint" : `hint ${task}#${picked.number}`;
  return [{ lab: lab.id, task, message: `${where} gets ${got}, not ${task}#${number}` }];
}

/** Reset leads back to the first start, and a second run says the same to the letter. */
export async function proveRepeatable(lab: Lab, answers: LabAnswers): Promise<Findings> {
  const states = [startOf(lab), withAnswers(lab, answers)];
  const first = await runAll(lab, states);
  const again = await runAll(lab, [...states].reverse().map(fresh));
  const different = first.findIndex((one, index) => one !== again.at(-1 - index));
  if (different < 0) return [];
  return [
    {
      lab: lab.id,
      message: `a second run ${different === 0 ? "after reset" : "with the solution"} says something else`,
    },
  ];
}

async function runAll(lab: Lab, states: readonly Work[]): Promise<readonly string[]> {
  const texts: string[] = [];
  for (const state of states) texts.push(JSON.stringify(await runTasks(lab, state)));
  return texts;
}

/** The same manifests as texts that no cache has seen. */
function fresh(work: Work): Work {
  return Object.fromEntries(
    Object.entries(work).map(([name, text]) => [name, text === "" ? "" : `${text}\n#\n`]),
  );
}

function mustPass({ id }: Lab, { task, status, message }: TaskResult, where: string): Findings {
  if (status === "passed") return [];
  return [{ lab: id, task, message: `task ${task} is red ${where}`, detail: message || status }];
}

function mustFail({ id }: Lab, { task, status, message, step }: TaskResult, where: string): Findings {
  if (status === "failed") return [];
  const base = { lab: id, task };
  if (status === "passed") {
    const remedy = "make it harder, or tag it @already (green at the start) or @any-order";
    return [{ ...base, message: `task ${task} is green ${where}: nothing is left to do`, remedy }];
  }
  const what = status === "errored" ? "errs" : `has an ${status} step`;
  const detail = [step === undefined ? "" : `${step.keyword}${step.text}`, message]
    .filter((text) => text !== "")
    .join("\n");
  const remedy = "a task has to fail at a Then whose claim does not hold yet";
  return [{ ...base, message: `task ${task} ${what} ${where} instead of failing`, detail, remedy }];
}

function nameOf({ function: name, code }: { readonly function?: string; readonly code: string }): string {
  return name === undefined ? code : `${name}/${code}`;
}
