import { suggest } from "../engine/index.ts";
import { didYouMean, StepError } from "./errors.ts";
import type { Table } from "./registry.ts";

export type Row = Readonly<Record<string, string>>;

/** Rows under a header; every column known, the required ones present, at least one row. */
export function rowsOf(
  table: Table,
  required: readonly string[],
  optional: readonly string[] = [],
): readonly Row[] {
  const [header = [], ...rows] = table;
  const known = [...required, ...optional];
  for (const column of header) {
    if (known.includes(column)) continue;
    throw new StepError(
      `the table has no column "${column}"; its columns are ${known.join(", ")}${didYouMean(suggest(column, known, 1))}`,
    );
  }
  const missing = required.filter((column) => !header.includes(column));
  if (missing.length > 0)
    throw new StepError(`the table lacks the column ${missing.join(", ")} in its first row`);
  if (new Set(header).size < header.length) throw new StepError("the table names a column twice");
  if (rows.length === 0) throw new StepError("the table has no row below its header, so it says nothing");
  return rows.map((cells) =>
    Object.fromEntries(header.map((column, index) => [column, (cells[index] ?? "").trim()])),
  );
}

/** The cells of a table with one column and no header; none of them empty. */
export function columnOf(table: Table): readonly string[] {
  const cells = table.map((row) => {
    if (row.length !== 1) throw new StepError(`the table has ${row.length} columns, and the step reads one`);
    return (row[0] ?? "").trim();
  });
  if (cells.length === 0 || cells.includes(""))
    throw new StepError("the table has an empty cell, so it says nothing");
  return cells;
}

/** Columns padded to equal width, each row indented by two spaces. */
export function gridText(rows: Table): string {
  const widths = (rows[0] ?? []).map((_, index) => Math.max(...rows.map((row) => (row[index] ?? "").length)));
  return rows
    .map((row) => `  ${row.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join("  ")}`.trimEnd())
    .join("\n");
}
