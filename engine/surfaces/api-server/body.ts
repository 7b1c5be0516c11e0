import { type Decoded, decodeObject } from "../../api/decode.ts";
import { decodeFields } from "../../api/fields.ts";
import { parseManifests } from "../../api/manifest.ts";
import { WEBHOOK_DENIED, WEBHOOK_WARNED } from "../../cluster/admission.ts";
import { NOT_ADMITTED } from "../../cluster/hsts-policy.ts";
import { ALLOCATION_FAILED } from "../../cluster/node-ports.ts";
import { InputError, type Issue } from "../../values/issue.ts";
import { invalid } from "./invalid.ts";
import { decodeProtobuf, PROTOBUF_TYPE } from "./protobuf/decode.ts";
import type { Resource } from "./resources.ts";
import { isJsonObject, type JsonObject } from "./schema/json.ts";
import { pruneUnknown } from "./schema/prune.ts";
import { shapeOf } from "./schema/shape.ts";
import { badRequest, StatusError, unsupportedMediaType } from "./status.ts";

const JSON_AND_YAML = ["application/json", "application/yaml"];

/** The value that a request's body says, by its content type. */
export function readBody(body: string | Uint8Array | undefined, contentType: string): unknown {
  const type = (contentType.split(";")[0] ?? "").trim().toLowerCase();
  if (type === PROTOBUF_TYPE)
    return decodeProtobuf(
      typeof body === "string" ? new TextEncoder().encode(body) : (body ?? new Uint8Array()),
    );
  const text = typeof body === "object" ? new TextDecoder().decode(body) : body;
  if (type === "application/yaml" || type === "application/apply-patch+yaml") return readYaml(text ?? "");
  if (type !== "" && type !== "application/json" && !type.endsWith("+json"))
    throw unsupportedMediaType([...JSON_AND_YAML, PROTOBUF_TYPE]);
  return readJson(text ?? "");
}

/** Values nested deeper are no Kubernetes object, and would end the stack of whoever walks them. */
const MAX_DEPTH = 100;

function readJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw badRequest(`the request body is not valid JSON: ${error instanceof Error ? error.message : ""}`);
  }
  if (isTooDeep(value, MAX_DEPTH)) throw badRequest("exceeded max depth");
  return value;
}

function isTooDeep(value: unknown, left: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return left === 0 || Object.values(value).some((child) => isTooDeep(child, left - 1));
}

function readYaml(text: string): unknown {
  const { manifests, issues } = parseManifests(text, "body");
  const [problem] = issues;
  if (problem !== undefined) throw badRequest(`error decoding YAML: ${problem.message}`);
  return manifests[0]?.value;
}

export type FieldValidation = "Strict" | "Warn" | "Ignore";

/** `fieldValidation` of a request; servers warn when nothing is said. */
export function fieldValidationOf(query: URLSearchParams): FieldValidation {
  const text = query.get("fieldValidation") ?? "";
  if (text === "") return "Warn";
  if (text === "Strict" || text === "Warn" || text === "Ignore") return text;
  const supported = '"", "Ignore", "Strict", "Warn"';
  const message = `Unsupported value: ${JSON.stringify(text)}: supported values: ${supported}`;
  throw new StatusError(422, "Invalid", `fieldValidation: ${message}`, {
    causes: [{ reason: "FieldValueNotSupported", message, field: "fieldValidation" }],
  });
}

export interface Checked {
  readonly value: JsonObject;
  /** What the client is warned of. */
  readonly warnings: readonly string[];
}

/** The object without fields that nothing knows, or a refusal in the words of the decoder. */
export function checkFields(resource: Resource, value: unknown, validation: FieldValidation): Checked {
  const object = objectOf(resource, value);
  const { value: pruned, unknown } = pruneUnknown(shapeOf(resource.type, resource.apiVersion), object);
  if (unknown.length > 0 && validation === "Strict")
    throw badRequest(`${cannotBeHandled(resource)}: strict decoding error: ${unknown.join(", ")}`);
  const { problems } = decodeFields(resource.type, pruned);
  const [problem] = problems;
  if (problem !== undefined) {
    const words = problem.message.slice(problem.message.indexOf("cannot unmarshal"));
    throw badRequest(`${cannotBeHandled(resource)}: json: ${words}`);
  }
  return { value: pruned as JsonObject, warnings: validation === "Warn" ? unknown : [] };
}

function objectOf({ kind, apiVersion }: Resource, value: unknown): JsonObject {
  if (!isJsonObject(value))
    throw badRequest(
      `the object provided is unrecognized (must be of type ${kind}): couldn't get version/kind`,
    );
  const said = { kind, apiVersion, ...value };
  if (said.kind !== kind) {
    throw badRequest(
      `${String(said.kind)} in version ${JSON.stringify(said.apiVersion)} cannot be handled as a ${kind}: no kind ${JSON.stringify(said.kind)} is registered here`,
    );
  }
  if (said.apiVersion !== apiVersion) {
    throw badRequest(
      `the API version in the data (${String(said.apiVersion)}) does not match the expected API version (${apiVersion})`,
    );
  }
  return said;
}

function cannotBeHandled({ kind, version }: Resource): string {
  return `${kind} in version ${JSON.stringify(version)} cannot be handled as a ${kind}`;
}

/** Where objects come from that no manifest says. */
const SOURCE = "api-server";

/** The object defaulted and validated. Throws a `StatusError` with 422. */
export function decodeBody(resource: Resource, value: JsonObject): Decoded {
  const { objects, issues } = decodeObject(value, SOURCE);
  const [decoded] = objects;
  const errors = issues.filter(({ severity }) => severity === "error");
  const name = isJsonObject(value["metadata"]) ? String(value["metadata"]["name"] ?? "") : "";
  if (errors.length > 0 || decoded === undefined) throw invalid(resource, name, errors);
  return decoded;
}

/** Runs something that finds issues; what it warns of is passed on, and its refusal becomes a `Status`. */
export function refusing(
  resource: Resource,
  name: string,
  work: () => readonly Issue[],
  warn: (text: string) => void,
): void {
  const pass = (issues: readonly Issue[]): void => {
    for (const { code, message } of issues) if (code === WEBHOOK_WARNED) warn(message);
  };
  try {
    pass(work());
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    pass(error.issues);
    const errors: readonly Issue[] = error.issues.filter(({ severity }) => severity === "error");
    const refused = errors.find(({ code }) => code === NOT_ADMITTED);
    if (refused !== undefined)
      throw new StatusError(403, "Forbidden", refused.message, {
        name,
        group: resource.group,
        kind: resource.plural,
      });
    const failed = errors.find(({ code }) => code === ALLOCATION_FAILED);
    if (failed !== undefined) throw new StatusError(500, "InternalError", failed.message);
    // `webhook.ToStatusErr`
    const denied = errors.find(({ code }) => code === WEBHOOK_DENIED);
    throw denied === undefined ? invalid(resource, name, errors) : badRequest(denied.message);
  }
}
