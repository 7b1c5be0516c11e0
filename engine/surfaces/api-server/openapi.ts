import { type ApiResponse, jsonReply } from "./http.ts";
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
 * One group version's document. What a client reads of it is whether the server validates fields: a PATCH of the kind that
 * takes `fieldValidation` (kubectl's `QueryParamVerifierV3`). Schemas are left out: the server validates itself.
 */
export function openApiDocument(key: string): ApiResponse | undefined {
  const found = API_GROUPS.flatMap(({ versions }) => versions).find(
    ({ apiVersion }) => keyOf(apiVersion) === key,
  );
  if (found === undefined) return undefined;
  const paths = found.resources
    .filter(({ verbs }) => verbs.includes("patch"))
    .map((resource) => [pathOf(resource), { patch: patchOf(resource) }] as const);
  return jsonReply(200, {
    openapi: "3.0.0",
    info: { title: "Kubernetes", version: "unversioned" },
    paths: Object.fromEntries(paths),
    components: { schemas: {} },
  });
}

function pathOf({ apiVersion, namespaced, plural }: Resource): string {
  return `/${keyOf(apiVersion)}/${namespaced ? "namespaces/{namespace}/" : ""}${plural}/{name}`;
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
