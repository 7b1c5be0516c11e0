import { fieldTypes } from "../../api/fields.ts";
import type { CrdSchema } from "../../api/gateway/crd-schema.ts";
import { schemaNamed } from "../../api/gateway/crd-table.ts";
import { customSchema } from "../../api/gateway/custom-kind.ts";
import type { Resource } from "./resources.ts";
import type { JsonObject } from "./schema/json.ts";

type Schema = JsonObject;
type Schemas = Map<string, Schema>;

const META = "io.k8s.apimachinery.pkg.apis.meta.v1";
const INT_OR_STRING = "io.k8s.apimachinery.pkg.util.intstr.IntOrString";
const QUANTITY = "io.k8s.apimachinery.pkg.api.resource.Quantity";

/** Types that all groups share. */
const META_TYPES: ReadonlySet<string> = new Set([
  ...["ObjectMeta", "ManagedFieldsEntry", "OwnerReference", "LabelSelector", "LabelSelectorRequirement"],
  ...["Condition", "Time", "MicroTime"],
]);

const SCALARS: Readonly<Record<string, Schema>> = {
  string: { type: "string" },
  boolean: { type: "boolean" },
  int32: { type: "integer", format: "int32" },
  int64: { type: "integer", format: "int64" },
  double: { type: "number", format: "double" },
  any: { type: "object" },
};

/** Scalars that have names of their own, as references. */
const NAMED: Readonly<Record<string, readonly [name: string, schema: Schema]>> = {
  Time: [`${META}.Time`, { type: "string", format: "date-time" }],
  MicroTime: [`${META}.MicroTime`, { type: "string", format: "date-time" }],
  Quantity: [QUANTITY, { oneOf: [{ type: "string" }, { type: "number" }] }],
  IntOrString: [INT_OR_STRING, { oneOf: [{ type: "integer" }, { type: "string" }], format: "int-or-string" }],
};

/** The schemas of some resources of one group version: names and types, as far as the server knows them, and no descriptions. */
export function schemasOf(resources: readonly Resource[]): Readonly<Record<string, Schema>> {
  const schemas: Schemas = new Map();
  for (const resource of resources) {
    const { group, version, kind, apiVersion } = resource;
    const custom = customSchema(kind, apiVersion);
    const name = nameOf(kind, resource);
    const schema = custom === undefined ? undefined : customRoot(custom, resource, schemas);
    if (schema !== undefined) schemas.set(name, schema);
    else addStruct(kind, resource, schemas);
    const known = schemas.get(name);
    const own = { "x-kubernetes-group-version-kind": [{ group, version, kind }] };
    if (known !== undefined) schemas.set(name, { ...known, ...own });
  }
  return Object.fromEntries([...schemas].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function nameOf(type: string, { group, version }: Resource): string {
  if (META_TYPES.has(type)) return `${META}.${type}`;
  if (group === "" || group.endsWith(".k8s.io") || !group.includes("."))
    return `io.k8s.api.${group === "" ? "core" : (group.split(".")[0] ?? "")}.${version}.${type}`;
  return `${group.split(".").reverse().join(".")}.${version}.${type}`;
}

function reference(name: string): Schema {
  return { $ref: `#/components/schemas/${name}` };
}

/** The schema of a type of the table of fields, as the field of another type. Structs are added to the schemas by the way. */
function typeSchema(type: string, resource: Resource, schemas: Schemas): Schema {
  if (type.startsWith("[]")) return { type: "array", items: typeSchema(type.slice(2), resource, schemas) };
  if (type.startsWith("{}"))
    return { type: "object", additionalProperties: typeSchema(type.slice(2), resource, schemas) };
  const named = Object.hasOwn(NAMED, type) ? NAMED[type] : undefined;
  if (named !== undefined) {
    schemas.set(...named);
    return reference(named[0]);
  }
  const scalar = Object.hasOwn(SCALARS, type) ? SCALARS[type] : undefined;
  if (scalar !== undefined) return scalar;
  return addStruct(type, resource, schemas) ? reference(nameOf(type, resource)) : { type: "object" };
}

/** Whether there is such a struct. Types may hold themselves, so the name is there before its fields are. */
function addStruct(type: string, resource: Resource, schemas: Schemas): boolean {
  const fields = fieldTypes(type);
  if (fields === undefined) return false;
  const name = nameOf(type, resource);
  if (schemas.has(name)) return true;
  schemas.set(name, { type: "object" });
  const properties = Object.entries(fields).map(
    ([field, own]) => [field, typeSchema(own, resource, schemas)] as const,
  );
  schemas.set(name, { type: "object", properties: Object.fromEntries(properties) });
  return true;
}

/** What the server reads of every object, and what the CRD says of the rest. */
function customRoot(schema: CrdSchema, resource: Resource, schemas: Schemas): Schema {
  const own = customProperties(schema);
  const metadata = typeSchema("ObjectMeta", resource, schemas);
  const head = { apiVersion: SCALARS["string"], kind: SCALARS["string"] };
  return { type: "object", properties: { ...own, ...head, metadata } };
}

function customProperties({ fields = {} }: CrdSchema): Schema {
  return Object.fromEntries(
    Object.entries(fields).map(([name, own]) => [name, customPart(schemaNamed(own))]),
  );
}

function customPart(schema: CrdSchema): Schema {
  const { type, values, items, required, format, enum: choices } = schema;
  return {
    type,
    ...(format === undefined ? {} : { format }),
    ...(choices === undefined ? {} : { enum: choices }),
    ...(required === undefined ? {} : { required }),
    ...(schema.default === undefined ? {} : { default: schema.default }),
    ...(schema.fields === undefined ? {} : { properties: customProperties(schema) }),
    ...(values === undefined ? {} : { additionalProperties: customPart(schemaNamed(values)) }),
    ...(items === undefined ? {} : { items: customPart(schemaNamed(items)) }),
  };
}
