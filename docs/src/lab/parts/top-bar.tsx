import Link from "@docusaurus/Link";
import { type ReactNode, useRef } from "react";
import { useLab } from "../state/lab-context.tsx";
import { readSaved } from "../state/saved.ts";
import { toFragment } from "../state/share.ts";

/** Where one is, how far one got, and what one can do with the lab as a whole. */
export function TopBar(): ReactNode {
  const { lab, run, saved, undo, reset, busy } = useLab();
  const green = run.tasks.filter(({ status }) => status === "passed").length;
  return (
    <div className="pw-top">
      <p className="pw-top__where">
        <Link to="/labs">Labs</Link> <span aria-hidden="true">▸</span> {lab.title}
      </p>
      <p className="pw-top__progress" role="status">
        <span aria-hidden="true" className="pw-dots">
          {run.tasks.map(({ task, status }) => (
            <i key={task} className={status === "passed" ? "pw-dot pw-dot--green" : "pw-dot"} />
          ))}
        </span>
        {green} of {run.tasks.length} tasks
      </p>
      <span className="pw-chip">{lab.profile.join(", ")}</span>
      <span className="pw-top__time">
        {busy ? "checking…" : run.milliseconds > 0 ? `checked in ${Math.round(run.milliseconds)} ms` : ""}
      </span>
      <div className="pw-top__actions">
        <button
          type="button"
          className="pw-button pw-button--quiet"
          onClick={undo}
          disabled={saved.past.length === 0}
        >
          Undo
        </button>
        <button type="button" className="pw-button pw-button--quiet" onClick={reset}>
          Reset
        </button>
        <Share />
        <More />
      </div>
    </div>
  );
}

function Share(): ReactNode {
  const { saved } = useLab();
  const dialog = useRef<HTMLDialogElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const open = async (): Promise<void> => {
    const link = `${location.origin}${location.pathname}${await toFragment(saved)}`;
    dialog.current?.showModal();
    if (field.current === null) return;
    field.current.value = link;
    field.current.select();
    // Where the clipboard is closed to pages, the link stands in the field.
    await navigator.clipboard?.writeText(link).catch(() => undefined);
  };
  return (
    <>
      <button type="button" className="pw-button pw-button--quiet" onClick={open}>
        Share
      </button>
      <dialog ref={dialog} className="pw-dialog" aria-label="Share">
        <h3>A link to your files</h3>
        <p>They are in the link itself, behind the #: no server sees them.</p>
        <input ref={field} readOnly aria-label="Link" className="pw-field" />
        <footer>
          <button type="button" className="pw-button" onClick={() => dialog.current?.close()}>
            Close
          </button>
        </footer>
      </dialog>
    </>
  );
}

function More(): ReactNode {
  const { lab, run, saved, replaceAll } = useLab();
  const picker = useRef<HTMLInputElement>(null);
  const note = useRef<HTMLParagraphElement>(null);
  const dialog = useRef<HTMLDialogElement>(null);
  const results = {
    lab: lab.id,
    tasks: run.tasks.map(({ task, status }) => ({
      task,
      status: saved.viewed.includes(task) ? "viewed" : status,
      hints: saved.hints[task]?.length ?? 0,
    })),
  };
  const say = (text: string): void => {
    if (note.current !== null) note.current.textContent = text;
  };
  const take = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    const read = readSaved(lab.id, await file.text());
    if (read === undefined) return say(`${file.name} is no export of this lab; nothing was changed.`);
    replaceAll({ ...read, past: [...read.past, saved.work] });
    say(`${file.name} was taken in. Undo brings your files back.`);
  };
  return (
    <>
      <button
        type="button"
        className="pw-button pw-button--quiet"
        onClick={() => dialog.current?.showModal()}
      >
        Save…
      </button>
      <dialog ref={dialog} className="pw-dialog" aria-label="Save and load">
        <h3>Save and load</h3>
        <p>Your work is kept in this browser by itself. Take it along as a file, or bring one in.</p>
        <p className="pw-dialog__row">
          <button type="button" className="pw-button" onClick={() => download(`${lab.id}.json`, saved)}>
            Export my work
          </button>
          <button
            type="button"
            className="pw-button pw-button--quiet"
            onClick={() => picker.current?.click()}
          >
            Import
          </button>
          <button
            type="button"
            className="pw-button pw-button--quiet"
            onClick={() => download(`${lab.id}.results.json`, results)}
          >
            Results as JSON
          </button>
        </p>
        <input
          ref={picker}
          type="file"
          accept="application/json"
          hidden
          aria-label="File to import"
          onChange={(event) => take(event.target.files?.[0])}
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

function download(name: string, value: unknown): void {
  const url = URL.createObjectURL(
    new Blob([JSON.stringify(value, undefined, 2)], { type: "application/json" }),
  );
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
