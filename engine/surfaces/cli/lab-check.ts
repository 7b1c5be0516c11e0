import { checkLab, type LabReport } from "../../../steps/lab/check.ts";
import type { LabFinding } from "../../../steps/lab/finding.ts";
import { runTasks } from "../../../steps/lab/run-tasks.ts";
import { formatIssue } from "../../index.ts";
import { readLab } from "../lab/read.ts";
import type { LabResult } from "../lab/results.ts";
import { startOf } from "../lab/work.ts";
import { type ExitCode, type Io, worst } from "./io.ts";
import { type LabFolder, labIds } from "./lab-folders.ts";
import { gradeLines, issueFindings, many, reportLines } from "./lab-text.ts";

export interface Outcome {
  readonly code: ExitCode;
  readonly results: readonly LabResult[];
}

/** Proves labs, one after the other. 1 when something does not hold, 2 when a folder is malformed. */
export async function check(folders: readonly LabFolder[], io: Io): Promise<Outcome> {
  const results: LabResult[] = [];
  let code: ExitCode = 0;
  let mutants = 0;
  for (const { id, files } of folders) {
    const { lab, answers, issues, commands } = readLab(id, files);
    const broken = [
      ...issueFindings(id, issues),
      ...amongOthers({ id, files }, lab?.prerequisites ?? [], io.cwd),
    ];
    const missing =
      answers === undefined
        ? [{ lab: id, message: NO_ANSWERS, remedy: "--grade checks a learner's work" }]
        : [];
    const report: LabReport =
      lab === undefined || answers === undefined || broken.length > 0
        ? { ...EMPTY, lab: id, findings: [...broken, ...missing] }
        : await checkLab(lab, answers, commands);
    io.out(reportLines(report, io.color));
    mutants += report.mutants.changed;
    if (report.findings.length > 0) code = worst(code, broken.length + missing.length > 0 ? 2 : 1);
    results.push(provenTasks(report, lab?.tasks ?? []));
  }
  const red = results.filter(({ tasks }) => tasks.some(({ status }) => status !== "passed")).length;
  const tasks = results.reduce((sum, one) => sum + one.tasks.length, 0) - results.length;
  const sum = [many(folders.length, "lab"), many(tasks, "task"), many(mutants, "mutant")].join(", ");
  io.out(`\n${sum}${red === 0 ? ": all hold" : `; ${many(red, "lab")} to mend`}\n`);
  return { code, results };
}

/** What is wrong with a lab of labs/ beside the others there. */
function amongOthers(
  { id, files }: LabFolder,
  prerequisites: readonly string[],
  cwd: string,
): readonly LabFinding[] {
  const ids = labIds(cwd);
  if (!ids.includes(id)) return [];
  const twin = ids.find((other) => other !== id && other.slice(0, 4) === id.slice(0, 4));
  const missing = prerequisites.filter((one) => !ids.includes(one));
  return [
    ...(twin === undefined ? [] : [{ lab: id, message: `${id} and ${twin} have the same number` }]),
    ...missing.map((one) => ({ lab: id, message: `prerequisites: there is no lab ${one}` })),
    ...deadLinks(id, files, ids),
  ];
}

/** Links of the lab's texts to labs that there are not. */
function deadLinks(id: string, files: LabFolder["files"], ids: readonly string[]): readonly LabFinding[] {
  const texts = Object.entries(files).filter(([path]) => /\.mdx?$/.test(path));
  return texts.flatMap(([path, text]) =>
    text.split("\n").flatMap((line, at) =>
      [...line.matchAll(/\]\(\/labs\/([\w-]+)/g)].flatMap(([, other = ""]) =>
        ids.includes(other) || other === "author"
          ? []
          : [
              {
                lab: id,
                message: `labs/${id}/${path}:${at + 1}: error: there is no lab ${other} to link to`,
              },
            ],
      ),
    ),
  );
}

const NO_ANSWERS = "there is neither solution/ nor wrong/, so there is nothing to prove";
const EMPTY = { tasks: 0, solutions: 0, alternatives: 0, wrong: 0, mutants: { changed: 0, caught: 0 } };

/** A line for each task, and one for the lab as a whole. */
function provenTasks(
  { lab, findings }: LabReport,
  tasks: readonly { readonly id: string; readonly title: string }[],
): LabResult {
  const rows = [...tasks, { id: "lab", title: lab }].map(({ id, title }) => {
    const own = findings.filter(({ task = "lab" }) => task === id);
    const message = own.map((one) => [one.message, one.detail].filter(Boolean).join("\n")).join("\n");
    return { task: id, title, status: own.length === 0 ? ("passed" as const) : ("failed" as const), message };
  });
  return { lab, tasks: rows };
}

/** Grades a learner's work: the files of work/ in place of those of start/. 1 when a task is red, 2 when the lab is malformed. */
export async function grade(folders: readonly LabFolder[], io: Io): Promise<Outcome> {
  const results: LabResult[] = [];
  let code: ExitCode = 0;
  for (const { id, files } of folders) {
    const { lab, issues } = readLab(id, files);
    const errors = issues.filter(({ severity }) => severity === "error");
    for (const issue of errors) io.note(formatIssue(issue));
    if (lab === undefined || errors.length > 0) {
      code = 2;
      continue;
    }
    const work = Object.entries(files).flatMap(([path, text]) =>
      path.startsWith("work/") ? [[path.slice("work/".length), text] as const] : [],
    );
    const graded = await runTasks(lab, { ...startOf(lab), ...Object.fromEntries(work) });
    io.out(gradeLines(id, graded, io.color));
    if (graded.some(({ status }) => status !== "passed")) code = worst(code, 1);
    const tasks = graded.map(({ task, title, status, message }) => ({
      task,
      title,
      message,
      status: status === "passed" || status === "failed" ? status : ("errored" as const),
    }));
    results.push({ lab: id, tasks });
  }
  return { code, results };
}
