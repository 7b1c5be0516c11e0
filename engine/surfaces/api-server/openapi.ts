import { type ApiResponse, jsonReply } from "./http.ts";
import { schemasOf } from "./openapi-schemas.ts";
import { API_GROUPS, type Resource } from "./resources.ts";

/** `GET /openapi/v3`: where the document of each group version is. */
export function openApiIndex(): ApiResponse {
  const paths = API_GROUPS.flatMap(({ versions }) => versions).map(({ apiVersion }) => {
    const key = keyOf(apiVersion);
    return [key, { serverRelativeURL: `/openapi/v3/${key}` }] as const;
  });
  return jsonReply(200, { paths: Object.fromEntries(paths) });
}

function keyOf(apiVersion: string): string {
  return apiVersion.includes("/") ? `apis/${apiVersion}` : `api/${apiVersion}`;
}

/**
 * One group version's document. What a client reads of it is whether the server validates fields, by a PATCH of the kind that
 * takes `fieldValidation` (kubectl's `QueryParamVerifierV3`), and which fields there are (`kubectl explain`).
 */
export function openApiDocument(key: string): ApiResponse | undefined {
  const known = documents.get(key) ?? documentOf(key);
  if (known !== undefined) documents.set(key, known);
  return known;
}

/** Documents never change, and are long. */
const documents = new Map<string, ApiResponse>();

function documentOf(key: string): ApiResponse | undefined {
  const found = API_GROUPS.flatMap(({ versions }) => versions).find(
    ({ apiVersion }) => keyOf(apiVersion) === key,
  );
  if (found === undefined) return undefined;
  const paths = found.resources.flatMap((resource) => [
    [listPathOf(resource), { [resource.verbs.includes("list") ? "get" : "post"]: listOf(resource) }] as const,
    ...(resource.verbs.includes("patch")
      ? [[`${listPathOf(resource)}/{name}`, { patch: patchOf(resource) }] as const]
      : []),
  ]);
  return jsonReply(200, {
    openapi: "3.0.0",
    info: { title: "Kubernetes", version: "unversioned" },
    paths: Object.fromEntries(paths),
    components: { schemas: schemasOf(found.resources) },
  });
}

function listPathOf({ apiVersion, namespaced, plural }: Resource): string {
  return `/${keyOf(apiVersion)}/${namespaced ? "namespaces/{namespace}/" : ""}${plural}`;
}

function listOf({ group, version, kind, verbs }: Resource): unknown {
  return {
    "x-kubernetes-action": verbs.includes("list") ? "list" : "post",
    "x-kubernetes-group-version-kind": { group, version, kind },
    responses: { "200": { description: "OK" } },
  };
}

function patchOf({ group, version, kind }: Resource): unknown {
  const parameters = ["dryRun", "fieldManager", "fieldValidation", "force"].map((name) => ({
    name,
    in: "query",
    schema: { type: name === "force" ? "boolean" : "string", uniqueItems: true },
  }));
  return {
    "x-kubernetes-action": "patch",
    "x-kubernetes-group-version-kind": { group, version, kind },
    parameters,
    responses: { "200": { description: "OK" } },
  };
}
