import { formatIssue, type Issue } from "../../../../engine/index.ts";
import type { Lab, LabAnswers } from "../../../../engine/surfaces/lab/lab.ts";
import type { PageCommand } from "../../../../engine/surfaces/lab/page.ts";
import { readLab } from "../../../../engine/surfaces/lab/read.ts";
import {
  type Mistake,
  type Recorded,
  withSolution,
  withStart,
  withWrong,
} from "../../../../engine/surfaces/lab/record.ts";
import { startOf, type Work } from "../../../../engine/surfaces/lab/work.ts";
import { checkLab } from "../../../../steps/lab/check.ts";
import type { LabFinding } from "../../../../steps/lab/finding.ts";
import { hintFor } from "../../../../steps/lab/hint-for.ts";
import { lintSteps, provePredictions } from "../../../../steps/lab/lint-steps.ts";
import { runTasks } from "../../../../steps/lab/run-tasks.ts";
import { findingOf, lookedOver } from "./run-lab.ts";
import type { Finding } from "./views.ts";

/** A lab's folder as its author has it. */
export interface Project {
  /** The folder's name, `NNN-slug`. */
  readonly id: string;
  /** Texts by path. */
  readonly files: Readonly<Record<string, string>>;
}

/** What the page shows of an author's folder after every change. */
export interface AuthorReport {
  /** Absent while the folder cannot be read as a lab. */
  readonly lab?: Lab;
  readonly work?: Work;
  /** Tasks that have a solution. */
  readonly solved: readonly string[];
  readonly wrong: readonly string[];
  /** By path in the folder. */
  readonly findings: readonly Finding[];
  readonly milliseconds: number;
}

/** Reads the folder and says what is wrong with it, with file and line. Never throws for what an author may write. */
export async function readProject({ id, files }: Project): Promise<AuthorReport> {
  const began = performance.now();
  const { lab, answers, issues } = readLab(id, files);
  const found = issues.flatMap((issue) => located(id, issue));
  const base = {
    solved: answers?.solution.map((answer) => answer.id) ?? [],
    wrong: answers?.wrong.map((answer) => answer.id) ?? [],
  };
  if (lab === undefined) return { ...base, findings: found, milliseconds: performance.now() - began };
  const steps = lintSteps(lab);
  const predictions = steps.length === 0 ? await provePredictions(lab) : [];
  const work = startOf(lab);
  const manifests = lookedOver(lab, work).issues.flatMap(findingOf);
  const findings = [
    ...found,
    ...[...steps, ...predictions].map((one) => ofFinding(id, one)),
    ...manifests.map((one) => ({ ...one, file: `start/${one.file}` })),
  ];
  return { ...base, lab, work, findings, milliseconds: performance.now() - began };
}

function located(id: string, issue: Issue): readonly Finding[] {
  return findingOf(issue).map((one) => ({ ...one, file: inFolder(id, one.file) }));
}

function ofFinding(id: string, { message, remedy, at }: LabFinding): Finding {
  const { file, line } = at ?? { file: "lab.yaml", line: 1 };
  const bare = message.replace(/^(labs\/\S+?:\d+|lab\.yaml): /, "");
  const words = remedy === undefined ? bare : `${bare} (${remedy})`;
  return {
    severity: "error",
    code: "lab-invalid",
    message: words,
    file: inFolder(id, file),
    line,
    column: 1,
  };
}

function inFolder(id: string, file: string): string {
  const base = `labs/${id}/`;
  return file.startsWith(base) ? file.slice(base.length) : file;
}

/** How the trial's files do as a wrong answer: what `expect.yaml` would say, and the hint that a learner would get. */
export interface Trial {
  readonly fails: readonly string[];
  readonly reason?: Mistake["reason"];
  /** `TASK#N`. */
  readonly hint?: { readonly task: string; readonly number: number };
}

export async function tryMistake({ id, files }: Project, work: Work): Promise<Trial> {
  const { lab } = recordedOf({ id, files });
  const results = await runTasks(lab, work);
  const red = results.filter(({ status }) => status !== "passed");
  const [first] = red;
  if (first?.reason === undefined) return { fails: red.map(({ task }) => task) };
  const { function: name, code } = first.reason;
  const hint = hintFor(lab, first.task, first);
  return {
    fails: red.map(({ task }) => task),
    reason: name === undefined ? { code } : { function: name, code },
    ...(hint === undefined ? {} : { hint: { task: first.task, number: hint.number } }),
  };
}

/** What the files of the trial are recorded as. */
export type Recording =
  | { readonly as: "start" }
  | { readonly as: "solution"; readonly task: string }
  | { readonly as: "wrong"; readonly mistake: Mistake };

/** The folder's files with the recording; absent when there is nothing to record. */
export function record(
  project: Project,
  work: Work,
  recording: Recording,
): { readonly files?: Project["files"] } {
  const recorded = recordedOf(project);
  const { files } = project;
  const changed =
    recording.as === "start"
      ? withStart(files, work)
      : recording.as === "solution"
        ? withSolution(files, recorded, recording.task, work)
        : withWrong(files, recorded, work, recording.mistake);
  return changed === undefined ? {} : { files: changed };
}

function recordedOf({ id, files }: Project): Recorded {
  const { lab, answers } = readLab(id, files);
  if (lab === undefined) throw new Error("the folder cannot be read as a lab yet; its problems say why");
  return { lab, answers };
}

export interface Proof {
  readonly holds: boolean;
  /** One for each thing to mend, as `podwire lab check` prints it. */
  readonly lines: readonly { readonly message: string; readonly detail: string; readonly remedy: string }[];
  /** In one line. */
  readonly summary: string;
}

/** Everything that `podwire lab check` proves of one lab. */
export async function proveProject({ id, files }: Project): Promise<Proof> {
  const { lab, answers, issues, commands } = readLab(id, files);
  const errors = issues.filter(({ severity }) => severity === "error");
  const malformed = errors.map((issue) => ({ lab: id, message: formatIssue(issue) }));
  if (lab === undefined || answers === undefined || malformed.length > 0) {
    const nothing = answers === undefined ? [{ lab: id, message: NO_ANSWERS }] : [];
    return proofOf([...malformed, ...nothing], "");
  }
  return proved(lab, answers, commands);
}

const NO_ANSWERS = "there is neither solution/ nor wrong/, so there is nothing to prove: record them";

async function proved(lab: Lab, answers: LabAnswers, commands: readonly PageCommand[]): Promise<Proof> {
  const { findings, tasks, solutions, wrong, mutants } = await checkLab(lab, answers, commands);
  const counts = [many(tasks, "task"), many(solutions, "solution"), many(wrong, "wrong answer")];
  return proofOf(findings, [...counts, `${mutants.caught} of ${mutants.changed} mutants caught`].join(" · "));
}

function many(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}

function proofOf(findings: readonly LabFinding[], counts: string): Proof {
  const lines = findings.map(({ message, detail = "", remedy = "" }) => ({ message, detail, remedy }));
  const holds = lines.length === 0;
  return { holds, lines, summary: holds ? counts : `${lines.length} to mend` };
}
