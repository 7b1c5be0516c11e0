import type { ReactNode } from "react";
import type { LabTask } from "../../../../engine/surfaces/lab/lab.ts";
import { hintFor } from "../../../../steps/lab/hint-for.ts";
import type { TaskView } from "../engine/views.ts";
import { useLab } from "../state/lab-context.tsx";
import { MarkdownText } from "./markdown-text.tsx";

/** The hints that were taken, and a button for the next one: the one for this very mistake first, if there is one. */
export function Hints({
  task,
  result,
}: {
  readonly task: LabTask;
  readonly result: TaskView | undefined;
}): ReactNode {
  const { lab, saved, takeHint } = useLab();
  const seen = Object.hasOwn(saved.hints, task.id) ? (saved.hints[task.id] ?? []) : [];
  const next = result === undefined ? undefined : hintFor(lab, task.id, result, seen);
  return (
    <>
      {seen.length === 0 ? null : (
        <ol className="pw-hints">
          {seen.map((number) => (
            <li key={number}>
              <MarkdownText text={task.hints.find((hint) => hint.number === number)?.text ?? ""} />
            </li>
          ))}
        </ol>
      )}
      {next === undefined ? null : (
        <button
          type="button"
          className="pw-button pw-button--quiet"
          onClick={() => takeHint(task.id, next.number)}
        >
          {seen.length === 0 ? "Hint" : "Next hint"}
        </button>
      )}
    </>
  );
}
