import type { Paint } from "./paint.ts";

/** One line of a table: a label, a sentence, and where its object was written. */
export interface Row {
  readonly label: string;
  readonly text: string;
  readonly at?: string | undefined;
  /** The step that decided. */
  readonly mark?: "✗" | undefined;
}

const GAP = 2;
const MARK = 2;

/**
 * Aligns rows. Places stand in one column; a sentence that leaves it no room has its place below. Sentences wrap. No
 * line has trailing spaces.
 */
export function layOut(rows: readonly Row[], width: number, colors: Paint): readonly string[] {
  const labelWidth = longest(rows.map(({ label }) => label)) + GAP;
  const room = width - GAP - labelWidth - MARK;
  const column = placeColumn(rows, room);
  return rows.flatMap((row, index) => {
    const isFirst = index === 0 || rows[index - 1]?.label !== row.label;
    return rowLines(row, (isFirst ? row.label : "").padEnd(labelWidth), room, column, colors);
  });
}

function rowLines(
  { text, at, mark }: Row,
  label: string,
  room: number,
  column: number,
  { dim, red, bold }: Paint,
): readonly string[] {
  const indent = " ".repeat(GAP + label.length + MARK);
  const [first = "", ...more] = wrap(text, room).map((line) => (mark === "✗" ? bold(line) : line));
  const marked = `${" ".repeat(GAP)}${dim(label)}${mark === "✗" ? red("✗ ") : "  "}${first}`;
  const lines = [marked, ...more.map((line) => indent + line)];
  if (at === undefined) return lines.map((line) => line.trimEnd());
  return text.length + GAP <= column && column + at.length <= room
    ? [`${marked}${" ".repeat(column - text.length)}${dim(at)}`]
    : [...lines, indent + dim(at)];
}

/** Where the column of places starts, counted from the first letter of a sentence: as many rows as can be share it. */
function placeColumn(rows: readonly Row[], room: number): number {
  const placed = rows.flatMap(({ text, at }) =>
    at === undefined ? [] : [{ text: text.length, at: at.length }],
  );
  let fitting = placed.filter(({ text, at }) => text + GAP + at <= room);
  const columnOf = (): number => Math.max(0, ...fitting.map(({ text }) => text)) + GAP;
  while (fitting.some(({ at }) => columnOf() + at > room)) {
    const column = columnOf();
    fitting = fitting.filter(({ text }) => text + GAP < column);
  }
  return columnOf();
}

function longest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map((text) => text.length));
}

/** Breaks at spaces; a word longer than the width stays whole. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
