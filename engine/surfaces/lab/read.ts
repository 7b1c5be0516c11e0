import type { Issue } from "../../values/issue.ts";
import { sortIssues } from "../../values/issue.ts";
import { readAnswers } from "./answers.ts";
import { Folder } from "./folder.ts";
import type { Lab, LabAnswers, LabFile } from "./lab.ts";
import { lintFolder } from "./lint.ts";
import { commandsInPage, type PageCommand, readCard } from "./page.ts";
import { readSettings } from "./settings.ts";
import { readTasks } from "./tasks.ts";

export interface ReadLab {
  /** Absent when there is no page to name it. */
  readonly lab?: Lab;
  /** Absent from a classroom's copy. */
  readonly answers?: LabAnswers;
  /** Commands that the page offers, in order. */
  readonly commands: readonly PageCommand[];
  /** Everything that is malformed, with file and line. */
  readonly issues: readonly Issue[];
}

/**
 * Reads a lab's folder. `id` is the folder's name, `files` its texts by path. Never throws for what is written there:
 * a lab with an error among its issues is not fit to be run.
 */
export function readLab(id: string, files: Readonly<Record<string, string>>): ReadLab {
  const folder = new Folder(id, files);
  if (!/^\d{3}-[a-z0-9]+(?:-[a-z0-9]+)*$/.test(id))
    folder.problem("", 1, `the folder's name ${id} is not NNN-slug`, "for example 020-target-port");
  const card = readCard(folder);
  const settings = readSettings(folder);
  const tasks = readTasks(folder);
  const start = startFiles(folder);
  // Without tasks everything else would seem to speak of none.
  const answers = tasks.length === 0 ? undefined : readAnswers(folder, tasks);
  const feature = { name: folder.cited("tasks.feature"), text: folder.peek("tasks.feature") };
  const lab = card === undefined ? undefined : { ...card, ...settings, start, feature, tasks };
  if (lab !== undefined && tasks.length > 0) lintFolder(folder, lab, answers);
  return {
    issues: sortIssues(folder.issues),
    commands: commandsInPage(folder.peek("index.mdx")),
    ...(lab === undefined ? {} : { lab }),
    ...(answers === undefined ? {} : { answers }),
  };
}

function startFiles(folder: Folder): readonly LabFile[] {
  const paths = folder.paths("start/");
  if (paths.length === 0) folder.problem("start/", 1, "start/ has no manifest to begin with");
  return paths.map((path) => ({ name: path.slice("start/".length), text: folder.peek(path) }));
}
