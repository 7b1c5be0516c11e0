import { type FieldPath, formatFieldPath } from "../../../values/source.ts";
import { isJsonObject, setKey } from "./json.ts";
import type { Shape } from "./shape.ts";

export interface Pruned {
  readonly value: unknown;
  /** `unknown field "spec.x"`, in the order that they were met. */
  readonly unknown: readonly string[];
}

/** The value without fields that its shape has no name for, as a server that does not validate strictly keeps it. */
export function pruneUnknown(shape: Shape, value: unknown): Pruned {
  const unknown: string[] = [];
  return { value: prune(shape, value, [], unknown), unknown };
}

function prune(shape: Shape, value: unknown, path: FieldPath, unknown: string[]): unknown {
  if (Array.isArray(value) && shape.type === "list")
    return value.map((item: unknown, index) => prune(shape.item(), item, [...path, index], unknown));
  if (!isJsonObject(value) || (shape.type !== "struct" && shape.type !== "map")) return value;
  const kept = {};
  for (const [name, child] of Object.entries(value)) {
    const field = shape.field(name);
    const at = [...path, name];
    if (field === undefined) unknown.push(`unknown field "${formatFieldPath(at)}"`);
    else setKey(kept, name, prune(field, child, at, unknown));
  }
  return kept;
}
