import { PlainError } from "../failure.ts";
import { type ApiObject, listAt } from "../server/api.ts";
import { JsonPath } from "./jsonpath.ts";
import { compareQuantities } from "./quantity.ts";
import { relaxedPath } from "./relaxed-path.ts";

/**
 * Rows of a Table that carry their objects, sorted by a field of these. Where no object has the field no row is left:
 * kubectl loses the refusal of its sorter and says that nothing was found.
 */
export function sortTable(table: ApiObject, expression: string): ApiObject {
  const rows = listAt(table, "rows");
  try {
    return { ...table, rows: sortBy(rows, expression, (row) => row["object"]) };
  } catch (error) {
    if (!(error instanceof PlainError)) throw error;
    return { ...table, rows: [] };
  }
}

/** Objects sorted by a field. Those without it come first; a field that none has is refused. */
export function sortObjects(objects: readonly ApiObject[], expression: string): readonly ApiObject[] {
  return sortBy(objects, expression, (object) => object);
}

function sortBy<T>(items: readonly T[], expression: string, objectOf: (item: T) => unknown): readonly T[] {
  const field = relaxedPath(expression);
  const path = new JsonPath(field);
  const keyed = items.map((item) => ({ item, key: path.find(objectOf(item))[0]?.[0] }));
  if (items.length > 0 && keyed.every(({ key }) => key === undefined))
    throw new PlainError(`couldn't find any field with path ${JSON.stringify(field)} in the list of objects`);
  return keyed.sort((a, b) => compare(a.key, b.key)).map(({ item }) => item);
}

function compare(a: unknown, b: unknown): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? -1 : 1;
  if (typeof a === "string" && typeof b === "string")
    return compareQuantities(a, b) ?? (a < b ? -1 : a > b ? 1 : 0);
  if (typeof a === "number" && typeof b === "number") return a - b;
  return 0;
}
