import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { useLab } from "../state/lab-context.tsx";

/** A terminal by the line: a log that screen readers, search and selection can use, and a labelled input. */
export function TerminalPane(): ReactNode {
  const { lines, prompt, typing, type, interrupt, clear, saved, offered, offer } = useLab();
  const [text, setText] = useState("");
  const [back, setBack] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const log = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (offered === "") return;
    setText(offered);
    offer("");
    input.current?.focus();
  }, [offered, offer]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new line scrolls the log down
  useEffect(() => {
    if (log.current !== null) log.current.scrollTop = log.current.scrollHeight;
  }, [lines, typing]);

  const recall = (steps: number): void => {
    const at = Math.min(Math.max(steps, 0), saved.commands.length);
    setBack(at);
    setText(at === 0 ? "" : (saved.commands[saved.commands.length - at] ?? ""));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "ArrowUp") recall(back + 1);
    else if (event.key === "ArrowDown") recall(back - 1);
    else if (event.ctrlKey && event.key === "l") clear();
    else if (event.ctrlKey && event.key === "u") setText("");
    else if (event.ctrlKey && event.key === "c" && typing) interrupt();
    else return;
    event.preventDefault();
  };

  return (
    <section className="pw-pane pw-terminal" aria-label="Terminal" data-pane="terminal">
      <header className="pw-pane__bar">
        <span className="pw-pane__title">Terminal</span>
        {typing ? (
          <button type="button" className="pw-link" onClick={interrupt}>
            Stop
          </button>
        ) : (
          <button type="button" className="pw-link" onClick={clear}>
            Clear
          </button>
        )}
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <div ref={log} className="pw-terminal__log" role="log" aria-label="Output of the terminal" tabIndex={0}>
        {lines.length === 0 ? (
          <p className="pw-terminal__note">
            The cluster of your files. Try <code>kubectl get pods -A</code>, <code>kubectl exec</code> into a
            pod and curl from there, or <code>why</code> after a request. What you apply lands in your files.
          </p>
        ) : null}
        {lines.map(({ key, kind, text: words }) => (
          <pre key={key} className={`pw-terminal__${kind}`}>
            {words}
          </pre>
        ))}
      </div>
      <form
        className="pw-terminal__form"
        onSubmit={(event) => {
          event.preventDefault();
          if (typing) return;
          setText("");
          setBack(0);
          void type(text);
        }}
      >
        <label htmlFor="pw-terminal-input">{prompt}</label>
        <input
          id="pw-terminal-input"
          ref={input}
          data-typed
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
          aria-label="Command"
          autoCapitalize="off"
          autoCorrect="off"
          autoComplete="off"
          spellCheck={false}
          readOnly={typing}
        />
      </form>
    </section>
  );
}
