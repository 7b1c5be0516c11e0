import { useMemo, useRef } from "react";
import { LARGEST_FILE } from "../../../../engine/surfaces/lab/share.ts";
import type { LabState } from "./lab-context.tsx";
import type { LabPageData } from "./page-data.ts";
import { type Saved, withWork } from "./saved.ts";

/** A pause that separates one change from the next, for undo. */
const TYPING_PAUSE_MS = 1500;

function tooLarge(name: string): string {
  return `${name} would be larger than 200 kB, so that change was not taken.`;
}

type Edits = Pick<
  LabState,
  "edit" | "refuse" | "addFile" | "undo" | "reset" | "replaceWork" | "replaceAll" | "takeHint" | "markViewed"
>;

/** Everything that changes what the learner has. */
export function useEdits(
  page: LabPageData,
  change: (next: (saved: Saved) => Saved) => void,
  say: (message: string) => void,
): Edits {
  const lastEdit = useRef({ name: "", at: 0 });
  return useMemo(
    () => ({
      edit: (name: string, text: string): void => {
        if (text.length > LARGEST_FILE) {
          say(tooLarge(name));
          return;
        }
        const now = performance.now();
        const goesOn = lastEdit.current.name === name && now - lastEdit.current.at < TYPING_PAUSE_MS;
        lastEdit.current = { name, at: now };
        change((before) => {
          const work = { ...before.work, [name]: text };
          return goesOn ? { ...before, work } : withWork(before, work);
        });
      },
      refuse: (name: string): void => say(tooLarge(name)),
      addFile: (name: string): void => {
        change((before) => (name in before.work ? before : withWork(before, { ...before.work, [name]: "" })));
      },
      undo: (): void => {
        change((before) => {
          const work = before.past.at(-1);
          return work === undefined ? before : { ...before, work, past: before.past.slice(0, -1) };
        });
      },
      reset: (): void => change((before) => withWork(before, page.work)),
      replaceWork: (work: Saved["work"]): void => change((before) => withWork(before, work)),
      replaceAll: (next: Saved): void => change(() => next),
      takeHint: (task: string, number: number): void =>
        change((before) => ({
          ...before,
          hints: { ...before.hints, [task]: [...new Set([...(before.hints[task] ?? []), number])] },
        })),
      markViewed: (tasks: readonly string[]): void =>
        change((before) => ({
          ...before,
          viewed: [...new Set([...before.viewed, ...tasks.filter((task) => !before.passed.includes(task))])],
        })),
    }),
    [change, page, say],
  );
}
