import type { Lab } from "../../../../engine/surfaces/lab/lab.ts";
import type { Recording, Trial } from "../engine/author.ts";

/** What the author chose so far. */
export interface Draft {
  readonly as: Recording["as"];
  readonly task: string;
  readonly slug: string;
  /** `TASK#N`; empty for a new one. */
  readonly hint: string;
  readonly words: string;
}

/** What the author most likely wants: a solution when the next task is green, otherwise a wrong answer. */
export function draftFor(
  { tasks }: Lab,
  green: readonly string[],
  solved: readonly string[],
  wrong: readonly string[],
  { fails, hint }: Trial,
): Draft {
  const open = tasks.filter(({ id }) => green.includes(id) && !solved.includes(id));
  const as = open.length > 0 || fails.length === 0 ? "solution" : "wrong";
  return {
    as,
    task: open[0]?.id ?? tasks.at(-1)?.id ?? "",
    slug: `wrong-${wrong.length + 1}`,
    hint: hint === undefined ? "" : `${hint.task}#${hint.number}`,
    words: "",
  };
}

/** Why it cannot be recorded like that; empty when it can. */
export function troubleWith({ as, task, slug, hint, words }: Draft, { fails, reason }: Trial): string {
  if (as === "start") return "";
  if (as === "solution")
    return task === "" ? "There is no task yet: write a Scenario with @task:ID into tasks.feature." : "";
  if (fails.length === 0) return "Every task is green with these files, so they are no wrong answer.";
  if (reason === undefined) return "The first red task gives no reason, so no hint can be chosen for it.";
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug)) return "The name is made of small letters, digits and -.";
  return hint === "" && words.trim() === "" ? "Write the hint that a learner should get." : "";
}

export function recordingOf({ as, task, slug, hint, words }: Draft, { fails, reason }: Trial): Recording {
  if (as === "start") return { as };
  if (as === "solution") return { as, task };
  const [name = "", number = ""] = hint.split("#");
  const deserved = hint === "" ? { words } : { task: name, number: Number(number) };
  return { as, mistake: { slug, fails, reason: reason ?? { code: "" }, hint: deserved } };
}
