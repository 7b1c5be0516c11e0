import equal from "fast-deep-equal";
import { isJsonObject, own, withKey } from "../schema/json.ts";
import { badRequest, StatusError } from "../status.ts";

interface Operation {
  readonly op: string;
  readonly path: readonly string[];
  readonly from: readonly string[] | undefined;
  readonly value: unknown;
}

/** Operations of one patch, as upstream limits them (`maxJSONPatchOperations`). */
const MOST_OPERATIONS = 10_000;

/** Applies an RFC 6902 patch. Throws a `StatusError`: 400 for what is no patch, 422 for one that does not fit. */
export function jsonPatch(document: unknown, patch: unknown): unknown {
  if (!Array.isArray(patch))
    throw badRequest("json: cannot unmarshal object into Go value of type jsonpatch.Patch");
  if (patch.length > MOST_OPERATIONS) {
    const words = `The allowed maximum operations in a JSON patch is ${MOST_OPERATIONS}, got ${patch.length}`;
    throw new StatusError(413, "RequestEntityTooLarge", words);
  }
  return patch.map(readOperation).reduce(applyOperation, document);
}

function readOperation(value: unknown): Operation {
  if (!isJsonObject(value))
    throw badRequest("json: cannot unmarshal value into Go value of type jsonpatch.Operation");
  const { op, path, from } = value;
  if (typeof op !== "string" || typeof path !== "string") throw rejected(`Unexpected kind: ${String(op)}`);
  return {
    op,
    path: pointer(path),
    from: typeof from === "string" ? pointer(from) : undefined,
    value: own(value, "value"),
  };
}

function pointer(text: string): readonly string[] {
  if (text === "") return [];
  return text
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function applyOperation(document: unknown, { op, path, from, value }: Operation): unknown {
  switch (op) {
    case "add":
      return change(document, path, () => value, "add");
    case "replace":
      read(document, path, "replace");
      return change(document, path, () => value, "replace");
    case "remove":
      return change(document, path, () => undefined, "remove");
    case "test":
      if (!equal(find(document, path) ?? null, value ?? null)) {
        throw rejected(`testing value /${path.join("/")} failed: test failed`);
      }
      return document;
    case "copy":
    case "move": {
      if (from === undefined) throw rejected(`${op} operation: missing from`);
      const moved = read(document, from, op);
      const rest = op === "move" ? change(document, from, () => undefined, "remove") : document;
      return change(rest, path, () => moved, "add");
    }
    default:
      throw rejected(`Unexpected kind: ${op}`);
  }
}

function find(document: unknown, path: readonly string[]): unknown {
  let value = document;
  for (const part of path) {
    if (Array.isArray(value))
      value = /^\d+$/.test(part) ? (value as readonly unknown[])[Number(part)] : undefined;
    else value = isJsonObject(value) ? own(value, part) : undefined;
  }
  return value;
}

function read(document: unknown, path: readonly string[], op: string): unknown {
  const value = find(document, path);
  if (value === undefined && path.length > 0)
    throw rejected(`${op} operation does not apply: doc is missing key: /${path.join("/")}: missing value`);
  return value;
}

function change(
  document: unknown,
  [part, ...rest]: readonly string[],
  make: () => unknown,
  op: "add" | "replace" | "remove",
): unknown {
  if (part === undefined) return make();
  const missing = (): StatusError =>
    rejected(
      `${op} operation does not apply: doc is missing path: "/${[part, ...rest].join("/")}": missing value`,
    );
  if (Array.isArray(document)) {
    const list = [...(document as readonly unknown[])];
    const index = part === "-" ? list.length : /^\d+$/.test(part) ? Number(part) : -1;
    const isInsert = rest.length === 0 && op === "add";
    if (index < 0 || index > list.length - (isInsert ? 0 : 1)) throw missing();
    if (rest.length > 0) list[index] = change(list[index], rest, make, op);
    else list.splice(index, isInsert ? 0 : 1, ...(op === "remove" ? [] : [make()]));
    return list;
  }
  if (!isJsonObject(document)) throw missing();
  const child = own(document, part);
  if (rest.length > 0) {
    if (child === undefined) throw missing();
    return withKey(document, part, change(child, rest, make, op));
  }
  if (op === "remove" && child === undefined) throw missing();
  return withKey(document, part, op === "remove" ? undefined : (make() ?? null));
}

/** A patch that cannot be applied. The server keeps the reason to itself, so it is for whoever reads the code. */
function rejected(_reason: string): StatusError {
  return new StatusError(422, "Invalid", "the server rejected our request due to an error in our request");
}
