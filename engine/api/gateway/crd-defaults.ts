import { isObject } from "../fields.ts";
import type { CrdSchema } from "./crd-schema.ts";
import { propertySchema, schemaNamed } from "./crd-table.ts";

/**
 * The value as the API server stores it: nulls that the schema does not allow are dropped, then absent fields get
 * their defaults, outermost first (`PruneNonNullableNullsWithoutDefaults` and `Default` of apiextensions).
 * What does not fit the schema stays as it is, for validation to refuse.
 */
export function withDefaults(schema: CrdSchema, value: unknown): unknown {
  if (Array.isArray(value)) {
    if (schema.items === undefined) return value;
    const items = schemaNamed(schema.items);
    return value.map((item) => withDefaults(items, item));
  }
  if (!isObject(value)) return value;
  const entries = Object.entries(value).filter(([, child]) => child !== null);
  const given = new Set(entries.map(([name]) => name));
  for (const [name, of] of Object.entries(schema.fields ?? {})) {
    const { default: fallback } = schemaNamed(of);
    if (fallback !== undefined && !given.has(name)) entries.push([name, fallback]);
  }
  // fromEntries defines its keys, so a map may hold one named __proto__.
  return Object.fromEntries(
    entries.map(([name, child]) => {
      const property = propertySchema(schema, name);
      return [name, property === undefined ? child : withDefaults(property, child)];
    }),
  );
}
