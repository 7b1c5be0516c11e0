import Link from "@docusaurus/Link";
import type { ReactNode } from "react";
import { useLab } from "../state/lab-context.tsx";
import { Save } from "./save-dialog.tsx";
import { Share } from "./share-dialog.tsx";

/** Where one is, how far one got, and what one can do with the lab as a whole. */
export function TopBar(): ReactNode {
  const { lab, run, saved, undo, reset, busy } = useLab();
  const isGreen = (id: string): boolean =>
    run.tasks.some(({ task, status }) => task === id && status === "passed");
  const green = run.tasks.filter(({ status }) => status === "passed").length;
  return (
    <div className="pw-top">
      <p className="pw-top__where">
        <Link to="/labs">Labs</Link> <span aria-hidden="true">▸</span> {lab.title}
      </p>
      <p className="pw-top__progress" role="status">
        <span aria-hidden="true" className="pw-dots">
          {lab.tasks.map(({ id }) => (
            <i key={id} className={isGreen(id) ? "pw-dot pw-dot--green" : "pw-dot"} />
          ))}
        </span>
        {green} of {lab.tasks.length} {lab.tasks.length === 1 ? "task" : "tasks"}
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
        <Save />
      </div>
    </div>
  );
}
