import Link from "@docusaurus/Link";
import type { ReactNode } from "react";
import catalogue from "../../../generated/labs/catalogue.json";
import { useLab } from "../state/lab-context.tsx";

/** The lab before and the lab after, and a word when all tasks are green. */
export function Onward(): ReactNode {
  const { lab, run } = useLab();
  const at = catalogue.findIndex(({ id }) => id === lab.id);
  const before = catalogue[at - 1];
  const after = catalogue[at + 1];
  const done = run.tasks.every(({ status }) => status === "passed");
  return (
    <nav className="pw-onward" aria-label="Other labs">
      {done ? <p className="pw-onward__done">✓ All tasks are green.</p> : null}
      {before === undefined ? <span /> : <Link to={`/labs/${before.id}`}>← {before.title}</Link>}
      {after === undefined ? (
        <Link to="/labs">All labs</Link>
      ) : (
        <Link to={`/labs/${after.id}`}>{after.title} →</Link>
      )}
    </nav>
  );
}
