import { parseIp } from "../../values/ip.ts";
import { type FieldPath, formatFieldPath } from "../../values/source.ts";
import type { FieldErrors } from "../field-errors.ts";
import { isObject, remedyFor, unknownField } from "../fields.ts";
import { matchesRe2 } from "./crd-patterns.ts";
import type { CrdSchema } from "./crd-schema.ts";
import { propertySchema, schemaNamed } from "./crd-table.ts";

/** Fields that the schema has no name for: what `kubectl apply` is refused for before anything else is read. */
export function findUnknownFields(
  schema: CrdSchema,
  value: unknown,
  path: FieldPath,
  errors: FieldErrors,
): void {
  if (Array.isArray(value) && schema.items !== undefined) {
    const items = schemaNamed(schema.items);
    for (const [index, item] of value.entries()) findUnknownFields(items, item, [...path, index], errors);
  }
  if (!isObject(value)) return;
  for (const [name, child] of Object.entries(value)) {
    const property = propertySchema(schema, name);
    const at = [...path, name];
    if (property !== undefined) findUnknownFields(property, child, at, errors);
    else if (schema.fields !== undefined)
      errors.problems.push(unknownField(name, at, Object.keys(schema.fields)));
  }
}

/** `ValidateCustomResource` of apiextensions, in the words of kube-openapi's validators. */
export function validateSchema(
  schema: CrdSchema,
  value: unknown,
  path: FieldPath,
  errors: FieldErrors,
): void {
  const fits = validateType(schema, value, path, errors);
  if (fits && schema.ipAddress) validateIpAddress(value, path, errors);
  if (fits && typeof value === "string") validateString(schema, value, path, errors);
  if (fits && typeof value === "number") validateNumber(schema, value, path, errors);
  if (fits && Array.isArray(value)) validateList(schema, value, path, errors);
  if (schema.enum !== undefined && !schema.enum.includes(value as string | number)) {
    errors.notInEnum(path, value, schema.enum);
  }
  if (fits && isObject(value)) validateObject(schema, value, path, errors);
}

const body = (path: FieldPath, words: string): string => `${formatFieldPath(path)} in body ${words}`;

/** JSON's name of a value's type. */
function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return typeof value;
}

function validateType(schema: CrdSchema, value: unknown, path: FieldPath, errors: FieldErrors): boolean {
  const actual = typeOf(value);
  const { type, format } = schema;
  if (actual === type || (actual === "integer" && type === "number")) return true;
  // Upstream compares formats where both sides have one; only numbers of the other side do.
  const byFormat = format !== undefined && !["string", "array", "null"].includes(actual);
  const got = byFormat ? (actual === "number" ? "double" : "") : actual;
  const wanted = byFormat ? format : type;
  const words = body(path, `must be of type ${wanted}: ${JSON.stringify(got)}`);
  errors.typeInvalid(path, got, words, remedyFor(FIELD_TYPES[type] ?? type, value));
  return false;
}

/** JSON's types as the table of built-in fields calls them, for its remedies. */
const FIELD_TYPES: Readonly<Record<string, string>> = { integer: "int64", array: "[]any", object: "map" };

function validateString(schema: CrdSchema, text: string, path: FieldPath, errors: FieldErrors): void {
  const { maxLength, minLength, pattern, format } = schema;
  const length = [...text].length;
  if (maxLength !== undefined && length > maxLength) errors.tooLong(path, maxLength);
  else if (minLength !== undefined && length < minLength) {
    errors.invalid(path, text, body(path, `should be at least ${minLength} chars long`));
  } else if (pattern !== undefined && !matchesRe2(text, pattern)) {
    errors.invalid(path, text, body(path, `should match '${pattern}'`));
  }
  if (format === "date-time" && !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text)) {
    errors.typeInvalid(path, text, body(path, `must be of type date-time: ${JSON.stringify(text)}`));
  }
}

function validateNumber(
  { minimum, maximum }: CrdSchema,
  value: number,
  path: FieldPath,
  errors: FieldErrors,
): void {
  if (maximum !== undefined && value > maximum)
    errors.invalid(path, value, body(path, `should be less than or equal to ${maximum}`));
  if (minimum !== undefined && value < minimum)
    errors.invalid(path, value, body(path, `should be greater than or equal to ${minimum}`));
}

function validateList(
  schema: CrdSchema,
  list: readonly unknown[],
  path: FieldPath,
  errors: FieldErrors,
): void {
  const { items, minItems, maxItems } = schema;
  if (items !== undefined) {
    const each = schemaNamed(items);
    for (const [index, item] of list.entries()) validateSchema(each, item, [...path, index], errors);
  }
  if (minItems !== undefined && list.length < minItems)
    errors.invalid(path, list.length, body(path, `should have at least ${minItems} items`));
  if (maxItems !== undefined && list.length > maxItems) errors.tooMany(path, list.length, maxItems);
}

function validateObject(
  schema: CrdSchema,
  object: Readonly<Record<string, unknown>>,
  path: FieldPath,
  errors: FieldErrors,
): void {
  const { maxProperties, required = [] } = schema;
  const names = Object.keys(object);
  if (maxProperties !== undefined && names.length > maxProperties)
    errors.tooMany(path, names.length, maxProperties);
  for (const name of names) {
    const property = propertySchema(schema, name);
    if (property !== undefined) validateSchema(property, object[name], [...path, name], errors);
  }
  for (const name of required) {
    if (!Object.hasOwn(object, name)) errors.required([...path, name]);
  }
}

/**
 * What says that it is an IP address is one: the only alternative (`oneOf`) in these CRDs. kube-openapi tells of the
 * alternative, of the one inside, and of the branch that came closest.
 */
function validateIpAddress(value: unknown, path: FieldPath, errors: FieldErrors): void {
  if (!isObject(value) || value["type"] !== "IPAddress") return;
  const address = value["value"];
  if (typeof address !== "string" || parseIp(address) !== undefined) return;
  const at = [...path, "value"];
  const named = (where: FieldPath): string => JSON.stringify(formatFieldPath(where));
  errors.invalid(path, "", `${named(path)} must validate one and only one schema (oneOf). Found none valid`);
  errors.invalid(at, "", `${named(at)} must validate at least one schema (anyOf)`);
  errors.typeInvalid(at, address, body(at, `must be of type ipv4: ${JSON.stringify(address)}`));
}

/** `ValidateListSetsAndMaps`: items that a key, or their whole, makes the same. */
export function validateListTypes(
  schema: CrdSchema,
  value: unknown,
  path: FieldPath,
  errors: FieldErrors,
): void {
  if (Array.isArray(value)) {
    const { items, keys, set } = schema;
    if (keys !== undefined || set) reportDuplicates(value, keys, path, errors);
    if (items === undefined) return;
    const each = schemaNamed(items);
    for (const [index, item] of value.entries()) validateListTypes(each, item, [...path, index], errors);
    return;
  }
  if (!isObject(value)) return;
  for (const [name, child] of Object.entries(value)) {
    const property = propertySchema(schema, name);
    if (property !== undefined) validateListTypes(property, child, [...path, name], errors);
  }
}

/** Each value that comes again is reported once, at its second place. */
function reportDuplicates(
  list: readonly unknown[],
  keys: readonly string[] | undefined,
  path: FieldPath,
  errors: FieldErrors,
): void {
  const seen = new Map<string, number>();
  for (const [index, item] of list.entries()) {
    const identity = keys === undefined ? item : keysOf(item, keys);
    const text = JSON.stringify(identity);
    const times = (seen.get(text) ?? 0) + 1;
    seen.set(text, times);
    if (times === 2) errors.duplicate([...path, index], identity);
  }
}

function keysOf(item: unknown, keys: readonly string[]): Readonly<Record<string, unknown>> {
  if (!isObject(item)) return {};
  return Object.fromEntries(keys.filter((key) => Object.hasOwn(item, key)).map((key) => [key, item[key]]));
}
