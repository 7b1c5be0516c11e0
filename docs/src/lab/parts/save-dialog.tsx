import { type ReactNode, useRef } from "react";
import { type LabResult, resultsAsJson, resultsAsJunit } from "../../../../engine/surfaces/lab/results.ts";
import { version } from "../../../generated/labs/version.json";
import { type LabState, useLab } from "../state/lab-context.tsx";
import { readSaved } from "../state/saved.ts";
import { download } from "./download.ts";

/** Taking one's work along, bringing it in, and how one did, for a teacher's machine. */
export function Save(): ReactNode {
  const state = useLab();
  const { lab, saved } = state;
  const picker = useRef<HTMLInputElement>(null);
  const note = useRef<HTMLParagraphElement>(null);
  const dialog = useRef<HTMLDialogElement>(null);
  const say = (text: string): void => {
    if (note.current !== null) note.current.textContent = text;
  };
  return (
    <>
      <button
        type="button"
        className="pw-button pw-button--quiet"
        onClick={() => {
          say("");
          dialog.current?.showModal();
        }}
      >
        Save…
      </button>
      <dialog ref={dialog} className="pw-dialog pw-dialog--small" aria-label="Save and load">
        <h3>Save and load</h3>
        <p>Your work is kept in this browser by itself. Take it along as a file, or bring one in.</p>
        <p className="pw-dialog__row">
          <button
            type="button"
            className="pw-button"
            onClick={() =>
              download(`${lab.id}.json`, JSON.stringify(saved, undefined, 2), "application/json")
            }
          >
            Export my work
          </button>
          <button
            type="button"
            className="pw-button pw-button--quiet"
            onClick={() => picker.current?.click()}
          >
            Import
          </button>
        </p>
        <h3>Results</h3>
        <p>
          How the tasks stand, as <code>podwire lab check --grade</code> writes it.
        </p>
        <p className="pw-dialog__row">
          <button
            type="button"
            className="pw-button pw-button--quiet"
            onClick={() =>
              download(
                `${lab.id}.results.json`,
                resultsAsJson([resultOf(state)], version),
                "application/json",
              )
            }
          >
            Results as JSON
          </button>
          <button
            type="button"
            className="pw-button pw-button--quiet"
            onClick={() =>
              download(`${lab.id}.junit.xml`, resultsAsJunit([resultOf(state)]), "application/xml")
            }
          >
            Results as JUnit
          </button>
        </p>
        <input
          ref={picker}
          type="file"
          accept="application/json"
          hidden
          aria-label="File to import"
          onChange={async ({ target }) => {
            say(await takeIn(state, target.files?.[0]));
            // The same file again is a choice too.
            target.value = "";
          }}
        />
        <p ref={note} role="status" />
        <footer>
          <button type="button" className="pw-button" onClick={() => dialog.current?.close()}>
            Close
          </button>
        </footer>
      </dialog>
    </>
  );
}

function resultOf({ lab, run, saved }: LabState): LabResult {
  const tasks = run.tasks.map(({ task, title, status, message }) => ({
    task,
    title,
    status: status === "passed" || status === "failed" ? status : ("errored" as const),
    message,
    ...(saved.viewed.includes(task) ? { lookedUp: true } : {}),
  }));
  return { lab: lab.id, tasks };
}

/** What to tell the learner. */
async function takeIn({ saved, replaceAll }: LabState, file: File | undefined): Promise<string> {
  if (file === undefined) return "";
  const read = readSaved(saved.lab, await file.text());
  if (read === undefined) return `${file.name} is no export of this lab; nothing was changed.`;
  replaceAll({ ...read, past: [...read.past, saved.work] });
  return `${file.name} was taken in. Undo brings your files back.`;
}
