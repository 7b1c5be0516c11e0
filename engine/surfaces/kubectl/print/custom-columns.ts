import { PlainError } from "../failure.ts";
import type { ApiObject } from "../server/api.ts";
import { goValue } from "./go-value.ts";
import { JsonPath } from "./jsonpath.ts";
import { relaxedPath } from "./relaxed-path.ts";
import { alignTabs, TABLE_WIDTHS } from "./tabwriter.ts";

interface Column {
  readonly header: string;
  readonly path: JsonPath;
}

/** A printer of `-o custom-columns=HEADER:PATH,…`. */
export function customColumns(spec: string, noHeaders: boolean): (objects: readonly ApiObject[]) => string {
  if (spec === "") throw new PlainError("custom-columns format specified but no custom columns given");
  const columns = spec.split(",").map((part): Column => {
    const colon = part.indexOf(":");
    if (colon < 0)
      throw new PlainError(`unexpected custom-columns spec: ${part}, expected <header>:<json-path-expr>`);
    return { header: part.slice(0, colon), path: new JsonPath(relaxedPath(part.slice(colon + 1))) };
  });
  return printerOf(columns, noHeaders);
}

/** A printer of `-o custom-columns-file=FILE`: headers in the first line, paths in the second. */
export function customColumnsOfFile(
  text: string,
  noHeaders: boolean,
): (objects: readonly ApiObject[]) => string {
  const [headers = [], paths = []] = text.split("\n").map((line) => line.trim().split(/\s+/));
  if (headers.length !== paths.length)
    throw new PlainError(
      `number of headers (${headers.length}) and field specifications (${paths.length}) don't match`,
    );
  const columns = headers.map((header, index) => ({
    header,
    path: new JsonPath(relaxedPath(paths[index] ?? "")),
  }));
  return printerOf(columns, noHeaders);
}

function printerOf(
  columns: readonly Column[],
  noHeaders: boolean,
): (objects: readonly ApiObject[]) => string {
  const headers = noHeaders ? "" : `${columns.map(({ header }) => header).join("\t")}\n`;
  return (objects) => {
    const rows = objects.map((object) => `${columns.map((column) => cellOf(column, object)).join("\t")}\n`);
    return alignTabs(headers + rows.join(""), TABLE_WIDTHS);
  };
}

function cellOf({ path }: Column, object: ApiObject): string {
  const [found = []] = path.find(object);
  return found.length === 0 ? "<none>" : found.map(goValue).join(",");
}
