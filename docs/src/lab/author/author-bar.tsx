import Link from "@docusaurus/Link";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { StuckError } from "../../worker/engine-client.ts";
import type { Proof } from "../engine/author.ts";
import { useLab } from "../state/lab-context.tsx";
import { useAuthor } from "./author-context.tsx";
import { Exchange } from "./exchange.tsx";
import { renamed } from "./project.ts";
import { Record } from "./record-dialog.tsx";

/** Which lab it is, how it stands, and what its author can do with it. */
export function AuthorBar(): ReactNode {
  const { report, reading, undo, canUndo } = useAuthor();
  const { lab, run, reset } = useLab();
  const green = run.tasks.filter(({ status }) => status === "passed").length;
  return (
    <div className="pw-top">
      <p className="pw-top__where">
        <Link to="/labs">Labs</Link> <span aria-hidden="true">▸</span> Author mode
      </p>
      <Name />
      <p className="pw-top__progress" role="status">
        {green} of {lab.tasks.length} {lab.tasks.length === 1 ? "task" : "tasks"} green
      </p>
      <span className="pw-top__time">
        {reading
          ? "reading…"
          : report.milliseconds > 0
            ? `read in ${Math.max(Math.round(report.milliseconds), 1)} ms`
            : ""}
      </span>
      <div className="pw-top__actions">
        <Record />
        <Check />
        <button type="button" className="pw-button pw-button--quiet" onClick={reset}>
          Reset trial
        </button>
        <button type="button" className="pw-button pw-button--quiet" onClick={undo} disabled={!canUndo}>
          Undo
        </button>
        <Exchange />
      </div>
    </div>
  );
}

const NAME = /^\d{3}-[a-z0-9]+(-[a-z0-9]+)*$/;

/** The folder's name. It counts once it is whole: everything that is kept goes by it. */
function Name(): ReactNode {
  const { project, change } = useAuthor();
  const [text, setText] = useState(project.id);
  useEffect(() => setText(project.id), [project.id]);
  const take = (): void => {
    if (!NAME.test(text)) setText(project.id);
    else if (text !== project.id) change((before) => renamed(before, text));
  };
  return (
    <label className="pw-author__name">
      <span className="pw-visually-hidden">Folder of the lab</span>
      <input
        className="pw-field"
        value={text}
        aria-invalid={!NAME.test(text)}
        title="NNN-slug: three digits, then small letters, digits and -"
        onChange={({ target }) => setText(target.value)}
        onBlur={take}
        onKeyDown={({ key }) => key === "Enter" && take()}
      />
    </label>
  );
}

/** Proofs with mutants of a large lab take their time; a loop that never ends does not get more. */
const PROOF_MS = 120_000;

/** Everything that `podwire lab check` would say. */
function Check(): ReactNode {
  const { engine, project } = useAuthor();
  const dialog = useRef<HTMLDialogElement>(null);
  const [proof, setProof] = useState<Proof | undefined>();
  const [trouble, setTrouble] = useState("");
  const run = async (): Promise<void> => {
    setProof(undefined);
    setTrouble("");
    dialog.current?.showModal();
    try {
      setProof(await engine.call("prove", project, PROOF_MS));
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      setTrouble(error instanceof StuckError ? `The check was stopped: ${words}.` : words);
    }
  };
  return (
    <>
      <button type="button" className="pw-button pw-button--quiet" onClick={run}>
        Check
      </button>
      <dialog ref={dialog} className="pw-dialog pw-dialog--small" aria-label="Check">
        <h3>Check of {project.id}</h3>
        <p>
          The same proofs as npx podwire lab check: the start, every solution, every wrong answer, mutants.
        </p>
        <div role="status">
          {proof === undefined && trouble === "" ? <p>Checking…</p> : null}
          {trouble === "" ? null : <p>{trouble}</p>}
          {proof === undefined ? null : (
            <p>
              <span className={proof.holds ? "pw-mark pw-mark--yes" : "pw-mark pw-mark--no"}>
                {proof.holds ? "✓ The lab holds" : "✗ The lab does not hold yet"}
              </span>{" "}
              {proof.summary}
            </p>
          )}
        </div>
        <ul className="pw-proof">
          {(proof?.lines ?? []).map(({ message, detail, remedy }) => (
            <li key={`${message} ${detail}`}>
              {message}
              {detail === "" ? null : <pre>{detail}</pre>}
              {remedy === "" ? null : <p>→ {remedy}</p>}
            </li>
          ))}
        </ul>
        <footer>
          <button type="button" className="pw-button" onClick={() => dialog.current?.close()}>
            Close
          </button>
        </footer>
      </dialog>
    </>
  );
}
