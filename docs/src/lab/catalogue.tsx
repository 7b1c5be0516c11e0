import Link from "@docusaurus/Link";
import { type ReactNode, useEffect, useState } from "react";
import labs from "../../generated/labs/catalogue.json";
import { progressOf } from "./state/storage.ts";

type Card = (typeof labs)[number];

const LEVELS = ["all", "beginner", "intermediate", "advanced", "interview"];

const TRACKS: Readonly<Record<string, string>> = {
  fundamentals: "Fundamentals",
  services: "Services and discovery",
  policy: "Network policy",
  edge: "Ingress and Gateway",
  openshift: "OpenShift",
  troubleshooting: "Troubleshooting",
  interview: "Interview",
};

/** All labs by track, with filters and how far one got. */
export function Catalogue(): ReactNode {
  const [level, setLevel] = useState("all");
  const [words, setWords] = useState("");
  const progress = useProgress();
  const shown = labs.filter((lab) => (level === "all" || lab.level === level) && mentions(lab, words));
  const tasks = labs.flatMap((lab) => lab.tasks).length;
  const done = [...progress.values()].reduce((sum, count) => sum + count, 0);
  return (
    <>
      <header className="pw-catalogue__head">
        <h1>Labs</h1>
        <p>
          {labs.length} labs with {tasks} tasks. Each is a small cluster with something wrong or missing;
          change its manifests until the scenarios pass.
          {done === 0 ? "" : ` ${done} tasks are done in this browser.`} Nothing fits?{" "}
          <Link to="/labs/author">Write a lab yourself</Link>, or take your own manifests to the{" "}
          <Link to="/playground">playground</Link>.
        </p>
        <div className="pw-catalogue__filters">
          <label>
            <span className="pw-visually-hidden">Find a lab</span>
            <input
              type="search"
              placeholder="Find a lab"
              value={words}
              onChange={(event) => setWords(event.target.value)}
            />
          </label>
          <div role="group" aria-label="Level">
            {LEVELS.map((one) => (
              <button
                key={one}
                type="button"
                className="pw-tab"
                aria-pressed={one === level}
                onClick={() => setLevel(one)}
              >
                {one}
              </button>
            ))}
          </div>
        </div>
      </header>
      {shown.length === 0 ? <p role="status">No lab fits. Choose another level or fewer words.</p> : null}
      {Object.entries(TRACKS).map(([track, title]) => (
        <Track
          key={track}
          title={title}
          labs={shown.filter((lab) => lab.track === track)}
          progress={progress}
        />
      ))}
    </>
  );
}

function Track({
  title,
  labs: own,
  progress,
}: {
  readonly title: string;
  readonly labs: readonly Card[];
  readonly progress: ReadonlyMap<string, number>;
}): ReactNode {
  if (own.length === 0) return null;
  return (
    <section className="pw-track">
      <h2>{title}</h2>
      <ul>
        {own.map((lab) => {
          const done = progress.get(lab.id) ?? 0;
          return (
            <li key={lab.id} className="pw-card">
              <h3>
                <Link to={`/labs/${lab.id}`}>{lab.title}</Link>
              </h3>
              <p>{lab.description}</p>
              <p className="pw-card__facts">
                <span className="pw-chip">{lab.level}</span>{" "}
                <span className="pw-chip">{lab.minutes} min</span>{" "}
                <span
                  className={done === lab.tasks.length ? "pw-mark pw-mark--yes" : "pw-mark pw-mark--wait"}
                >
                  {done === lab.tasks.length ? "✓ " : ""}
                  {done} of {lab.tasks.length} tasks
                </span>
              </p>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function mentions({ title, description, tags }: Card, words: string): boolean {
  const text = `${title} ${description} ${tags.join(" ")}`.toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** Tasks done, by lab; read after the page is there, because the server knows nobody's progress. */
function useProgress(): ReadonlyMap<string, number> {
  const [progress, setProgress] = useState<ReadonlyMap<string, number>>(new Map());
  useEffect(() => {
    setProgress(new Map(labs.map(({ id }) => [id, progressOf(id).passed.length])));
  }, []);
  return progress;
}
