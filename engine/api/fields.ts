import { type FieldPath, formatFieldPath } from "../values/source.ts";
import { suggest } from "../values/suggest.ts";
import { FieldCheck } from "./field-check.ts";
import type { FieldProblem } from "./field-errors.ts";
import { FIELDS as KUBERNETES_FIELDS } from "./fields.generated.ts";
import { MULTICLUSTER_FIELDS } from "./multicluster/fields.ts";
import { OPENSHIFT_FIELDS } from "./openshift/fields.ts";
import { OVN_FIELDS } from "./ovn/fields.ts";
import { RBAC_FIELDS } from "./rbac/fields.ts";
import { isScalar } from "./scalars.ts";

const FIELDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ...KUBERNETES_FIELDS,
  ...OPENSHIFT_FIELDS,
  ...RBAC_FIELDS,
  ...OVN_FIELDS,
  ...MULTICLUSTER_FIELDS,
};

/** Fields of a type of the table and their types; `undefined` for scalars, lists, maps and custom resources. */
export function fieldTypes(type: string): Readonly<Record<string, string>> | undefined {
  return Object.hasOwn(FIELDS, type) ? FIELDS[type] : undefined;
}

const check = new FieldCheck(FIELDS);

/** Whether decoding would give the value as it is, without a problem. Custom resources are always decoded. */
export function fitsFields(typeName: string, value: unknown): boolean {
  return Object.hasOwn(FIELDS, typeName) && check.fits(typeName, value);
}

/** A value with nulls left out, as decoding into Go's types has it, and what did not fit. */
export interface Decoding {
  readonly value: unknown;
  readonly problems: readonly FieldProblem[];
}

interface Place {
  /** Go struct that holds the field, and the way to it without indexes: how decoding errors name a field. */
  readonly struct: string;
  readonly goPath: string;
  readonly path: FieldPath;
}

/** Reads a value as the named type: unknown fields and wrong types are problems, in the decoder's words. */
export function decodeFields(typeName: string, value: unknown): Decoding {
  const problems: FieldProblem[] = [];
  const place: Place = { struct: typeName, goPath: "", path: [] };
  const decoded = FIELDS[typeName]
    ? decode(typeName, value, place, problems)
    : decodeStruct(typeName, CUSTOM_RESOURCE, value, place, problems);
  return { value: decoded, problems };
}

/** What the API server itself reads of a custom resource. The rest is its CRD's business. */
const CUSTOM_RESOURCE: Readonly<Record<string, string>> = {
  apiVersion: "string",
  kind: "string",
  metadata: "ObjectMeta",
  spec: "any",
  status: "any",
};

function decode(type: string, value: unknown, place: Place, problems: FieldProblem[]): unknown {
  if (type === "any") return value;
  if (type.startsWith("[]")) return decodeList(type.slice(2), value, place, problems);
  if (type.startsWith("{}")) return decodeMap(type.slice(2), value, place, problems);
  const fields = FIELDS[type];
  if (fields !== undefined) return decodeStruct(type, fields, value, place, problems);
  if (!isScalar(type, value)) problems.push(wrongType(type, value, place));
  return value;
}

function decodeStruct(
  type: string,
  fields: Readonly<Record<string, string>>,
  value: unknown,
  place: Place,
  problems: FieldProblem[],
): unknown {
  if (!isObject(value)) {
    problems.push(wrongType(type, value, place));
    return {};
  }
  const decoded: Record<string, unknown> = {};
  for (const name of Object.keys(value)) {
    const path = [...place.path, name];
    if (!Object.hasOwn(fields, name)) {
      problems.push(unknownField(name, path, Object.keys(fields)));
      continue;
    }
    const child = value[name];
    if (child === null) continue;
    const goPath = place.goPath === "" ? name : `${place.goPath}.${name}`;
    decoded[name] = decode(fields[name] ?? "any", child, { struct: type, goPath, path }, problems);
  }
  return decoded;
}

function decodeList(item: string, value: unknown, place: Place, problems: FieldProblem[]): unknown {
  if (!Array.isArray(value)) {
    problems.push(wrongType(`[]${goName(item)}`, value, place));
    return [];
  }
  return value.map((child: unknown, index) =>
    decode(item, child, { ...place, path: [...place.path, index] }, problems),
  );
}

/** Keys come from the input, so they are defined, never assigned: `__proto__` is a key like any other. */
function decodeMap(item: string, value: unknown, place: Place, problems: FieldProblem[]): unknown {
  if (!isObject(value)) {
    problems.push(wrongType(`map[string]${goName(item)}`, value, place));
    return {};
  }
  const decoded = {};
  for (const [key, child] of Object.entries(value)) {
    if (child === null && item !== "string") continue;
    const own = { ...place, path: [...place.path, key] };
    const entry = child === null ? "" : decode(item, child, own, problems);
    Object.defineProperty(decoded, key, {
      value: entry,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return decoded;
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const GO_NAMES: Readonly<Record<string, string>> = {
  boolean: "bool",
  IntOrString: "intstr.IntOrString",
  Quantity: "resource.Quantity",
  byte: "[]uint8",
};

function goName(type: string): string {
  if (FIELDS[type] !== undefined) return `v1.${type.replace(/^Discovery/, "")}`;
  return GO_NAMES[type] ?? type;
}

/** The words of Go's `json.UnmarshalTypeError`. */
function wrongType(type: string, value: unknown, { struct, goPath, path }: Place): FieldProblem {
  const where = goPath === "" ? `Go value of type v1.${struct}` : `Go struct field ${struct}.${goPath}`;
  const wanted = goPath === "" ? "" : ` of type ${goName(type)}`;
  const remedy = remedyFor(type, value);
  const problem: FieldProblem = {
    severity: "error",
    code: "field-type",
    path,
    message: `${formatFieldPath(path)}: cannot unmarshal ${jsonName(value)} into ${where}${wanted}`.replace(
      /^: /,
      "",
    ),
  };
  return remedy === undefined ? problem : { ...problem, remedy };
}

function jsonName(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "boolean") return "bool";
  return typeof value === "number" ? `number ${value}`.replace(/^number (-?\d+)$/, "number") : typeof value;
}

/** What to do about a value of the wrong type. `type` is a type of the table of fields. */
export function remedyFor(type: string, value: unknown): string | undefined {
  if (type === "string" && typeof value === "number") return `put it in quotes: "${value}"`;
  if (type === "string" && typeof value === "boolean") {
    return "put it in quotes: Kubernetes reads a bare y, yes, on, n, no and off as a boolean";
  }
  if (/^int/.test(type) && typeof value === "string" && /^\d+$/.test(value)) return "leave the quotes out";
  if (/^int/.test(type)) return "expected a whole number";
  if (type === "boolean") return "expected true or false";
  if (type.startsWith("[]")) return "expected a list, each entry after a dash";
  if (type.startsWith("map") || FIELDS[type] !== undefined)
    return "expected fields, not a single value or a list";
  return undefined;
}

export function unknownField(name: string, path: FieldPath, known: readonly string[]): FieldProblem {
  const near = suggest(name, known, 1)[0];
  const remedy =
    near === undefined ? `fields here: ${known.slice(0, 8).join(", ")}` : `did you mean ${near}?`;
  return {
    severity: "error",
    code: "field-unknown",
    path,
    message: `unknown field "${formatFieldPath(path)}"`,
    remedy,
  };
}
