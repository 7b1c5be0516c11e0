import equal from "fast-deep-equal";
import { isJsonObject, type JsonObject, own, setKey } from "../schema/json.ts";
import type { Shape } from "../schema/shape.ts";
import { badRequest, StatusError } from "../status.ts";

const DIRECTIVE = "$patch";
const RETAIN = "$retainKeys";
const ORDER = "$setElementOrder/";
const DELETE_FROM = "$deleteFromPrimitiveList/";

/**
 * Applies a strategic merge patch: as a merge patch, but lists with a merge key merge item by item, and directives say
 * what to delete, replace, retain and how to order (apimachinery `util/strategicpatch`).
 */
export function strategicMerge(shape: Shape, document: unknown, patch: unknown): unknown {
  if (!isJsonObject(patch)) throw badRequest("unable to find api field in struct for the json field");
  return mergeObject(shape, isJsonObject(document) ? document : {}, patch);
}

function mergeObject(shape: Shape, before: JsonObject, patch: JsonObject): unknown {
  const directive = own(patch, DIRECTIVE);
  if (directive === "replace") return withoutDirectives(patch);
  if (directive === "delete") return {};
  if (directive !== undefined && directive !== "merge")
    throw badRequest(`unknown patch type found: ${String(directive)}`);
  const merged = {};
  for (const [key, value] of Object.entries(retained(before, patch))) {
    if (own(patch, key) !== null) setKey(merged, key, value);
  }
  for (const [key, value] of Object.entries(patch)) {
    if (value === null || key === DIRECTIVE || key === RETAIN || key.startsWith(ORDER)) continue;
    if (key.startsWith(DELETE_FROM)) {
      const name = key.slice(DELETE_FROM.length);
      const list = own(merged, name);
      if (Array.isArray(list) && Array.isArray(value) && !Object.hasOwn(patch, name))
        setKey(merged, name, withoutItems(list, value));
      continue;
    }
    const field = shape.field(key);
    const current = own(before, key);
    setKey(merged, key, mergeValue(field, current, value, directivesFor(patch, key)));
  }
  for (const [key, order] of Object.entries(patch)) {
    const name = key.startsWith(ORDER) ? key.slice(ORDER.length) : "";
    const list = own(merged, name);
    if (name !== "" && Array.isArray(order) && Array.isArray(list))
      setKey(merged, name, ordered(list, order, shape.field(name)?.list.mergeKey));
  }
  return merged;
}

interface ListDirectives {
  readonly remove: readonly unknown[];
}

function directivesFor(patch: JsonObject, key: string): ListDirectives {
  const remove = own(patch, `${DELETE_FROM}${key}`);
  return { remove: Array.isArray(remove) ? remove : [] };
}

/** `$retainKeys` names everything that stays of a union. */
function retained(before: JsonObject, patch: JsonObject): JsonObject {
  const keys = own(patch, RETAIN);
  if (!Array.isArray(keys)) return before;
  return Object.fromEntries(Object.entries(before).filter(([key]) => keys.includes(key)));
}

function mergeValue(
  shape: Shape | undefined,
  before: unknown,
  patch: unknown,
  { remove }: ListDirectives,
): unknown {
  if (Array.isArray(patch)) {
    const current: readonly unknown[] = Array.isArray(before) ? before : [];
    const list = shape?.list ?? {};
    if (list.mergeKey !== undefined && shape !== undefined)
      return mergeList(shape.item(), current, patch, list.mergeKey);
    if (list.mergesScalars !== true) return patch;
    const kept = withoutItems(current, remove);
    return [...kept, ...patch.filter((item) => !kept.includes(item))];
  }
  if (!isJsonObject(patch)) return patch;
  const open: Shape | undefined = shape;
  if (open === undefined) return withoutDirectives(patch);
  return mergeObject(open, isJsonObject(before) ? before : {}, patch);
}

function mergeList(
  item: Shape,
  before: readonly unknown[],
  patch: readonly unknown[],
  key: string,
): readonly unknown[] {
  const items = patch.map((one): JsonObject => {
    if (isJsonObject(one)) return one;
    throw badRequest("invalid JSON document: an item of an associative list is an object");
  });
  const replaces = items.some((one) => own(one, DIRECTIVE) === "replace" && own(one, key) === undefined);
  let merged: readonly unknown[] = replaces ? [] : before;
  for (const one of items) {
    const directive = own(one, DIRECTIVE);
    if (directive === "replace" && own(one, key) === undefined) continue;
    const wanted = own(one, key);
    if (wanted === undefined) throw missingKey(one, key);
    const isSame = (other: unknown): boolean => isJsonObject(other) && own(other, key) === wanted;
    const at = merged.findIndex(isSame);
    if (directive === "delete") merged = merged.filter((other) => !isSame(other));
    else if (at < 0) merged = [...merged, mergeObject(item, {}, one)];
    else
      merged = merged.map((other, index) =>
        index === at ? mergeObject(item, other as JsonObject, one) : other,
      );
  }
  return merged;
}

function missingKey(item: JsonObject, key: string): StatusError {
  const words = `map: ${JSON.stringify(item)} does not contain declared merge key: ${key}`;
  return new StatusError(500, "InternalError", words);
}

function withoutItems(list: readonly unknown[], removed: readonly unknown[]): readonly unknown[] {
  return list.filter((item) => !removed.some((other) => equal(item, other)));
}

/** Items in the order that the patch lists; those it does not name stay where they are between the others. */
function ordered(
  list: readonly unknown[],
  order: readonly unknown[],
  mergeKey: string | undefined,
): readonly unknown[] {
  const keyOf = (item: unknown): unknown =>
    isJsonObject(item) && mergeKey !== undefined ? own(item, mergeKey) : item;
  const places = order.map(keyOf);
  const placeOf = (item: unknown): number => places.findIndex((place) => equal(place, keyOf(item)));
  const named = list.filter((item) => placeOf(item) >= 0).sort((a, b) => placeOf(a) - placeOf(b));
  let next = 0;
  return list.map((item) => (placeOf(item) >= 0 ? named[next++] : item));
}

function withoutDirectives(patch: JsonObject): JsonObject {
  const kept = {};
  for (const [key, value] of Object.entries(patch)) {
    if (!key.startsWith("$") && value !== null)
      setKey(kept, key, isJsonObject(value) ? withoutDirectives(value) : value);
  }
  return kept;
}
