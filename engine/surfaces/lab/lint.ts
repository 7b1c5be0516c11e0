import type { Folder } from "./folder.ts";
import type { Lab, LabAnswers } from "./lab.ts";
import { lintTexts } from "./lint-text.ts";
import { idsInPage } from "./page.ts";

/** Files that a lab's folder may hold. `work/` is a learner's, in a classroom. */
const FILES: readonly RegExp[] = [
  /^(index\.mdx|lab\.yaml|tasks\.feature)$/,
  /^(start|work)\/[^/]+\.yaml$/,
  /^hints\/[^/]+\.md$/,
  /^solution(-[^/]+)?\/([^/]+\.yaml|README\.mdx)$/,
  /^wrong\/[^/]+\/[^/]+\.yaml$/,
  /^i18n\//,
];

const CLOSED_WORLD = "only these connections are allowed:";

/** What does not fit together in a lab's folder. */
export function lintFolder(folder: Folder, lab: Lab, answers: LabAnswers | undefined): void {
  for (const path of folder.paths())
    if (!FILES.some((pattern) => pattern.test(path)))
      folder.problem(path, 1, "no file of a lab", "labs/README.md says what a lab's folder holds");
  const ids = lab.tasks.map(({ id }) => id);
  sameIds(folder, "Task", ids, "task");
  sameIds(
    folder,
    "Predict",
    lab.predictions.map(({ id }) => id),
    "prediction",
  );
  for (const path of folder.paths("hints/")) {
    const id = path.slice("hints/".length).replace(/\.md$/, "");
    if (!ids.includes(id)) folder.problem(path, 1, `there is no task ${id}`);
  }
  const policies = lab.tags.includes("network-policy");
  if (policies && !lab.tasks.some(({ scenario }) => scenario.includes(CLOSED_WORLD)))
    folder.problem("tasks.feature", 1, `the tag network-policy asks for a task with Then ${CLOSED_WORLD}`);
  if (answers !== undefined) noSpoiler(folder, answers);
  lintTexts(folder);
}

function sameIds(folder: Folder, component: "Task" | "Predict", ids: readonly string[], what: string): void {
  const inPage = idsInPage(folder.peek("index.mdx"), component);
  for (const { id, line } of inPage) {
    if (!ids.includes(id))
      folder.problem("index.mdx", line, `<${component} id="${id}" />: there is no ${what} ${id}`);
    if (inPage.find((other) => other.id === id)?.line !== line)
      folder.problem("index.mdx", line, `<${component} id="${id}" /> is there twice`);
  }
  for (const id of ids)
    if (!inPage.some((one) => one.id === id))
      folder.problem("index.mdx", 1, `the page lacks <${component} id="${id}" />`);
}

/** Lines of YAML in a row that give a solution away. */
const SPOILER = 3;

function noSpoiler(folder: Folder, answers: LabAnswers): void {
  const tidy = (text: string): readonly string[] => text.split("\n").map((line) => line.trim());
  const fromStart = new Set(folder.paths("start/").flatMap((path) => runs(tidy(folder.peek(path)))));
  const solved = new Set(
    answers.solution.flatMap(({ files }) => files.flatMap(({ text }) => runs(tidy(text)))),
  );
  const page = tidy(folder.peek("index.mdx"));
  for (let at = 0; at + SPOILER <= page.length; at++) {
    const run = page.slice(at, at + SPOILER).join("\n");
    if (!solved.has(run) || fromStart.has(run)) continue;
    folder.problem(
      "index.mdx",
      at + 1,
      "the page shows lines of the solution",
      "leave them to hints and solution/",
    );
    return;
  }
}

function runs(lines: readonly string[]): readonly string[] {
  return lines.slice(0, 1 - SPOILER).map((_, at) => lines.slice(at, at + SPOILER).join("\n"));
}
