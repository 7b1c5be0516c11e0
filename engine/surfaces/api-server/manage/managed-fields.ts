import { isJsonObject } from "../schema/json.ts";
import type { Shape } from "../schema/shape.ts";
import { type FieldSet, fieldChanges, fromFieldsV1, minus, toFieldsV1, union } from "./field-set.ts";

/** Who wrote, and how. */
export interface Manager {
  readonly name: string;
  readonly operation: "Apply" | "Update";
  readonly apiVersion: string;
  readonly subresource: string;
}

/** What one manager owns. */
export interface Ownership extends Manager {
  readonly time: string;
  readonly fields: FieldSet;
}

export function isSameManager(a: Manager, b: Manager): boolean {
  const isSame = a.name === b.name && a.operation === b.operation && a.subresource === b.subresource;
  return isSame && (a.operation === "Apply" || a.apiVersion === b.apiVersion);
}

/** Reads `metadata.managedFields`; entries that make no sense are left out. */
export function readOwnerships(metadata: object): readonly Ownership[] {
  const { managedFields } = metadata as { readonly managedFields?: unknown };
  if (!Array.isArray(managedFields)) return [];
  return (managedFields as readonly unknown[]).flatMap((entry): readonly Ownership[] => {
    if (!isJsonObject(entry)) return [];
    const { manager, operation, apiVersion, time, fieldsV1, subresource } = entry;
    if (typeof manager !== "string" || (operation !== "Apply" && operation !== "Update")) return [];
    return [
      {
        name: manager,
        operation,
        apiVersion: String(apiVersion ?? ""),
        subresource: typeof subresource === "string" ? subresource : "",
        time: String(time ?? ""),
        fields: fromFieldsV1(fieldsV1),
      },
    ];
  });
}

/** `metadata.managedFields`; managers that own nothing any more are gone. */
export function writeOwnerships(ownerships: readonly Ownership[]): readonly unknown[] {
  return ownerships
    .filter(({ fields }) => fields.size > 0)
    .map(({ name, operation, apiVersion, time, subresource, fields }) => ({
      manager: name,
      operation,
      apiVersion,
      ...(time === "" ? {} : { time }),
      fieldsType: "FieldsV1",
      fieldsV1: toFieldsV1(fields),
      ...(subresource === "" ? {} : { subresource }),
    }));
}

/** Fields that belong to nobody: the server's own. */
const SERVER_FIELDS = [
  "apiVersion",
  "kind",
  "metadata\nf:name",
  "metadata\nf:generateName",
  "metadata\nf:namespace",
  "metadata\nf:creationTimestamp",
  "metadata\nf:selfLink",
  "metadata\nf:uid",
  "metadata\nf:generation",
  "metadata\nf:managedFields",
  "metadata\nf:resourceVersion",
  "metadata\nf:deletionTimestamp",
  "metadata\nf:deletionGracePeriodSeconds",
].map((field) => `f:${field}`);

const isServers = (key: string): boolean =>
  SERVER_FIELDS.some((field) => key === field || key.startsWith(`${field}\n`));

/** The set without what the server itself writes; of the status only when the status is what is written. */
export function ownable(set: FieldSet, subresource: string): FieldSet {
  const isStatus = (key: string): boolean => key === "f:status" || key.startsWith("f:status\n");
  return new Map(
    [...set].filter(
      ([key]) => !isServers(key) && (subresource === "status" ? isStatus(key) : !isStatus(key)),
    ),
  );
}

/** Ownership after an update: what the manager changed is its own now, and what is gone is nobody's. */
export function afterUpdate(
  shape: Shape,
  before: unknown,
  after: unknown,
  owners: readonly Ownership[],
  manager: Manager,
  time: string,
): readonly Ownership[] {
  const { changed: all, gone } = fieldChanges(shape, before, after);
  const changed = ownable(all, manager.subresource);
  const own = owners.find((one) => isSameManager(one, manager));
  const others = owners
    .filter((one) => one !== own)
    .map((one) => ({ ...one, fields: minus(minus(one.fields, changed), gone) }));
  const fields = union(minus(own?.fields ?? new Map(), gone), changed);
  return [...others, { ...manager, time: changed.size > 0 || own === undefined ? time : own.time, fields }];
}
