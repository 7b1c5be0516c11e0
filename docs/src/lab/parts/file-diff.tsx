import { MergeView } from "@codemirror/merge";
import { EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { type ReactNode, useEffect, useRef } from "react";
import { look } from "./editor-look.ts";

/** The learner's file and the solution's, side by side; on a narrow page one above the other. */
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
    const view = new MergeView({
      a: { doc: mine, extensions: fixed },
      b: { doc: theirs, extensions: fixed },
      parent: host.current,
      collapseUnchanged: { margin: 3, minSize: 4 },
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
