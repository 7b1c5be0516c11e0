/** Lines around a change. */
const CONTEXT = 3;
/** Longest texts that are compared line by line; longer ones are shown as replaced. */
const MAX_LINES = 4000;

interface Edit {
  readonly sign: " " | "-" | "+";
  readonly line: string;
}

/** The hunks of `diff -u` between two texts; empty when they are the same. */
export function unifiedHunks(before: string, after: string): string {
  const edits = editsOf(linesOf(before), linesOf(after));
  const changed = edits.flatMap(({ sign }, index) => (sign === " " ? [] : [index]));
  let text = "";
  for (let at = 0; at < changed.length; ) {
    const from = Math.max(0, (changed[at] ?? 0) - CONTEXT);
    let to = (changed[at] ?? 0) + CONTEXT + 1;
    for (at++; at < changed.length && (changed[at] ?? 0) <= to + CONTEXT; at++)
      to = (changed[at] ?? 0) + CONTEXT + 1;
    text += hunk(edits, from, Math.min(to, edits.length));
  }
  return text;
}

function linesOf(text: string): readonly string[] {
  return text === "" ? [] : text.replace(/\n$/, "").split("\n");
}

function hunk(edits: readonly Edit[], from: number, to: number): string {
  const count = (list: readonly Edit[], sign: string): number =>
    list.filter((edit) => edit.sign !== sign).length;
  const [above, inside] = [edits.slice(0, from), edits.slice(from, to)];
  const range = (skipped: string): string => {
    const length = count(inside, skipped);
    const start = count(above, skipped) + (length === 0 ? 0 : 1);
    return length === 1 ? String(start) : `${start},${length}`;
  };
  const lines = inside.map(({ sign, line }) => `${sign}${line}\n`).join("");
  return `@@ -${range("+")} +${range("-")} @@\n${lines}`;
}

/** Steps from one list of lines to another, by their longest common subsequence. */
function editsOf(before: readonly string[], after: readonly string[]): readonly Edit[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  while (
    end < before.length - start &&
    end < after.length - start &&
    before.at(-1 - end) === after.at(-1 - end)
  )
    end++;
  const same = (lines: readonly string[]): readonly Edit[] => lines.map((line) => ({ sign: " ", line }));
  const middle = middleEdits(
    before.slice(start, before.length - end),
    after.slice(start, after.length - end),
  );
  return [...same(before.slice(0, start)), ...middle, ...same(before.slice(before.length - end))];
}

function middleEdits(before: readonly string[], after: readonly string[]): readonly Edit[] {
  const gone: readonly Edit[] = before.map((line) => ({ sign: "-", line }));
  const come: readonly Edit[] = after.map((line) => ({ sign: "+", line }));
  if (before.length === 0 || after.length === 0 || before.length + after.length > MAX_LINES)
    return [...gone, ...come];
  const width = after.length + 1;
  const lengths = new Uint32Array((before.length + 1) * width);
  for (let a = before.length - 1; a >= 0; a--)
    for (let b = after.length - 1; b >= 0; b--)
      lengths[a * width + b] =
        before[a] === after[b]
          ? (lengths[(a + 1) * width + b + 1] ?? 0) + 1
          : Math.max(lengths[(a + 1) * width + b] ?? 0, lengths[a * width + b + 1] ?? 0);
  const edits: Edit[] = [];
  for (let a = 0, b = 0; a < before.length || b < after.length; ) {
    if (a < before.length && b < after.length && before[a] === after[b]) {
      edits.push({ sign: " ", line: before[a++] ?? "" });
      b++;
    } else if (
      a < before.length &&
      (b >= after.length || (lengths[(a + 1) * width + b] ?? 0) >= (lengths[a * width + b + 1] ?? 0))
    )
      edits.push({ sign: "-", line: before[a++] ?? "" });
    else edits.push({ sign: "+", line: after[b++] ?? "" });
  }
  return edits;
}
