import type { KubernetesObject } from "../../api/meta.ts";
import { compileSelector, formatSelector, type LabelSelector } from "../../values/label-selector.ts";
import type { Address } from "./address.ts";
import { readBody } from "./body.ts";
import type { Writing } from "./create.ts";
import type { ApiRequest } from "./http.ts";
import { invalidField } from "./invalid.ts";
import { patched } from "./patch-request.ts";
import { isJsonObject, type JsonObject, withKey } from "./schema/json.ts";
import { badRequest, conflict, methodNotAllowed, notFound } from "./status.ts";
import { updateObject } from "./update.ts";
import { isDryRun, seen, stateFor } from "./writer.ts";

/** `autoscaling/v1` Scale of a workload. */
export function scaleOf(object: KubernetesObject): JsonObject {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata;
  const { spec = {}, status = {} } = object as {
    readonly spec?: { readonly replicas?: number; readonly selector?: LabelSelector };
    readonly status?: { readonly replicas?: number };
  };
  return {
    kind: "Scale",
    apiVersion: "autoscaling/v1",
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: { replicas: spec.replicas ?? 1 },
    status: {
      replicas: status.replicas ?? 0,
      selector: formatSelector(compileSelector(spec.selector ?? {})),
    },
  };
}

/** `PUT` or `PATCH` of a workload's Scale: the Scale afterwards. */
export function writeScale(
  address: Address,
  { method, headers, body }: ApiRequest,
  writing: Writing,
): JsonObject {
  const { resource, namespace, name = "", query } = address;
  const contentType = headers["content-type"] ?? "";
  const state = stateFor(writing.cluster, isDryRun(query));
  const before = seen(state, resource, namespace, name);
  if (before === undefined) throw notFound(resource, name);
  const scale = scaleOf(before);
  const sent = readBody(body, contentType);
  if (method !== "PUT" && method !== "PATCH") throw methodNotAllowed();
  const wanted = method === "PUT" ? sent : patched(contentType.split(";")[0] ?? "", resource, scale, sent);
  if (!isJsonObject(wanted)) throw badRequest("the object provided is unrecognized (must be of type Scale)");
  checkVersion(address, wanted, before);
  const replicas = isJsonObject(wanted["spec"]) ? (wanted["spec"]["replicas"] ?? 0) : 0;
  if (typeof replicas !== "number" || !Number.isInteger(replicas))
    throw badRequest(
      'Scale in version "v1" cannot be handled as a Scale: json: cannot unmarshal into Go struct field ScaleSpec.spec.replicas of type int32',
    );
  if (replicas < 0) {
    const words = `Invalid value: ${replicas}: must be greater than or equal to 0`;
    throw invalidField({ group: "autoscaling", plural: "", kind: "Scale" }, name, "spec.replicas", words);
  }
  const old = before as unknown as JsonObject;
  const value = withKey(old, "spec", withKey(old["spec"] as JsonObject, "replicas", replicas));
  const own = { ...address, subresource: undefined };
  return scaleOf(updateObject(own, state, before, value, writing).object);
}

function checkVersion({ resource, name = "" }: Address, scale: JsonObject, before: KubernetesObject): void {
  const { resourceVersion } = isJsonObject(scale["metadata"]) ? scale["metadata"] : ({} as JsonObject);
  if (!resourceVersion || resourceVersion === before.metadata.resourceVersion) return;
  const words = "the object has been modified; please apply your changes to the latest version and try again";
  throw conflict(resource, name, words);
}
