import type { Folder } from "./folder.ts";
import type { Hint, HintCondition } from "./lab.ts";
import { unknownReason } from "./reasons.ts";

/** Rungs of a ladder: from a nudge to nearly the answer. */
const LEAST_RUNGS = 3;

/** The blocks of hints/TASK.md. */
export function readHints(folder: Folder, task: string): readonly Hint[] {
  const path = `hints/${task}.md`;
  const text = folder.text(path, `task ${task} needs its hints`);
  if (text === "") return [];
  let line = 1;
  const hints = text.split(/^---[ \t]*$/m).map((block, index): Hint => {
    const hint = readBlock(folder, path, line, block, index + 1);
    line += block.split("\n").length - 1;
    return hint;
  });
  const rungs = hints.filter(({ when }) => when.length === 0).length;
  if (rungs < LEAST_RUNGS) {
    const message = `the ladder has ${rungs} of ${LEAST_RUNGS} rungs`;
    folder.problem(path, 1, message, "separate blocks by a line ---");
  }
  return hints;
}

function readBlock(folder: Folder, path: string, line: number, block: string, number: number): Hint {
  const [, condition, rest = ""] = /^\s*when:([^\n]*)(?:\n([\s\S]*))?$/.exec(block) ?? [];
  const text = (condition === undefined ? block : rest).trim();
  const start = line + (/^\s*/.exec(block)?.[0].split("\n").length ?? 1) - 1;
  if (text === "") folder.problem(path, start, `hint ${number} is empty`);
  const when = (condition ?? "")
    .split(",")
    .filter((one) => one.trim() !== "")
    .flatMap((one): readonly HintCondition[] => {
      const read = readCondition(one.trim());
      const problem =
        read === undefined ? "expected CODE or FUNCTION/CODE, then Kind/name" : unknownReason(read);
      if (problem !== undefined) folder.problem(path, start, `when: ${one.trim()}: ${problem}`);
      return read === undefined ? [] : [read];
    });
  if (condition !== undefined && when.length === 0)
    folder.problem(path, start, "when: names no reason", "write for example when: nobody-listens");
  return { number, text, when };
}

function readCondition(text: string): HintCondition | undefined {
  const found = /^(?:([a-z-]+)\/)?([a-z-]+)(?:\s+([A-Za-z]+)\/([a-z0-9.-]+))?$/.exec(text);
  if (found === null) return undefined;
  const [, name, code = "", kind, object] = found;
  return {
    ...(name === undefined ? {} : { function: name }),
    code,
    ...(kind === undefined || object === undefined ? {} : { object: { kind, name: object } }),
  };
}
