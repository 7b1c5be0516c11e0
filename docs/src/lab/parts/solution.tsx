import { lazy, type ReactNode, Suspense, useRef, useState } from "react";
import { useLab } from "../state/lab-context.tsx";
import type { Solution } from "../state/page-data.ts";
import { MarkdownText } from "./markdown-text.tsx";

const FileDiff = lazy(async () => ({ default: (await import("./file-diff.tsx")).FileDiff }));

/** Shows what a solution changes in the learner's own files, after a question. Seen is not solved. */
export function SolutionButton({
  task,
  take,
}: {
  readonly task: string;
  readonly take: () => Promise<Solution>;
}): ReactNode {
  const state = useLab();
  const dialog = useRef<HTMLDialogElement>(null);
  const [solution, setSolution] = useState<Solution | undefined>();
  const [sure, setSure] = useState(false);
  const [trouble, setTrouble] = useState("");
  const open = (): void => {
    setSure(false);
    dialog.current?.showModal();
  };
  const reveal = async (): Promise<void> => {
    try {
      setSolution(await take());
      setSure(true);
      state.markViewed([task]);
    } catch {
      setTrouble("The solution could not be fetched. Are you offline? Try again later.");
    }
  };
  const step = solution?.steps.find((one) => one.task === task);
  const changed = Object.entries(step?.work ?? {}).filter(
    ([name, text]) => (state.saved.work[name] ?? "") !== text,
  );
  const isLast = state.lab.tasks.at(-1)?.id === task;
  return (
    <>
      <button type="button" className="pw-button pw-button--quiet" onClick={open}>
        Solution
      </button>
      <dialog ref={dialog} className="pw-dialog" aria-label="Solution">
        {sure && solution !== undefined ? (
          <>
            <h3>The solution beside your files</h3>
            {changed.length === 0 ? <p>Your files are the same already.</p> : null}
            <Suspense fallback={<p>Loading…</p>}>
              {changed.map(([name, text]) => (
                <FileDiff key={name} name={name} mine={state.saved.work[name] ?? ""} theirs={text} />
              ))}
            </Suspense>
            {isLast ? <MarkdownText text={solution.explanation} /> : null}
          </>
        ) : (
          <>
            <h3>See the solution of this task?</h3>
            <p>
              The task then counts as looked up, not as solved, unless you solved it before. Hints may be
              enough.
            </p>
            {trouble === "" ? null : <p role="alert">{trouble}</p>}
          </>
        )}
        <footer>
          {sure ? (
            <button
              type="button"
              className="pw-button"
              onClick={() => {
                if (step !== undefined) state.replaceWork(step.work);
                dialog.current?.close();
              }}
              disabled={changed.length === 0}
            >
              Put it into my files
            </button>
          ) : (
            <button type="button" className="pw-button" onClick={reveal}>
              Show it
            </button>
          )}
          <button
            type="button"
            className="pw-button pw-button--quiet"
            onClick={() => dialog.current?.close()}
          >
            Close
          </button>
        </footer>
      </dialog>
    </>
  );
}
