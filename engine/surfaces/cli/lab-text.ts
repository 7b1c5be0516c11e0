import type { LabReport } from "../../../steps/lab/check.ts";
import type { LabFinding } from "../../../steps/lab/finding.ts";
import type { TaskResult } from "../../../steps/lab/run-tasks.ts";
import { type Paint, paint } from "../../explain/paint.ts";
import { formatIssue, type Issue } from "../../index.ts";

/** A lab that holds in one line; one that does not with everything that is wrong, and what to do first. */
export function reportLines({ lab, findings, ...counts }: LabReport, color: boolean): string {
  const colors = paint(color);
  const { tasks, solutions, alternatives, wrong, mutants } = counts;
  if (findings.length > 0)
    return [
      `${colors.red("✗")} ${colors.bold(lab)}`,
      ...findings.map((one) => findingText(one, colors)),
      "",
    ].join("\n");
  const parts = [
    many(tasks, "task"),
    many(solutions, "solution"),
    ...(alternatives > 0 ? [many(alternatives, "alternative")] : []),
    many(wrong, "wrong answer"),
    `${mutants.caught} of ${mutants.changed} mutants caught`,
  ];
  return `${colors.green("✓")} ${lab} ${colors.dim(parts.join(" · "))}\n`;
}

function findingText({ message, detail, remedy }: LabFinding, { dim, yellow }: Paint): string {
  const lines = (detail ?? "").split("\n").filter((line) => line !== "");
  return [
    `  ${message}`,
    ...lines.map((line) => `    ${dim(line)}`),
    ...(remedy === undefined ? [] : [`    ${yellow("→")} ${remedy}`]),
  ].join("\n");
}

export function issueFindings(lab: string, issues: readonly Issue[]): readonly LabFinding[] {
  return issues
    .filter(({ severity }) => severity === "error")
    .map((issue) => ({ lab, message: formatIssue(issue) }));
}

/** How a learner's work does at each task. */
export function gradeLines(lab: string, results: readonly TaskResult[], color: boolean): string {
  const { red, green, bold, dim } = paint(color);
  const passed = results.filter(({ status }) => status === "passed").length;
  const head = `${passed === results.length ? green("✓") : red("✗")} ${bold(lab)} ${dim(`${passed} of ${many(results.length, "task")}`)}`;
  const lines = results.flatMap(({ title, status, step, message }) => [
    `  ${status === "passed" ? green("✓") : red("✗")} ${title}`,
    ...(step === undefined ? [] : [`    ${step.keyword}${step.text}`]),
    ...message.split("\n").flatMap((line) => (line === "" ? [] : [`    ${dim(line)}`])),
  ]);
  return `${[head, ...lines].join("\n")}\n`;
}

export function many(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}
