import equal from "fast-deep-equal";
import { isJsonObject, type JsonObject, own, setKey } from "../schema/json.ts";
import { KEY_DEFAULTS } from "../schema/list-types.ts";
import type { Shape } from "../schema/shape.ts";

/** One step of a path, as `FieldsV1` spells it: `f:name`, `k:{"port":80}` or `v:"x"`. */
export type FieldStep = string;

/** Paths that somebody owns, each once. The key is the path's steps, one a line: no step holds a line break. */
export type FieldSet = ReadonlyMap<string, readonly FieldStep[]>;

const keyOf = (path: readonly FieldStep[]): string => path.join("\n");

/** The key of an associative list's item, with what absent keys stand for. */
export function itemStep(keys: readonly string[], item: JsonObject): FieldStep {
  const pairs = [...keys].sort().map((key) => [key, own(item, key) ?? KEY_DEFAULTS[key] ?? null] as const);
  return `k:${JSON.stringify(Object.fromEntries(pairs))}`;
}

/** Every path that a value sets, down to what one client owns as a whole. */
export function fieldsIn(shape: Shape, value: unknown): FieldSet {
  const found = new Map<string, readonly FieldStep[]>();
  collect(shape, value, [], found);
  return found;
}

function collect(
  shape: Shape,
  value: unknown,
  path: readonly FieldStep[],
  found: Map<string, readonly FieldStep[]>,
): void {
  if (!shape.isAtomic && isJsonObject(value) && Object.keys(value).length > 0) {
    for (const [name, child] of Object.entries(value)) {
      const field = shape.field(name);
      if (field !== undefined && child !== null) collect(field, child, [...path, `f:${name}`], found);
    }
    return;
  }
  const { keys, isSet } = shape.list;
  if (!shape.isAtomic && Array.isArray(value) && value.length > 0) {
    for (const item of value as readonly unknown[]) {
      if (keys !== undefined && isJsonObject(item)) {
        const at = [...path, itemStep(keys, item)];
        found.set(keyOf(at), at);
        collect(shape.item(), item, at, found);
      } else if (isSet === true) {
        const at = [...path, `v:${JSON.stringify(item)}`];
        found.set(keyOf(at), at);
      }
    }
    return;
  }
  if (path.length > 0) found.set(keyOf(path), path);
}

/** The value at a path; `undefined` when there is none. */
export function valueAt(shape: Shape, value: unknown, path: readonly FieldStep[]): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (step.startsWith("f:")) {
    const field = shape.field(step.slice(2));
    if (field === undefined || !isJsonObject(value)) return undefined;
    return valueAt(field, own(value, step.slice(2)), rest);
  }
  if (!Array.isArray(value)) return undefined;
  const item = (value as readonly unknown[]).find((one) => isItem(shape, one, step));
  return item === undefined ? undefined : valueAt(shape.item(), item, rest);
}

/** Whether a list's item is the one that a step names. */
export function isItem(shape: Shape, item: unknown, step: FieldStep): boolean {
  if (step.startsWith("v:")) return step === `v:${JSON.stringify(item)}`;
  return isJsonObject(item) && step === itemStep(shape.list.keys ?? [], item);
}

/** Whether a path names an item as such, and not something that the item says. */
export function isMembership(path: readonly FieldStep[]): boolean {
  return path.at(-1)?.startsWith("k:") === true;
}

export function union(a: FieldSet, b: FieldSet): FieldSet {
  return new Map([...a, ...b]);
}

export function minus(a: FieldSet, b: FieldSet): FieldSet {
  return new Map([...a].filter(([key]) => !b.has(key)));
}

/** What became of the paths between two values. */
export interface FieldChanges {
  /** Paths whose value differs, or that only the second value has. */
  readonly changed: FieldSet;
  /** Paths that only the first value has. */
  readonly gone: FieldSet;
}

/** Compares two values, of which most parts are the same object in both and need no look. */
export function fieldChanges(shape: Shape, before: unknown, after: unknown): FieldChanges {
  const changed = new Map<string, readonly FieldStep[]>();
  const gone = new Map<string, readonly FieldStep[]>();
  const walk = (at: Shape, old: unknown, now: unknown, path: readonly FieldStep[]): void => {
    if (old === now) return;
    if (!at.isAtomic && hasFields(old) && hasFields(now)) {
      for (const name of new Set([...Object.keys(old), ...Object.keys(now)])) {
        const field = at.field(name);
        if (field !== undefined) walk(field, own(old, name), own(now, name), [...path, `f:${name}`]);
      }
      return;
    }
    const [was, is] = [fieldsBelow(at, old, path), fieldsBelow(at, now, path)];
    for (const [key, one] of was) if (!is.has(key)) gone.set(key, one);
    for (const [key, one] of is) {
      const rest = one.slice(path.length);
      const value = valueAt(at, old, rest);
      const isSame = value !== undefined && (isMembership(one) || equal(value, valueAt(at, now, rest)));
      if (!isSame) changed.set(key, one);
    }
  };
  walk(shape, before, after, []);
  return { changed, gone };
}

function hasFields(value: unknown): value is JsonObject {
  return isJsonObject(value) && Object.keys(value).length > 0;
}

function fieldsBelow(shape: Shape, value: unknown, path: readonly FieldStep[]): FieldSet {
  const found = new Map<string, readonly FieldStep[]>();
  if (value !== undefined && value !== null) collect(shape, value, path, found);
  return found;
}

type Tree = { [step: string]: Tree };

/** `FieldsV1`: steps nested in each other, `.` for a path that goes on and counts itself. */
export function toFieldsV1(set: FieldSet): unknown {
  const root: Tree = {};
  for (const path of [...set.values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))) {
    let node = root;
    for (const step of path) {
      if (!Object.hasOwn(node, step)) setKey(node, step, {});
      node = node[step] ?? {};
    }
    if (isMembership(path)) setKey(node, ".", {});
  }
  return root;
}

export function fromFieldsV1(value: unknown): FieldSet {
  const found = new Map<string, readonly FieldStep[]>();
  const visit = (node: unknown, path: readonly FieldStep[]): void => {
    if (!isJsonObject(node)) return;
    const steps = Object.keys(node);
    if (path.length > 0 && (steps.length === 0 || steps.includes("."))) found.set(keyOf(path), path);
    for (const step of steps) if (step !== ".") visit(node[step], [...path, step]);
  };
  visit(value, []);
  return found;
}

/** `.spec.ports[port=80,protocol="TCP"].targetPort`: how conflicts name a path. */
export function formatPath(path: readonly FieldStep[]): string {
  return path
    .map((step) => {
      const rest = step.slice(2);
      if (step.startsWith("f:")) return `.${rest}`;
      if (step.startsWith("v:")) return `[=${rest}]`;
      const pairs = Object.entries(JSON.parse(rest) as JsonObject);
      return `[${pairs.map(([key, value]) => `${key}=${JSON.stringify(value)}`).join(",")}]`;
    })
    .join("");
}
