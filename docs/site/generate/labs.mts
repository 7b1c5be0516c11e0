import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { formatIssue } from "../../../engine/index.ts";
import type { Lab, LabAnswers } from "../../../engine/surfaces/lab/lab.ts";
import { readLab } from "../../../engine/surfaces/lab/read.ts";
import { startOf, withAnswers } from "../../../engine/surfaces/lab/work.ts";
import { runLab } from "../../src/lab/engine/run-lab.ts";
import { type GeneratedFile, ROOT } from "./page.mts";

const LABS = join(ROOT, "labs");

/**
 * The catalogue; for each lab what its page needs, run at its start so that it reads without JavaScript; and apart from
 * that its solution, which the page fetches only when the learner asks.
 */
export async function labFiles(): Promise<readonly GeneratedFile[]> {
  const ids = existsSync(LABS)
    ? readdirSync(LABS)
        .filter((name) => /^\d{3}-/.test(name))
        .sort()
    : [];
  if (ids.length === 0) throw new Error("no lab found");
  const read = ids.map(readWhole);
  const pages: GeneratedFile[] = [];
  for (const { lab, answers } of read) {
    const solved = withAnswers(lab, answers);
    const work = startOf(lab);
    const start = await runLab(lab, work);
    const { tasks, matrix: goalMatrix } = await runLab(lab, solved);
    const goal = tasks.map(({ task, lanes }) => withoutHops({ task, lanes }));
    const page = { lab, work, start: { ...start, milliseconds: 0 }, goal, goalMatrix };
    const { explanation } = answers;
    const steps = lab.tasks.map(({ id }) => ({ task: id, work: withAnswers(lab, answers, id) }));
    pages.push({ path: `labs/${lab.id}.lab.json`, text: JSON.stringify(page) });
    pages.push({ path: `labs/${lab.id}.solution.json`, text: JSON.stringify({ explanation, steps }) });
  }
  const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  pages.push({ path: "labs/version.json", text: JSON.stringify({ version }) });
  return [{ path: "labs/catalogue.json", text: JSON.stringify(read.map(card), undefined, 1) }, ...pages];
}

/** The goal is a picture: how its packets get there would tell the answer. */
function withoutHops<T extends { readonly lanes: readonly object[] }>(task: T): T {
  return { ...task, lanes: task.lanes.map((lane) => ({ ...lane, hops: [], why: "" })) };
}

function readWhole(id: string): { readonly lab: Lab; readonly answers: LabAnswers } {
  const base = join(LABS, id);
  const paths = readdirSync(base, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = paths.map((entry): readonly [string, string] => {
    const path = join(entry.parentPath, entry.name);
    return [path.slice(base.length + 1).replaceAll("\\", "/"), readFileSync(path, "utf8")];
  });
  const { lab, answers, issues } = readLab(id, Object.fromEntries(files));
  const errors = issues.filter(({ severity }) => severity === "error");
  if (errors.length > 0)
    throw new Error(`lab ${id} is not fit to be shown:\n${errors.map(formatIssue).join("\n")}`);
  if (lab === undefined || answers === undefined) throw new Error(`lab ${id} has no page or no solution`);
  return { lab, answers };
}

function card({ lab }: { readonly lab: Lab }): object {
  const { id, title, description, level, minutes, track, objectives, tags, prerequisites, tasks } = lab;
  const short = tasks.map((task) => ({ id: task.id, title: task.title }));
  return { id, title, description, level, minutes, track, objectives, tags, prerequisites, tasks: short };
}
