import { lazy, type ReactNode, Suspense, useMemo, useState } from "react";
import { Still } from "../parts/editor-pane.tsx";
import { type AuthorState, useAuthor } from "./author-context.tsx";
import { isLabPath } from "./project.ts";
import { completeIn, languageOf } from "./source-complete.ts";

const CodeEditor = lazy(async () => ({ default: (await import("../parts/code-editor.tsx")).CodeEditor }));

/** The folder's files, the one that is open, and what is wrong with them. */
export function SourcePane(): ReactNode {
  const author = useAuthor();
  const { project, report, file, spot, change } = author;
  const paths = Object.keys(project.files);
  const path = Object.hasOwn(project.files, file) ? file : (paths[0] ?? "");
  const complete = useMemo(() => completeIn(path, author), [path, author]);
  return (
    <section className="pw-pane pw-source" aria-label="The lab's folder" data-pane="source">
      <div className="pw-source__area">
        <FileList path={path} />
        <div className="pw-source__file">
          <header className="pw-pane__bar">
            <code className="pw-source__path">{path}</code>
            <RemoveFile path={path} />
          </header>
          <div className="pw-editor__area">
            <Suspense fallback={<Still text={project.files[path]} />}>
              <CodeEditor
                key={path}
                name={path}
                text={project.files[path] ?? ""}
                language={languageOf(path)}
                findings={report.findings}
                spot={spot}
                complete={complete}
                onTooLarge={() =>
                  author.say(`${path} would be larger than 200 kB, so that change was not taken.`)
                }
                onChange={(text) =>
                  change((before) => ({ ...before, files: { ...before.files, [path]: text } }))
                }
              />
            </Suspense>
          </div>
        </div>
      </div>
      <Problems author={author} />
    </section>
  );
}

function FileList({ path }: { readonly path: string }): ReactNode {
  const { project, report, openFile, change } = useAuthor();
  const missing = report.findings
    .map(({ file }) => file)
    .filter((file) => isLabPath(file) && /\.\w+$/.test(file) && !Object.hasOwn(project.files, file));
  const paths = [...Object.keys(project.files), ...new Set(missing)].sort(byPlace);
  const add = (name: string): void => {
    change((before) =>
      Object.hasOwn(before.files, name) ? before : { ...before, files: { ...before.files, [name]: "" } },
    );
    openFile(name);
  };
  return (
    <nav className="pw-source__list" aria-label="Files of the lab">
      {paths.map((one) => {
        const isThere = Object.hasOwn(project.files, one);
        const count = report.findings.filter(
          ({ file, severity }) => file === one && severity !== "note",
        ).length;
        return (
          <button
            key={one}
            type="button"
            className={isThere ? "pw-tab" : "pw-tab pw-tab--missing"}
            aria-current={one === path ? "page" : undefined}
            aria-pressed={one === path}
            title={isThere ? one : `${one} is missing: make it`}
            onClick={() => (isThere ? openFile(one) : add(one))}
          >
            {isThere ? "" : "+ "}
            {one}
            {count === 0 ? null : (
              <span className="pw-count">
                {count}
                <span className="pw-visually-hidden"> problems</span>
              </span>
            )}
          </button>
        );
      })}
      <AddFile onAdd={add} />
    </nav>
  );
}

/** The page, its tasks and settings first; then what goes with them, folder by folder. */
function byPlace(one: string, other: string): number {
  return placeOf(one) - placeOf(other) || (one < other ? -1 : 1);
}

const PLACES = ["index.mdx", "tasks.feature", "lab.yaml", "start/", "hints/", "solution", "wrong/"];

function placeOf(path: string): number {
  const at = PLACES.findIndex((place) => path.startsWith(place));
  return at < 0 ? PLACES.length : at;
}

function AddFile({ onAdd }: { readonly onAdd: (path: string) => void }): ReactNode {
  const { project } = useAuthor();
  const [path, setPath] = useState("");
  const good =
    isLabPath(path) && /\.(yaml|md|mdx|feature)$/.test(path) && !Object.hasOwn(project.files, path);
  return (
    <form
      className="pw-newfile"
      onSubmit={(event) => {
        event.preventDefault();
        if (!good) return;
        onAdd(path);
        setPath("");
      }}
    >
      <input
        aria-label="Path of a new file"
        placeholder="start/policy.yaml"
        value={path}
        onChange={(event) => setPath(event.target.value)}
      />
      <button type="submit" className="pw-link" disabled={!good}>
        Add
      </button>
    </form>
  );
}

function RemoveFile({ path }: { readonly path: string }): ReactNode {
  const { replace, project } = useAuthor();
  return (
    <button
      type="button"
      className="pw-link"
      onClick={() => {
        const { [path]: _, ...files } = project.files;
        if (Object.keys(files).length > 0) replace({ ...project, files });
      }}
    >
      Remove
    </button>
  );
}

function Problems({ author }: { readonly author: AuthorState }): ReactNode {
  const { report, goTo } = author;
  const shown = report.findings.filter(({ severity }) => severity !== "note");
  const errors = shown.filter(({ severity }) => severity === "error").length;
  return (
    <details className="pw-problems" open={errors > 0}>
      <summary>
        {shown.length === 0
          ? "The folder reads well. Check proves the lab."
          : `${shown.length} ${shown.length === 1 ? "problem" : "problems"}`}
      </summary>
      <ul>
        {shown.map(({ file, line, column, message, severity, code }) => (
          <li key={`${file}:${line}:${column} ${code} ${message}`}>
            <button type="button" className="pw-link" onClick={() => goTo(file, line)}>
              {file}:{line}
            </button>{" "}
            <b>{severity}</b> {message}
          </li>
        ))}
      </ul>
    </details>
  );
}
