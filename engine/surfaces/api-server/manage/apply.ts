import equal from "fast-deep-equal";
import { isJsonObject, own, setKey, withKey } from "../schema/json.ts";
import type { Shape } from "../schema/shape.ts";
import { StatusError } from "../status.ts";
import {
  type FieldSet,
  type FieldStep,
  fieldsIn,
  formatPath,
  isItem,
  isMembership,
  itemStep,
  minus,
  valueAt,
} from "./field-set.ts";
import { isSameManager, type Manager, type Ownership, ownable } from "./managed-fields.ts";

export interface Applied {
  readonly value: unknown;
  readonly owners: readonly Ownership[];
}

/**
 * Server-side apply (structured-merge-diff): what the configuration says is merged into the live object, what the same
 * manager said before and says no more is removed unless somebody else owns it, and what another manager owns with another
 * value is a conflict, or taken over when forced.
 */
export function applyConfiguration(
  shape: Shape,
  live: unknown,
  configuration: unknown,
  owners: readonly Ownership[],
  manager: Manager,
  options: { readonly force: boolean; readonly time: string },
): Applied {
  const wanted = ownable(fieldsIn(shape, configuration), manager.subresource);
  const own = owners.find((one) => isSameManager(one, manager));
  const others = owners.filter((one) => one !== own);
  const isDisputed = (path: readonly FieldStep[]): boolean =>
    !isMembership(path) && !equal(valueAt(shape, live, path), valueAt(shape, configuration, path));
  const conflicts = others.flatMap((other) =>
    [...other.fields]
      .filter(([key, path]) => wanted.has(key) && isDisputed(path))
      .map(([key, path]) => ({ other, key, path })),
  );
  if (conflicts.length > 0 && !options.force) throw conflictOf(conflicts);
  const taken = new Map(conflicts.map(({ key, path }) => [key, path]));
  const kept = others.map((one) => ({ ...one, fields: minus(one.fields, taken) }));
  const dropped = kept.reduce<FieldSet>(
    (set, { fields }) => withoutOwned(set, fields),
    minus(own?.fields ?? new Map(), wanted),
  );
  let value = mergeApplied(shape, live, configuration);
  // Items go first: without their keys they would not be found any more.
  for (const path of [...dropped.values()].sort((a, b) => a.length - b.length))
    value = removeAt(shape, value, path);
  const time =
    own !== undefined && equal([...own.fields.keys()], [...wanted.keys()]) && equal(value, live)
      ? own.time
      : options.time;
  return { value, owners: [...kept, { ...manager, time, fields: wanted }] };
}

/** An item stays while somebody owns anything in it. */
function withoutOwned(set: FieldSet, owned: FieldSet): FieldSet {
  const keys = [...owned.keys()];
  return new Map(
    [...set].filter(([key]) => !owned.has(key) && !keys.some((other) => other.startsWith(`${key}\n`))),
  );
}

function mergeApplied(shape: Shape, live: unknown, wanted: unknown): unknown {
  if (live === undefined || live === null || shape.isAtomic) return wanted;
  if (isJsonObject(live) && isJsonObject(wanted)) {
    const merged = { ...live };
    for (const [name, child] of Object.entries(wanted)) {
      const field = shape.field(name);
      if (child !== null)
        setKey(merged, name, field === undefined ? child : mergeApplied(field, own(live, name), child));
    }
    return merged;
  }
  if (!Array.isArray(live) || !Array.isArray(wanted)) return wanted;
  const { keys } = shape.list;
  let merged: readonly unknown[] = live;
  for (const item of wanted as readonly unknown[]) {
    const step =
      keys !== undefined && isJsonObject(item) ? itemStep(keys, item) : `v:${JSON.stringify(item)}`;
    const at = merged.findIndex((other) => isItem(shape, other, step));
    if (at < 0) merged = [...merged, item];
    else
      merged = merged.map((other, index) => (index === at ? mergeApplied(shape.item(), other, item) : other));
  }
  return merged;
}

function removeAt(shape: Shape, value: unknown, [step, ...rest]: readonly FieldStep[]): unknown {
  if (step === undefined) return undefined;
  if (step.startsWith("f:")) {
    const name = step.slice(2);
    const field = shape.field(name);
    if (!isJsonObject(value) || field === undefined || !Object.hasOwn(value, name)) return value;
    return withKey(
      value,
      name,
      rest.length === 0 ? undefined : emptied(removeAt(field, value[name], rest), value[name]),
    );
  }
  if (!Array.isArray(value)) return value;
  const list = value as readonly unknown[];
  if (rest.length === 0) return list.filter((item) => !isItem(shape, item, step));
  return list.map((item) => (isItem(shape, item, step) ? removeAt(shape.item(), item, rest) : item));
}

/** A map or a list that lost its last entry goes with it. */
function emptied(after: unknown, before: unknown): unknown {
  if (after === before) return after;
  const isEmpty = Array.isArray(after)
    ? after.length === 0
    : isJsonObject(after) && Object.keys(after).length === 0;
  return isEmpty ? undefined : after;
}

interface Conflict {
  readonly other: Ownership;
  readonly path: readonly FieldStep[];
}

function nameOf({ name, operation, apiVersion, subresource }: Ownership): string {
  const quoted = JSON.stringify(name);
  const where = subresource === "" ? quoted : `${quoted} with subresource ${JSON.stringify(subresource)}`;
  return operation === "Update" ? `${where} using ${apiVersion}` : where;
}

/** The words of apimachinery's `managedfields/internal/conflict.go`. */
function conflictOf(conflicts: readonly Conflict[]): StatusError {
  const causes = conflicts.map(({ other, path }) => ({
    reason: "FieldManagerConflict",
    message: `conflict with ${nameOf(other)}`,
    field: formatPath(path),
  }));
  const [first] = conflicts;
  if (first !== undefined && conflicts.length === 1) {
    const words = `Apply failed with 1 conflict: conflict with ${nameOf(first.other)}: ${formatPath(first.path)}`;
    return new StatusError(409, "Conflict", words, { causes });
  }
  const managers = [...new Set(conflicts.map(({ other }) => nameOf(other)))].sort();
  const lists = managers.map((manager) => {
    const paths = conflicts
      .filter(({ other }) => nameOf(other) === manager)
      .map(({ path }) => `- ${formatPath(path)}`);
    return `conflicts with ${manager}:\n${paths.join("\n")}`;
  });
  const words = `Apply failed with ${conflicts.length} conflicts: ${lists.join("\n")}`;
  return new StatusError(409, "Conflict", words, { causes });
}
