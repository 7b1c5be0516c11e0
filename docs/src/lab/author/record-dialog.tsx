import { type ReactNode, useRef, useState } from "react";
import type { Trial } from "../engine/author.ts";
import { useLab } from "../state/lab-context.tsx";
import { type AuthorState, useAuthor } from "./author-context.tsx";
import { type Draft, draftFor, recordingOf, troubleWith } from "./recording.ts";

/** Takes the trial's files as the start, as a task's solution, or as a wrong answer. */
export function Record(): ReactNode {
  const author = useAuthor();
  const { saved, lab, run } = useLab();
  const dialog = useRef<HTMLDialogElement>(null);
  const [trial, setTrial] = useState<Trial>({ fails: [] });
  const [draft, setDraft] = useState<Draft | undefined>();
  const [note, setNote] = useState("");
  const open = async (): Promise<void> => {
    setNote("");
    dialog.current?.showModal();
    try {
      const found = await author.engine.call("mistake", { project: author.project, work: saved.work });
      const green = run.tasks.filter(({ status }) => status === "passed").map(({ task }) => task);
      setTrial(found);
      setDraft(draftFor(lab, green, author.report.solved, author.report.wrong, found));
    } catch (error) {
      setNote(error instanceof Error ? error.message : String(error));
    }
  };
  const trouble = draft === undefined ? "" : troubleWith(draft, trial);
  const take = async (): Promise<void> => {
    if (draft === undefined || trouble !== "") return;
    try {
      setNote(await recordNow(author, saved.work, draft, trial));
    } catch (error) {
      setNote(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <>
      <button type="button" className="pw-button" onClick={open}>
        Record…
      </button>
      <dialog ref={dialog} className="pw-dialog pw-dialog--small" aria-label="Record">
        <h3>Record the trial's files</h3>
        <p>What stands in the editor of the trial now is written into the lab's folder.</p>
        {draft === undefined ? null : <Choices draft={draft} trial={trial} onChange={setDraft} />}
        {trouble === "" ? null : <p className="pw-record__trouble">{trouble}</p>}
        <p role="status">{note}</p>
        <footer>
          <button
            type="button"
            className="pw-button"
            disabled={draft === undefined || trouble !== ""}
            onClick={take}
          >
            Record
          </button>
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

/** What to tell the author. */
async function recordNow(
  { engine, project, replace }: AuthorState,
  work: Readonly<Record<string, string>>,
  draft: Draft,
  trial: Trial,
): Promise<string> {
  const { files } = await engine.call("record", { project, work, recording: recordingOf(draft, trial) });
  if (files === undefined) return "Nothing differs from what was there before, so nothing was recorded.";
  const written = Object.keys(files).filter((path) => files[path] !== project.files[path]);
  replace({ ...project, files });
  return written.length === 0 ? "It is recorded already." : `Wrote ${written.join(", ")}.`;
}

interface ChoicesProps {
  readonly draft: Draft;
  readonly trial: Trial;
  readonly onChange: (draft: Draft) => void;
}

function Choices({ draft, trial, onChange }: ChoicesProps): ReactNode {
  const { lab } = useLab();
  const kind = (as: Draft["as"], label: string): ReactNode => (
    <label className="pw-record__kind">
      <input
        type="radio"
        name="record-as"
        checked={draft.as === as}
        onChange={() => onChange({ ...draft, as })}
      />{" "}
      {label}
    </label>
  );
  return (
    <div className="pw-record">
      {kind("start", "as the start, in place of start/")}
      {kind("solution", "as the solution of a task")}
      {draft.as === "solution" ? (
        <label>
          Task{" "}
          <select value={draft.task} onChange={({ target }) => onChange({ ...draft, task: target.value })}>
            {lab.tasks.map(({ id, title }) => (
              <option key={id} value={id}>
                {id}: {title}
              </option>
            ))}
          </select>
        </label>
      ) : null}
      {kind("wrong", "as a wrong answer")}
      {draft.as === "wrong" ? <WrongFields draft={draft} trial={trial} onChange={onChange} /> : null}
    </div>
  );
}

function WrongFields({ draft, trial, onChange }: ChoicesProps): ReactNode {
  const { lab } = useLab();
  const { fails, reason, hint } = trial;
  const hints = lab.tasks
    .filter(({ id }) => fails.includes(id))
    .flatMap(({ id, hints: own }) => own.map(({ number, text }) => ({ key: `${id}#${number}`, text })));
  return (
    <div className="pw-record__fields">
      <p>
        Red with it: <b>{fails.join(", ") || "nothing"}</b>
        {reason === undefined ? null : (
          <>
            , because of <code>{reason.code}</code>
          </>
        )}
        {hint === undefined ? null : (
          <>
            . A learner gets the hint{" "}
            <code>
              {hint.task}#{hint.number}
            </code>
          </>
        )}
        .
      </p>
      <label>
        Name{" "}
        <input
          className="pw-field"
          value={draft.slug}
          placeholder="empty-selector"
          onChange={({ target }) => onChange({ ...draft, slug: target.value })}
        />
      </label>
      <label>
        The hint it deserves{" "}
        <select value={draft.hint} onChange={({ target }) => onChange({ ...draft, hint: target.value })}>
          {hints.map(({ key, text }) => (
            <option key={key} value={key}>
              {key}: {text.slice(0, 60)}
            </option>
          ))}
          <option value="">a new one</option>
        </select>
      </label>
      {draft.hint === "" ? (
        <label>
          Words of the new hint
          <textarea
            className="pw-field"
            rows={3}
            value={draft.words}
            onChange={({ target }) => onChange({ ...draft, words: target.value })}
          />
        </label>
      ) : null}
    </div>
  );
}
