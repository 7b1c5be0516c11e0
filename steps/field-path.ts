import { StepError } from "./errors.ts";

/** `metadata.labels[app.kubernetes.io/name]`, `spec.ports[0].port` as keys and indexes. */
export function parseFieldPath(text: string): readonly string[] {
  const parts: string[] = [];
  const pattern = /([^.[\]]+)|\[([^\]]+)\]|(\.)/y;
  let previous = ".";
  while (pattern.lastIndex < text.length) {
    const match = pattern.exec(text);
    if (match === null || (match[3] === "." && previous === ".")) throw notAPath(text);
    if (match[1] !== undefined && previous === "]") throw notAPath(text);
    const part = match[1] ?? match[2];
    if (part !== undefined) parts.push(part);
    previous = match[3] ?? (match[2] === undefined ? "name" : "]");
  }
  if (parts.length === 0 || previous === ".") throw notAPath(text);
  return parts;
}

function notAPath(text: string): StepError {
  return new StepError(`"${text}" is no field path; write one as spec.ports[0].port`);
}

/**
 * The value there, `undefined` when the path leads nowhere. A member of a list goes by its index, or by its `name`, its
 * `type` or the name of its parent or ancestor: `status.conditions[Accepted].status`.
 */
export function valueAt(object: unknown, path: readonly string[]): unknown {
  let value = object;
  for (const part of path) {
    if (typeof value !== "object" || value === null) return undefined;
    if (Array.isArray(value) && !Object.hasOwn(value, part)) value = value.find((one) => isNamed(one, part));
    else value = Object.entries(value).find(([key]) => key === part)?.[1];
  }
  return value;
}

function isNamed(member: unknown, text: string): boolean {
  if (typeof member !== "object" || member === null) return false;
  const { name, type, parentRef, ancestorRef } = member as Readonly<Record<string, unknown>>;
  const reference = parentRef ?? ancestorRef;
  const parent = typeof reference === "object" && reference !== null ? reference : {};
  return [name, type, "name" in parent ? parent.name : undefined].includes(text);
}

/** As a table cell writes it: scalars bare, lists and objects as JSON. */
export function valueText(value: unknown): string {
  if (value === undefined) return "(absent)";
  return typeof value === "object" && value !== null ? JSON.stringify(value) : String(value);
}
