import { type ReactNode, useEffect } from "react";
import { flushSync } from "react-dom";
import { type Pane, useLab } from "../state/lab-context.tsx";
import { DiagramPane } from "./diagram-pane.tsx";
import { EditorPane } from "./editor-pane.tsx";
import { useSplit } from "./splitter.tsx";
import { TerminalPane } from "./terminal-pane.tsx";
import { TopBar } from "./top-bar.tsx";

export const PANES: readonly (readonly [Pane, string])[] = [
  ["text", "Text"],
  ["diagram", "Diagram"],
  ["editor", "Editor"],
  ["terminal", "Terminal"],
];

const FOCUS: Readonly<Record<string, Pane>> = {
  s: "source",
  p: "text",
  d: "diagram",
  e: "editor",
  t: "terminal",
};

/** Where the keyboard goes in a part: to what one types into, else to what scrolls. */
const FOCUSABLE = ["[data-typed]", ".cm-content", "textarea", "[tabindex='0']"];

/** Text beside the workbench; on a narrower page one at a time, behind tabs. */
export function LabLayout({ children }: { readonly children: ReactNode }): ReactNode {
  const { pane, show, messages, dismiss } = useLab();
  const { share, splitter } = useSplit();
  useShortcuts(show);
  return (
    <div className="pw-lab" data-shown={pane} style={{ "--pw-share": `${share}%` } as React.CSSProperties}>
      <TopBar />
      <Messages messages={messages} dismiss={dismiss} />
      <nav className="pw-switch" aria-label="Parts of the lab">
        {PANES.map(([key, label]) => (
          <button
            key={key}
            type="button"
            aria-pressed={pane === key}
            className="pw-tab"
            onClick={() => show(key)}
          >
            {label}
          </button>
        ))}
      </nav>
      <div className="pw-lab__panes">
        <TextPane>{children}</TextPane>
        {splitter}
        <div className="pw-lab__bench">
          <DiagramPane />
          <EditorPane />
          <TerminalPane />
        </div>
      </div>
    </div>
  );
}

/** The lab's text, which scrolls by itself. */
export function TextPane({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <div className="pw-lab__text" data-pane="text" tabIndex={0} role="region" aria-label="Text and tasks">
      {children}
    </div>
  );
}

export function Messages({
  messages,
  dismiss,
}: {
  readonly messages: readonly string[];
  readonly dismiss: (message: string) => void;
}): ReactNode {
  return (
    <div aria-live="polite" className="pw-messages">
      {messages.map((message) => (
        <p key={message}>
          {message}{" "}
          <button type="button" className="pw-link" onClick={() => dismiss(message)}>
            Dismiss
          </button>
        </p>
      ))}
    </div>
  );
}

/** `g` and then a letter goes to a part, unless one is typing. */
export function useShortcuts(show: (pane: Pane) => void): void {
  useEffect(() => {
    let pending = false;
    const onKey = (event: globalThis.KeyboardEvent): void => {
      const target = event.target as HTMLElement;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) return;
      const pane = pending && Object.hasOwn(FOCUS, event.key) ? FOCUS[event.key] : undefined;
      pending = event.key === "g";
      const part = document.querySelector<HTMLElement>(`[data-pane="${pane}"]`);
      if (pane === undefined || part === null) return;
      event.preventDefault();
      // What is hidden takes no focus, so that it has to be shown first.
      flushSync(() => show(pane));
      const inner = FOCUSABLE.map((selector) => part.querySelector<HTMLElement>(selector)).find(Boolean);
      (inner ?? part).focus();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [show]);
}
