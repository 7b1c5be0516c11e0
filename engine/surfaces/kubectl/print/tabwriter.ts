/** Cells and padding of Go's `text/tabwriter`. */
export interface TabWidths {
  readonly minimum: number;
  readonly padding: number;
}

/** Columns of `kubectl get`. */
export const TABLE_WIDTHS: TabWidths = { minimum: 6, padding: 3 };

/**
 * Aligns tab-separated text as Go's `text/tabwriter` does with spaces: a column is a run of lines that have a cell there,
 * and the last cell of a line belongs to no column.
 */
export function alignTabs(text: string, { minimum, padding }: TabWidths): string {
  const endsLine = text.endsWith("\n");
  const lines = (endsLine ? text.slice(0, -1) : text).split("\n").map((line) => line.split("\t"));
  const out: string[] = [];
  const write = (from: number, to: number, widths: readonly number[]): void => {
    for (let at = from; at < to; at++) out.push(lineText(lines[at] ?? [], widths));
  };
  const format = (from: number, to: number, widths: readonly number[]): void => {
    const column = widths.length;
    let start = from;
    for (let at = from; at < to; at++) {
      if (column >= (lines[at]?.length ?? 0) - 1) continue;
      write(start, at, widths);
      start = at;
      let width = minimum;
      for (; at < to && column < (lines[at]?.length ?? 0) - 1; at++)
        width = Math.max(width, widthOf(lines[at]?.[column] ?? "") + padding);
      format(start, at, [...widths, width]);
      start = at;
    }
    write(start, to, widths);
  };
  format(0, lines.length, []);
  return out.join("\n") + (endsLine ? "\n" : "");
}

function lineText(cells: readonly string[], widths: readonly number[]): string {
  return cells
    .map((cell, index) => {
      const width = widths[index];
      return width === undefined ? cell : cell + " ".repeat(Math.max(0, width - widthOf(cell)));
    })
    .join("");
}

const SURROGATE = /[\ud800-\udfff]/;

/** Characters, not UTF-16 units. */
function widthOf(text: string): number {
  if (!SURROGATE.test(text)) return text.length;
  let width = 0;
  for (const _ of text) width++;
  return width;
}
