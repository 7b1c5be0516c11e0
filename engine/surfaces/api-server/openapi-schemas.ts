import { fieldTypes } from "../../api/fields.ts";
import type { CrdSchema } from "../../api/gateway/crd-schema.ts";
import { schemaNamed } from "../../api/gateway/crd-table.ts";
import { customSchema } from "../../api/gateway/custom-kind.ts";
import { servedKind } from "../../api/scheme.ts";
import { customKindText, customText, type FieldText, fieldText, typeText } from "./field-texts.ts";
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

/** The schemas of some resources of one group version: names, types and what they are for, as far as the server knows. */
export function schemasOf(resources: readonly Resource[]): Readonly<Record<string, Schema>> {
  const schemas: Schemas = new Map();
  for (const resource of resources) {
    const { group, version, kind, type, apiVersion } = resource;
    const custom = customSchema(kind, apiVersion);
    const name = nameOf(type, resource);
    if (custom !== undefined) schemas.set(name, customRoot(custom, resource, schemas));
    else if (!addStruct(type, resource, schemas))
      schemas.set(name, customRoot({ type: "object" }, resource, schemas));
    const known = schemas.get(name);
    const own = { "x-kubernetes-group-version-kind": [{ group, version, kind }] };
    if (known !== undefined) schemas.set(name, { ...known, ...own });
  }
  return Object.fromEntries([...schemas].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Groups whose kinds are CRDs: clients see their structs as objects without a name. */
function isCustom({ group }: Resource): boolean {
  return group.endsWith(".ovn.org") || /^(config|operator)\./.test(group);
}

/** Types that are called otherwise in the table, since another group has one of that name. */
const RENAMED: Readonly<Record<string, string>> = { DiscoveryEndpointPort: "EndpointPort" };

function nameOf(known: string, { group, version }: Resource): string {
  const type = Object.hasOwn(RENAMED, known) ? (RENAMED[known] ?? known) : servedKind(known);
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
  if (isCustom(resource) && type !== "ObjectMeta") return structSchema(type, resource, schemas);
  return addStruct(type, resource, schemas) ? reference(nameOf(type, resource)) : { type: "object" };
}

/** Whether there is such a struct. Types may hold themselves, so the name is there before its fields are. */
function addStruct(type: string, resource: Resource, schemas: Schemas): boolean {
  if (fieldTypes(type) === undefined) return false;
  const name = nameOf(type, resource);
  if (schemas.has(name)) return true;
  schemas.set(name, { type: "object" });
  schemas.set(name, structSchema(type, resource, schemas));
  return true;
}

function structSchema(type: string, resource: Resource, schemas: Schemas): Schema {
  const fields = Object.entries(fieldTypes(type) ?? {});
  const properties = fields.map(([field, own]) => {
    const said = fieldText(type, field);
    return [field, withText(typeSchema(own, resource, schemas), said)] as const;
  });
  const required = fields.flatMap(([field]) => (fieldText(type, field)?.required === true ? [field] : []));
  const description = typeText(type);
  return {
    ...(description === undefined ? {} : { description }),
    type: "object",
    properties: Object.fromEntries(properties),
    ...(required.length === 0 ? {} : { required }),
  };
}

/** A reference cannot say more than where it leads to, so it is wrapped, as upstream does. */
function withText(schema: Schema, said: FieldText | undefined): Schema {
  if (said === undefined) return schema;
  const { text: description, values } = said;
  const own = "$ref" in schema ? { allOf: [schema], default: {} } : schema;
  return { ...own, description, ...(values === undefined ? {} : { enum: values }) };
}

/** What the server reads of every object, and what the CRD says of the rest. */
function customRoot(schema: CrdSchema, resource: Resource, schemas: Schemas): Schema {
  const own = customProperties(schema, "");
  const metadata = withText(typeSchema("ObjectMeta", resource, schemas), fieldText("", "metadata"));
  const head = Object.fromEntries(
    ["apiVersion", "kind"].map((field) => [field, withText(SCALARS["string"] ?? {}, fieldText("", field))]),
  );
  const description = customKindText(resource.kind);
  return {
    ...(description === undefined ? {} : { description }),
    type: "object",
    properties: { ...own, ...head, metadata },
    ...(schema.required === undefined ? {} : { required: schema.required }),
  };
}

function customProperties({ fields = {} }: CrdSchema, above: string): Schema {
  return Object.fromEntries(
    Object.entries(fields).map(([name, own]) => {
      const description = customText(above, name);
      const part = customPart(schemaNamed(own), name);
      return [name, description === undefined ? part : { description, ...part }];
    }),
  );
}

function customPart(schema: CrdSchema, name: string): Schema {
  const { type, values, items, required, format, enum: choices } = schema;
  return {
    type,
    ...(format === undefined ? {} : { format }),
    ...(choices === undefined ? {} : { enum: choices }),
    ...(required === undefined ? {} : { required }),
    ...(schema.default === undefined ? {} : { default: schema.default }),
    ...(schema.fields === undefined ? {} : { properties: customProperties(schema, name) }),
    ...(values === undefined ? {} : { additionalProperties: customPart(schemaNamed(values), name) }),
    ...(items === undefined ? {} : { items: customPart(schemaNamed(items), name) }),
  };
}
