import { autocompletion, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentLess, indentMore } from "@codemirror/commands";
import { indentUnit } from "@codemirror/language";
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { type ReactNode, useEffect, useRef } from "react";
import { LARGEST_FILE } from "../../../../engine/surfaces/lab/share.ts";
import type { Finding } from "../engine/views.ts";
import type { Spot } from "../state/lab-context.tsx";
import { type Complete, completionsFor } from "./completions.ts";
import { type Language, look } from "./editor-look.ts";

interface Props {
  readonly name: string;
  readonly text: string;
  readonly findings: readonly Finding[];
  readonly spot: Spot | undefined;
  readonly language?: Language;
  readonly complete: Complete;
  /** A change that would make the file too large was not taken. */
  readonly onTooLarge: () => void;
  readonly onChange: (text: string) => void;
}

/** One file in an editor. Tab leaves it: whoever uses the keyboard must not be caught. Ctrl-] and Ctrl-[ indent. */
export function CodeEditor({
  name,
  text,
  findings,
  spot,
  language = "yaml",
  complete,
  onTooLarge,
  onChange,
}: Props): ReactNode {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | undefined>(undefined);
  const latest = useRef({ onChange, onTooLarge, complete, text });
  latest.current = { onChange, onTooLarge, complete, text };

  useEffect(() => {
    if (host.current === null) return;
    const editor = new EditorView({ parent: host.current, state: stateFor(name, language, latest) });
    // What scrolls must be reachable by keyboard even where the text itself is not.
    editor.scrollDOM.tabIndex = 0;
    view.current = editor;
    return () => editor.destroy();
  }, [name, language]);

  useEffect(() => {
    const editor = view.current;
    if (editor === undefined || editor.state.doc.toString() === text) return;
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: text } });
  }, [text]);

  useEffect(() => {
    const editor = view.current;
    if (editor === undefined) return;
    const own = findings.filter(({ file }) => file === name).map((finding) => diagnosticOf(editor, finding));
    editor.dispatch(setDiagnostics(editor.state, own));
  }, [findings, name]);

  useEffect(() => {
    const editor = view.current;
    if (editor === undefined || spot === undefined || spot.file !== name) return;
    const line = editor.state.doc.line(Math.min(Math.max(spot.line, 1), editor.state.doc.lines));
    editor.dispatch({
      selection: { anchor: line.from },
      effects: EditorView.scrollIntoView(line.from, { y: "center" }),
    });
    editor.focus();
  }, [spot, name]);

  return <div ref={host} className="pw-editor__code" />;
}

const LABELS: Readonly<Record<Language, string>> = { yaml: "YAML", gherkin: "Gherkin", markdown: "Markdown" };

type Latest = { readonly current: Pick<Props, "onChange" | "onTooLarge" | "complete" | "text"> };

function stateFor(name: string, language: Language, latest: Latest): EditorState {
  return EditorState.create({
    doc: latest.current.text,
    extensions: [
      lineNumbers(),
      highlightActiveLine(),
      history(),
      indentUnit.of("  "),
      lintGutter(),
      autocompletion({ override: [completionsFor(language, () => latest.current.complete)] }),
      keymap.of([
        { key: "Mod-]", run: indentMore },
        { key: "Mod-[", run: indentLess },
        ...completionKeymap,
        ...lintKeymap,
        ...historyKeymap,
        ...defaultKeymap,
      ]),
      EditorState.transactionFilter.of((change) => {
        const { length } = change.newDoc;
        if (length <= LARGEST_FILE || length <= change.startState.doc.length) return change;
        latest.current.onTooLarge();
        return [];
      }),
      EditorView.contentAttributes.of({
        "aria-label": `${name}, ${LABELS[language]} editor`,
        spellcheck: "false",
      }),
      EditorView.updateListener.of((update) => {
        const own = update.transactions.some(
          (one) =>
            one.isUserEvent("input") ||
            one.isUserEvent("delete") ||
            one.isUserEvent("undo") ||
            one.isUserEvent("redo") ||
            one.isUserEvent("move"),
        );
        if (update.docChanged && own) latest.current.onChange(update.state.doc.toString());
      }),
      ...look(language),
    ],
  });
}

function diagnosticOf({ state }: EditorView, { severity, line, column, message, code }: Finding): Diagnostic {
  const row = state.doc.line(Math.min(Math.max(line, 1), state.doc.lines));
  const from = Math.min(row.from + Math.max(column - 1, 0), row.to);
  return { from, to: row.to, severity: severity === "note" ? "info" : severity, message, source: code };
}
