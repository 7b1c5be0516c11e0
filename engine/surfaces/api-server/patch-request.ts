import type { KubernetesObject } from "../../api/meta.ts";
import type { Address } from "./address.ts";
import { checkFields, fieldValidationOf, readBody } from "./body.ts";
import { createObject, type Writing, type Written } from "./create.ts";
import type { ApiRequest } from "./http.ts";
import { invalidField } from "./invalid.ts";
import { applyConfiguration } from "./manage/apply.ts";
import { fieldsIn } from "./manage/field-set.ts";
import { ownable, readOwnerships } from "./manage/managed-fields.ts";
import { jsonPatch } from "./patch/json-patch.ts";
import { mergePatch } from "./patch/merge-patch.ts";
import { strategicMerge } from "./patch/strategic-merge.ts";
import type { Resource } from "./resources.ts";
import { isJsonObject, type JsonObject, withKey } from "./schema/json.ts";
import { shapeOf } from "./schema/shape.ts";
import { badRequest, notFound, unsupportedMediaType } from "./status.ts";
import { updateObject } from "./update.ts";
import { isDryRun, seen, stateFor } from "./writer.ts";

const JSON_PATCH = "application/json-patch+json";
const MERGE_PATCH = "application/merge-patch+json";
const STRATEGIC = "application/strategic-merge-patch+json";
const APPLY = "application/apply-patch+yaml";

/** Kinds that a CRD describes have no Go type, and so no strategic merge. */
function isCustom({ group }: Resource): boolean {
  return group === "gateway.networking.k8s.io" || /^(config|operator)\.openshift\.io$/.test(group);
}

/** `PATCH` of an object or its status, by the content type. */
export function patch(
  address: Address,
  text: ApiRequest["body"],
  contentType: string,
  writing: Writing,
): Written {
  const { resource } = address;
  const type = (contentType.split(";")[0] ?? "").trim();
  const types = isCustom(resource)
    ? [JSON_PATCH, MERGE_PATCH, APPLY]
    : [JSON_PATCH, MERGE_PATCH, STRATEGIC, APPLY];
  if (!types.includes(type)) throw unsupportedMediaType(types);
  const body = readBody(text, type);
  if (type === APPLY) return applyPatch(address, body, writing);
  const { namespace, name = "", query } = address;
  const state = stateFor(writing.cluster, isDryRun(query));
  const before = seen(state, resource, namespace, name);
  if (before === undefined) throw notFound(resource, name);
  const served = servedAs(before, resource);
  const { value, warnings } = checkFields(
    resource,
    patched(type, resource, served, body),
    fieldValidationOf(query),
  );
  checkName(resource, name, value);
  return { ...updateObject(address, state, before, value, writing), warnings };
}

/** The object in the version of the path. */
function servedAs(object: KubernetesObject, { apiVersion }: Resource): JsonObject {
  return { ...object, apiVersion };
}

export function patched(
  type: string,
  { type: shape, apiVersion }: Resource,
  document: unknown,
  body: unknown,
): unknown {
  if (type === JSON_PATCH) return jsonPatch(document, body);
  if (!isJsonObject(body))
    throw badRequest(
      "error decoding patch: json: cannot unmarshal into Go value of type map[string]interface {}",
    );
  return type === MERGE_PATCH
    ? mergePatch(document, body)
    : strategicMerge(shapeOf(shape, apiVersion), document, body);
}

function checkName(resource: Resource, name: string, { metadata }: JsonObject): void {
  const said = isJsonObject(metadata) ? metadata["name"] : undefined;
  if (said === name) return;
  throw invalidField(
    resource,
    name,
    "metadata.name",
    `Invalid value: ${JSON.stringify(said ?? "")}: field is immutable`,
  );
}

/** Server-side apply: creates the object or merges a configuration into it. */
function applyPatch(address: Address, body: unknown, writing: Writing): Written {
  const { resource, namespace, name = "", query } = address;
  const options = { group: "meta.k8s.io", plural: "", kind: "PatchOptions" };
  if ((query.get("fieldManager") ?? "") === "")
    throw invalidField(
      options,
      "",
      "fieldManager",
      "Required value: is required for apply patch",
      "field-required",
    );
  const { value, warnings } = checkFields(resource, body, fieldValidationOf(query));
  const metadata = isJsonObject(value["metadata"]) ? value["metadata"] : {};
  if (Array.isArray(metadata["managedFields"]) && metadata["managedFields"].length > 0)
    throw badRequest("metadata.managedFields must be nil");
  const named = withKey(value, "metadata", { ...metadata, name: metadata["name"] ?? name });
  checkName(resource, name, named);
  const manager = { ...writing.manager, operation: "Apply" } as const;
  const shape = shapeOf(resource.type, resource.apiVersion);
  const state = stateFor(writing.cluster, isDryRun(query));
  const before = seen(state, resource, namespace, name);
  if (before === undefined) {
    if (address.subresource !== undefined) throw notFound(resource, name);
    const fields = ownable(fieldsIn(shape, named), "");
    return {
      ...createObject(address, named, writing, [{ ...manager, time: writing.time, fields }]),
      warnings,
    };
  }
  const isForced = query.get("force") === "true";
  const owners = readOwnerships(before.metadata);
  const live = servedAs(before, resource);
  const applied = applyConfiguration(shape, live, named, owners, manager, {
    force: isForced,
    time: writing.time,
  });
  const result = applied.value as JsonObject;
  return { ...updateObject(address, state, before, result, writing, applied.owners), warnings };
}
