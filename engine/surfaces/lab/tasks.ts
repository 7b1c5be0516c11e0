import { parseFeature } from "../gherkin/feature.ts";
import type { Folder } from "./folder.ts";
import { readHints } from "./hints.ts";
import type { LabTask } from "./lab.ts";

const FEATURE = "tasks.feature";
const TASK = /^@task:([a-z0-9]+(?:-[a-z0-9]+)*)$/;

/** One task for each scenario of tasks.feature. */
export function readTasks(folder: Folder): readonly LabTask[] {
  const text = folder.text(FEATURE, "its scenarios are the tasks");
  if (text === "") return [];
  const { document, problems } = parseFeature(text, folder.cited(FEATURE));
  for (const { line, column, message } of problems) folder.problem(FEATURE, line, message, undefined, column);
  if (problems.length > 0) return [];
  const lines = text.split("\n");
  const children = document.feature?.children ?? [];
  const [background] = children.flatMap((child) => child.background ?? []);
  if (background?.steps[0]?.text !== "the lab cluster")
    folder.problem(
      FEATURE,
      background?.location.line ?? 1,
      "the Background does not begin with Given the lab cluster",
    );
  for (const { rule } of children)
    if (rule !== undefined)
      folder.problem(FEATURE, rule.location.line, "a lab has no Rule; write its scenarios out");
  const scenarios = children.flatMap((child) => child.scenario ?? []);
  const starts = scenarios.map(({ location, tags }) =>
    Math.min(location.line, ...tags.map((tag) => tag.location.line)),
  );
  const tasks = scenarios.flatMap((scenario, index): readonly LabTask[] => {
    const { line } = scenario.location;
    const names = scenario.tags.map(({ name }) => name);
    const [id, ...more] = names.flatMap((name) => TASK.exec(name)?.[1] ?? []);
    if (id === undefined || more.length > 0) {
      folder.problem(
        FEATURE,
        line,
        `scenario "${scenario.name}" needs one tag @task:ID, of small letters, digits and -`,
      );
      return [];
    }
    if (scenario.examples.length > 0)
      folder.problem(FEATURE, line, "a task is one Scenario; an outline would be several");
    if (scenario.name === "") folder.problem(FEATURE, line, `task ${id} has no title after Scenario:`);
    return [
      {
        id,
        title: scenario.name,
        scenario: unindented(
          lines.slice((starts[index] ?? line) - 1, (starts[index + 1] ?? lines.length + 1) - 1),
        ),
        line,
        already: names.includes("@already"),
        anyOrder: names.includes("@any-order"),
        hints: readHints(folder, id),
      },
    ];
  });
  if (scenarios.length === 0) folder.problem(FEATURE, 1, "there is no Scenario, so there is no task");
  for (const { id, line } of tasks)
    if (tasks.find((other) => other.id === id)?.line !== line)
      folder.problem(FEATURE, line, `task ${id} is there twice`);
  return tasks;
}

function unindented(lines: readonly string[]): string {
  const indent = Math.min(...lines.filter((line) => line.trim() !== "").map((line) => line.search(/\S/)));
  return lines
    .map((line) => line.slice(indent))
    .join("\n")
    .trimEnd();
}
