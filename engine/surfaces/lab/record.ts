import type { Lab, LabAnswers, LabReason } from "./lab.ts";
import { overlayBetween, startOf, type Work, withAnswers } from "./work.ts";

/** A lab's folder as its author has it: texts by path. */
export type LabSource = Readonly<Record<string, string>>;

/** The files as they are become the start: what start/ held before and they lack is gone. */
export function withStart(source: LabSource, work: Work): LabSource {
  const others = Object.entries(source).filter(([path]) => !path.startsWith("start/"));
  const files = Object.entries(work).filter(([, text]) => text.trim() !== "");
  return sorted([...others, ...files.map(([name, text]): Entry => [`start/${name}`, text])]);
}

/** What a recording is laid over: the lab as it was read, with its answers as far as there are any. */
export interface Recorded {
  readonly lab: Lab;
  readonly answers: LabAnswers | undefined;
}

const NOTHING: LabAnswers = { solution: [], explanation: "", alternatives: [], wrong: [] };

/** The files as they are become the solution of a task. `undefined` when they are as the task before left them. */
export function withSolution(
  source: LabSource,
  { lab, answers = NOTHING }: Recorded,
  task: string,
  work: Work,
): LabSource | undefined {
  const at = lab.tasks.findIndex(({ id }) => id === task);
  const last = lab.tasks[at - 1];
  const before = last === undefined ? startOf(lab) : withAnswers(lab, answers, last.id);
  const overlay = overlayBetween(before, work);
  if (at < 0 || overlay === "") return undefined;
  const known = Object.keys(source).find((path) => path.replace(/^solution\/\d+-/, "") === `${task}.yaml`);
  const path = known ?? `solution/${String(at + 1).padStart(2, "0")}-${task}.yaml`;
  const explained = source["solution/README.mdx"] === undefined ? [["solution/README.mdx", ""] as const] : [];
  return sorted([...Object.entries(source), ...explained, [path, overlay]]);
}

export interface Mistake {
  /** The folder's name below wrong/. */
  readonly slug: string;
  /** Ids of the tasks that are red with it, in order. */
  readonly fails: readonly string[];
  /** Why the first of them is. */
  readonly reason: LabReason;
  /** A block of hints/TASK.md that there is, or the words of a new one, which speaks for that reason. */
  readonly hint: { readonly task: string; readonly number: number } | { readonly words: string };
}

/** The files as they are become a wrong answer. `undefined` when they are the start. */
export function withWrong(
  source: LabSource,
  { lab }: Recorded,
  work: Work,
  mistake: Mistake,
): LabSource | undefined {
  const { slug, fails, reason, hint } = mistake;
  const overlay = overlayBetween(startOf(lab), work);
  const [first] = fails;
  if (overlay === "" || first === undefined) return undefined;
  const task = "words" in hint ? first : hint.task;
  const path = `hints/${task}.md`;
  const number = "words" in hint ? blocks(source[path] ?? "") + 1 : hint.number;
  const code = reason.function === undefined ? reason.code : `${reason.function}/${reason.code}`;
  const expect = ["fails:", ...fails.map((id) => `  - ${id}`), `reason: ${code}`, `hint: ${task}#${number}`];
  const others = Object.entries(source).filter(([name]) => !name.startsWith(`wrong/${slug}/`));
  const entries: Entry[] = [...others];
  if ("words" in hint) entries.push([path, withBlock(source[path] ?? "", code, hint.words)]);
  entries.push(
    [`wrong/${slug}/answer.yaml`, overlay],
    [`wrong/${slug}/expect.yaml`, `${expect.join("\n")}\n`],
  );
  return sorted(entries);
}

type Entry = readonly [path: string, text: string];

function blocks(hints: string): number {
  return hints.trim() === "" ? 0 : hints.split(/^---[ \t]*$/m).length;
}

function withBlock(hints: string, code: string, words: string): string {
  const block = `when: ${code}\n\n${words.trim()}\n`;
  return hints.trim() === "" ? block : `${hints.trimEnd()}\n\n---\n${block}`;
}

/** Own properties only, whatever the files are called; a later entry takes the place of an earlier one. */
function sorted(entries: readonly Entry[]): LabSource {
  return Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}
