import type { ReactNode } from "react";

/** Never colour alone: a sign and a word, and colour on top. */
export function VerdictMark({
  state,
  word,
}: {
  readonly state: "yes" | "no" | "wait" | "error";
  readonly word: string;
}): ReactNode {
  const sign = { yes: "✓", no: "✗", wait: "…", error: "!" }[state];
  return (
    <span className={`pw-mark pw-mark--${state}`}>
      <span aria-hidden="true">{sign}</span> {word}
    </span>
  );
}
