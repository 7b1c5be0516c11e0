import { traceToShortText } from "../engine/index.ts";
import { type Destination, parseDestination } from "./destination.ts";
import { StepError, VerdictMismatch } from "./errors.ts";
import { outcomeText, percent, successShare } from "./mismatch.ts";
import type { Table } from "./registry.ts";
import { gridText } from "./table.ts";
import { requireName, requireWitness } from "./witness.ts";
import type { Asked, World } from "./world.ts";

export const TRUTH_EXAMPLE: string = [
  "Then the connectivity is:",
  "  |            | api:8080 | postgres.data:5432 | kube-dns.kube-system:53/UDP |",
  "  | frontend   | ✓        | ✗                  | ✓                           |",
  "  | shop/batch | deny     | deny               | allow                       |",
].join("\n");

type Mark = "✓" | "✗" | "-";

const MARKS: Readonly<Record<string, Mark>> = {
  "✓": "✓",
  "✔": "✓",
  allow: "✓",
  "✗": "✗",
  "✘": "✗",
  deny: "✗",
  "-": "-",
  "": "-",
};

interface Column {
  readonly text: string;
  readonly to: Destination;
}

interface Wrong {
  readonly client: string;
  readonly column: string;
  readonly asked: Asked;
}

/**
 * Each cell is a raw connection by the client's own resolver. A ✗ is a guarded negative: the same connection, asked
 * again with every policy lifted, must get through, or the step errs. A name that does not resolve even then errs
 * under a ✓ too, since it is taken for a typing mistake.
 */
export function checkTruthTable(world: World, table: Table): void {
  const [header = [], ...rows] = table;
  const columns = header.slice(1).map((cell): Column => ({ text: cell.trim(), to: parseDestination(cell) }));
  if (columns.length === 0) throw new StepError("the table names no destination in its first row");
  if (rows.length === 0) throw new StepError("the table names no client below its first row");
  const wrong: Wrong[] = [];
  let asked = 0;
  const grid = rows.map((row) => {
    const client = (row[0] ?? "").trim();
    if (client === "") throw new StepError("a row of the table names no client");
    return [
      client,
      ...columns.map((column, index) => {
        const expected = markOf(row[index + 1] ?? "");
        if (expected === "-") return "-";
        asked++;
        return checkCell(world, client, column, expected, wrong);
      }),
    ];
  });
  if (asked === 0) throw new StepError("every cell of the table is left out, so it says nothing");
  if (wrong.length > 0) throw mismatches(wrong, [["", ...columns.map(({ text }) => text)], ...grid]);
}

function checkCell(world: World, client: string, column: Column, expected: Mark, wrong: Wrong[]): string {
  const { host, port, protocol } = column.to;
  const asked = world.ask(client, host, (cluster, where) =>
    cluster.connect(client, host, { ...where, port, protocol }),
  );
  const { trace } = asked;
  if (trace.outcome === "failure") {
    requireName(asked, world.cluster());
    if (expected === "✗") requireWitness(`${client} → ${column.text} is ✗`, asked, world.cluster());
  }
  const observed =
    trace.outcome === "mixed" ? percent(successShare(trace)) : trace.outcome === "success" ? "✓" : "✗";
  if (observed === expected) return expected;
  wrong.push({ client, column: column.text, asked });
  return `${observed} (not ${expected})`;
}

function markOf(cell: string): Mark {
  const mark = MARKS[cell.trim().toLowerCase()];
  if (mark !== undefined) return mark;
  throw new StepError(`"${cell}" is no verdict; write ✓ or ✗, allow or deny, or - to leave a cell out`);
}

function mismatches(wrong: readonly Wrong[], grid: Table): VerdictMismatch {
  const reasons = wrong.map(({ client, column, asked: { trace } }) => {
    return `${client} → ${column}: ${outcomeText(trace)}\n${traceToShortText(trace)}`;
  });
  const count = `${wrong.length} ${wrong.length === 1 ? "cell differs" : "cells differ"}`;
  return new VerdictMismatch(
    [`expected: the connectivity is as in the table`, `observed: ${count}`, gridText(grid), ...reasons].join(
      "\n",
    ),
  );
}
