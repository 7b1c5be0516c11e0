import { CRD_SCHEMAS } from "./crd.generated.ts";
import type { CrdSchema } from "./crd-schema.ts";

/** The schema of that name. The table names no schema that it lacks, so a miss is a mistake of ours. */
export function schemaNamed(name: string): CrdSchema {
  const schema = CRD_SCHEMAS[name];
  if (schema === undefined) throw new Error(`the table has no schema ${name}`);
  return schema;
}

/** The schema that a property follows: a field's own, or that of the map's values. */
export function propertySchema(schema: CrdSchema, name: string): CrdSchema | undefined {
  const { fields, values } = schema;
  const found = fields !== undefined && Object.hasOwn(fields, name) ? fields[name] : values;
  return found === undefined ? undefined : schemaNamed(found);
}
