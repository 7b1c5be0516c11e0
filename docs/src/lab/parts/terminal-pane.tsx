import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { useLab } from "../state/lab-context.tsx";
import { useTab } from "./use-tab.ts";

/** A terminal by the line: a log that screen readers, search and selection can use, and a labelled input. */
export function TerminalPane(): ReactNode {
  const { prompt, typing, type, interrupt, clear, saved, offered, offer, wordsFor, note } = useLab();
  const [text, setText] = useState("");
  const [back, setBack] = useState(0);
  const input = useRef<HTMLInputElement>(null);

  useEffect(() => {
    if (offered === "") return;
    setText(offered);
    offer("");
    input.current?.focus();
  }, [offered, offer]);

  const recall = (steps: number): void => {
    const at = Math.min(Math.max(steps, 0), saved.commands.length);
    setBack(at);
    setText(at === 0 ? "" : (saved.commands[saved.commands.length - at] ?? ""));
  };
  const { onTabKey } = useTab(
    input,
    wordsFor,
    (next, caret) => {
      // The caret can only stand in a text that is there already.
      flushSync(() => setText(next));
      input.current?.setSelectionRange(caret, caret);
    },
    (words) => note(columns(words)),
  );
  const onKeyDown = (event: KeyboardEvent): void => {
    if (onTabKey(event)) event.preventDefault();
    else if (event.key === "ArrowUp") recall(back + 1);
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
      <Log />
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
          aria-describedby="pw-terminal-keys"
          autoCapitalize="off"
          autoCorrect="off"
          autoComplete="off"
          spellCheck={false}
          readOnly={typing}
        />
        <span id="pw-terminal-keys" className="pw-visually-hidden">
          Tab completes a word, a second Tab lists what it may be. To leave, press Escape and then Tab. Arrow
          up brings earlier commands back, Control C stops the one that runs.
        </span>
      </form>
    </section>
  );
}

function Log(): ReactNode {
  const { lines, typing } = useLab();
  const log = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new line scrolls the log down
  useEffect(() => {
    if (log.current !== null) log.current.scrollTop = log.current.scrollHeight;
  }, [lines, typing]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <div ref={log} className="pw-terminal__log" role="log" aria-label="Output of the terminal" tabIndex={0}>
      {lines.length === 0 ? (
        <p className="pw-terminal__note">
          The cluster of your files. Try <code>kubectl get pods -A</code>, <code>kubectl exec</code> into a
          pod and curl from there, or <code>why</code> after a request. What you apply lands in your files.
          Tab completes.
        </p>
      ) : null}
      {lines.map(({ key, kind, text: words }) => (
        <pre key={key} className={`pw-terminal__${kind}`}>
          {words}
        </pre>
      ))}
    </div>
  );
}

/** Words side by side, as a terminal lists them. */
function columns(words: readonly string[]): string {
  const shown = words.slice(0, 120);
  const width = Math.max(...shown.map(({ length }) => length)) + 2;
  const perLine = Math.max(Math.floor(88 / width), 1);
  const lines = shown.flatMap((_, at) =>
    at % perLine === 0
      ? [
          shown
            .slice(at, at + perLine)
            .map((word) => word.padEnd(width))
            .join("")
            .trimEnd(),
        ]
      : [],
  );
  return [
    ...lines,
    ...(shown.length < words.length ? [`… and ${words.length - shown.length} more`] : []),
  ].join("\n");
}
