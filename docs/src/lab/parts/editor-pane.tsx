import useIsBrowser from "@docusaurus/useIsBrowser";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { useLab } from "../state/lab-context.tsx";

const CodeEditor = lazy(async () => ({ default: (await import("./code-editor.tsx")).CodeEditor }));

/** The learner's files, and what is wrong with them. */
export function EditorPane(): ReactNode {
  const state = useLab();
  const { saved, file, openFile, edit, run, spot } = state;
  const isBrowser = useIsBrowser();
  const [plain, setPlain] = useState(false);
  const names = Object.keys(saved.work).sort();
  const name = Object.hasOwn(saved.work, file) ? file : (names[0] ?? "");
  const text = saved.work[name] ?? "";
  const problems = run.findings.filter(({ severity }) => severity !== "note");
  const asText = (
    <textarea
      className="pw-editor__plain"
      aria-label={`${name}, plain text`}
      value={text}
      spellCheck={false}
      wrap="off"
      onChange={(event) => edit(name, event.target.value)}
    />
  );
  return (
    <section className="pw-pane pw-editor" aria-label="Editor" data-pane="editor">
      <header className="pw-pane__bar">
        <div className="pw-files" role="group" aria-label="Files">
          {names.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={one === name}
              className="pw-tab"
              onClick={() => openFile(one)}
            >
              {one}
              <Count count={problems.filter((problem) => problem.file === one).length} />
            </button>
          ))}
          <AddFile />
        </div>
        <button type="button" className="pw-link" aria-pressed={plain} onClick={() => setPlain(!plain)}>
          {plain ? "Editor" : "Plain text"}
        </button>
      </header>
      <div className="pw-editor__area">
        {!isBrowser ? (
          <Still text={text} />
        ) : plain ? (
          asText
        ) : (
          <Suspense fallback={<Still text={text} />}>
            <CodeEditor
              name={name}
              text={text}
              findings={run.findings}
              spot={spot}
              complete={(now, offset) => state.complete(name, now, offset)}
              onTooLarge={() => state.refuse(name)}
              onChange={(next) => edit(name, next)}
            />
          </Suspense>
        )}
      </div>
      <Problems />
    </section>
  );
}

/** The file before the editor is there. */
export function Still({ text }: { readonly text: string | undefined }): ReactNode {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <pre className="pw-editor__still" tabIndex={0}>
      {text}
    </pre>
  );
}

function Count({ count }: { readonly count: number }): ReactNode {
  if (count === 0) return null;
  return (
    <span className="pw-count">
      {count}
      <span className="pw-visually-hidden"> problems</span>
    </span>
  );
}

function Problems(): ReactNode {
  const { run, goTo, saved } = useLab();
  const own = run.findings.filter(
    ({ file, severity }) => severity !== "note" && Object.hasOwn(saved.work, file),
  );
  if (own.length === 0) return null;
  return (
    <details className="pw-problems" open={own.some(({ severity }) => severity === "error")}>
      <summary>
        {own.length} {own.length === 1 ? "problem" : "problems"}
      </summary>
      <ul>
        {own.map(({ file, line, column, message, severity, code }) => (
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

function AddFile(): ReactNode {
  const { addFile, openFile, saved } = useLab();
  const [naming, setNaming] = useState(false);
  const [name, setName] = useState("");
  const good = /^[A-Za-z0-9][\w.-]*\.ya?ml$/.test(name) && !Object.hasOwn(saved.work, name);
  if (!naming) {
    return (
      <button
        type="button"
        className="pw-tab pw-tab--add"
        aria-label="New file"
        onClick={() => setNaming(true)}
      >
        +
      </button>
    );
  }
  return (
    <form
      className="pw-newfile"
      onSubmit={(event) => {
        event.preventDefault();
        if (!good) return;
        addFile(name);
        openFile(name);
        setNaming(false);
        setName("");
      }}
    >
      <input
        // biome-ignore lint/a11y/noAutofocus: the field appears because its button was pressed
        autoFocus
        aria-label="Name of the new file"
        placeholder="policy.yaml"
        value={name}
        onChange={(event) => setName(event.target.value)}
        onKeyDown={(event) => event.key === "Escape" && setNaming(false)}
      />
      <button type="submit" className="pw-link" disabled={!good}>
        Add
      </button>
    </form>
  );
}
