import { type ApiObject, isJson, type Json, listAt, textAt } from "../server/api.ts";

export interface TableLook {
  readonly wide: boolean;
  readonly noHeaders: boolean;
  readonly withNamespace: boolean;
  /** `pod` or `deployment.apps`, put before each name; nothing for bare names. */
  readonly kindPrefix: string;
  readonly columnLabels: readonly string[];
  readonly showLabels: boolean;
}

interface Column {
  readonly name: string;
  readonly format: string;
  readonly wideOnly: boolean;
}

interface Shown {
  /** Lines with tabs between their cells. */
  readonly text: string;
  readonly columns: string;
}

/** A server's Table as lines of tabbed cells. `lastColumns` are those whose headers were printed already. */
export function tableLines(table: ApiObject, look: TableLook, lastColumns: string | undefined): Shown {
  const own = listAt(table, "columnDefinitions").map(
    (one): Column => ({
      name: textAt(one, "name"),
      format: textAt(one, "format"),
      wideOnly: Number(one["priority"] ?? 0) !== 0,
    }),
  );
  const rows = listAt(table, "rows");
  const columns = JSON.stringify(own);
  if (rows.length === 0) return { text: "", columns: lastColumns ?? "" };
  const header = look.noHeaders || columns === lastColumns ? [] : [headerOf(own, look)];
  const lines = [...header, ...rows.map((row) => rowOf(row, own, look))];
  return { text: lines.map((cells) => `${cells.join("\t")}\n`).join(""), columns };
}

const isShown = (look: TableLook, { wideOnly }: Column): boolean => look.wide || !wideOnly;

function headerOf(columns: readonly Column[], look: TableLook): readonly string[] {
  return [
    ...(look.withNamespace ? ["NAMESPACE"] : []),
    ...columns.filter((column) => isShown(look, column)).map(({ name }) => name.toUpperCase()),
    ...look.columnLabels.map((label) => (label.split("/").at(-1) ?? "").toUpperCase()),
    ...(look.showLabels ? ["LABELS"] : []),
  ];
}

function rowOf(row: Json, columns: readonly Column[], look: TableLook): readonly string[] {
  const cells: readonly unknown[] = Array.isArray(row["cells"]) ? row["cells"] : [];
  const nameAt = columns.findIndex(({ format }) => format === "name");
  const metadata = isJson(row["object"]) ? row["object"]["metadata"] : undefined;
  const labels = isJson(metadata) && isJson(metadata["labels"]) ? metadata["labels"] : {};
  const shown = look.withNamespace ? [textAt(metadata, "namespace")] : [];
  columns.forEach((column, index) => {
    if (!isShown(look, column)) return;
    const text = cellText(cells[index]);
    shown.push(index === nameAt && look.kindPrefix !== "" ? `${look.kindPrefix}/${text}` : text);
  });
  for (const label of look.columnLabels)
    shown.push(Object.hasOwn(labels, label) ? String(labels[label]) : "");
  if (look.showLabels) shown.push(labelsText(labels));
  return shown;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: what most cells lack is looked for
const CONTROL = /[\t\n\f\r\x1b]/;

/** A cell on one line; what would end the line cuts it, and control characters are made visible. */
function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return "";
  const text = String(cell);
  if (!CONTROL.test(text)) return text;
  const end = text.search(/[\f\n\r]/);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the terminal's escape character is what is made visible
  return (end < 0 ? text : `${text.slice(0, end)}...`).replace(/\x1b/g, "^[").replaceAll("\t", "\\t");
}

function labelsText(labels: Json): string {
  const pairs = Object.keys(labels)
    .sort()
    .map((key) => `${key}=${String(labels[key])}`);
  return pairs.length === 0 ? "<none>" : pairs.join(",");
}
