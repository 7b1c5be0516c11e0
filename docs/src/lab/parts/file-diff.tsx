import { MergeView, unifiedMergeView } from "@codemirror/merge";
import { EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { type ReactNode, useEffect, useRef } from "react";
import { look } from "./editor-look.ts";

/** The learner's file and the solution's, side by side; on a narrow page line by line. */
export function FileDiff({
  name,
  mine,
  theirs,
}: {
  readonly name: string;
  readonly mine: string;
  readonly theirs: string;
}): ReactNode {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (host.current === null) return;
    const fixed = [EditorState.readOnly.of(true), EditorView.editable.of(false), ...look()];
    const collapseUnchanged = { margin: 3, minSize: 4 };
    const parent = host.current;
    const unified = unifiedMergeView({ original: mine, mergeControls: false, collapseUnchanged });
    const view = window.matchMedia("(max-width: 699px)").matches
      ? new EditorView({ doc: theirs, extensions: [...fixed, unified], parent })
      : new MergeView({
          a: { doc: mine, extensions: fixed },
          b: { doc: theirs, extensions: fixed },
          parent,
          collapseUnchanged,
        });
    return () => view.destroy();
  }, [mine, theirs]);
  return (
    <figure className="pw-diff">
      <figcaption>
        <code>{name}</code>: yours, and the solution
      </figcaption>
      <div ref={host} />
    </figure>
  );
}
