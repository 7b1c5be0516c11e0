import { fieldTypes } from "../../../api/fields.ts";
import type { CrdSchema } from "../../../api/gateway/crd-schema.ts";
import { schemaNamed } from "../../../api/gateway/crd-table.ts";
import { customSchema } from "../../../api/gateway/custom-kind.ts";
import { ATOMIC_MAPS, ATOMIC_TYPES, LIST_RULES, type ListRule } from "./list-types.ts";

/** What a value may hold, and how clients share it. */
export interface Shape {
  /** `any` holds whatever it is given. */
  readonly type: "struct" | "map" | "list" | "scalar" | "any";
  /** One client owns the value as a whole. */
  readonly isAtomic: boolean;
  /** The shape of a field of a struct or of a value of a map; `undefined` when there is no such field. */
  readonly field: (name: string) => Shape | undefined;
  /** The shape of a list's items. */
  readonly item: () => Shape;
  readonly list: ListRule;
}

const NOTHING: ListRule = {};
const ANY: Shape = { type: "any", isAtomic: true, field: () => ANY, item: () => ANY, list: NOTHING };
const SCALAR: Shape = { ...ANY, type: "scalar", field: () => undefined };

const shapes = new Map<string, Shape>();

/** The shape of a kind's objects in a version. */
export function shapeOf(kind: string, apiVersion: string): Shape {
  const key = `${apiVersion} ${kind}`;
  let shape = shapes.get(key);
  if (shape === undefined) {
    const custom = customSchema(kind, apiVersion);
    shape = custom === undefined ? builtIn(kind, "", "") : customRoot(custom);
    shapes.set(key, shape);
  }
  return shape;
}

const known = new Map<string, Shape>();

/** A type of the table of fields, as the field of another type. */
function builtIn(type: string, parent: string, name: string): Shape {
  const key = `${type} ${parent} ${name}`;
  let shape = known.get(key);
  if (shape === undefined) {
    shape = makeBuiltIn(type, parent, name);
    known.set(key, shape);
  }
  return shape;
}

function makeBuiltIn(type: string, parent: string, name: string): Shape {
  if (type === "any") return ANY;
  if (type.startsWith("[]")) {
    const list = LIST_RULES[parent]?.[name] ?? NOTHING;
    const isAtomic = list.keys === undefined && list.isSet !== true;
    return {
      type: "list",
      isAtomic,
      field: () => undefined,
      item: () => builtIn(type.slice(2), "", ""),
      list,
    };
  }
  if (type.startsWith("{}")) {
    const isAtomic = ATOMIC_MAPS.has(`${parent}.${name}`);
    return { ...ANY, type: "map", isAtomic, field: () => builtIn(type.slice(2), "", "") };
  }
  const fields = fieldTypes(type);
  if (fields === undefined) return SCALAR;
  const field = (one: string): Shape | undefined =>
    Object.hasOwn(fields, one) ? builtIn(fields[one] ?? "any", type, one) : undefined;
  return { ...ANY, type: "struct", isAtomic: ATOMIC_TYPES.has(type), field };
}

const META = new Set(["apiVersion", "kind", "metadata"]);

function customRoot(schema: CrdSchema): Shape {
  const own = customShape(schema);
  const field = (name: string): Shape | undefined =>
    META.has(name) ? builtIn(name === "metadata" ? "ObjectMeta" : "string", "", "") : own.field(name);
  return { ...own, field };
}

const customs = new WeakMap<CrdSchema, Shape>();

function customShape(schema: CrdSchema): Shape {
  let shape = customs.get(schema);
  if (shape === undefined) {
    shape = makeCustom(schema);
    customs.set(schema, shape);
  }
  return shape;
}

function makeCustom({ type, fields, values, items, keys, set }: CrdSchema): Shape {
  if (type === "array") {
    const isAtomic = keys === undefined && set !== true;
    const list: ListRule = keys === undefined ? { isSet: set === true } : { keys };
    const item = (): Shape => (items === undefined ? ANY : customShape(schemaNamed(items)));
    return { type: "list", isAtomic, field: () => undefined, item, list };
  }
  if (fields !== undefined) {
    const field = (name: string): Shape | undefined =>
      Object.hasOwn(fields, name) ? customShape(schemaNamed(fields[name] ?? "")) : undefined;
    return { ...ANY, type: "struct", isAtomic: false, field };
  }
  if (values !== undefined)
    return { ...ANY, type: "map", isAtomic: false, field: () => customShape(schemaNamed(values)) };
  return type === "object" ? ANY : SCALAR;
}
