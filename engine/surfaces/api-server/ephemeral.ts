import equal from "fast-deep-equal";
import { invalidField } from "./invalid.ts";
import type { Resource } from "./resources.ts";
import { isJsonObject, type JsonObject, withKey } from "./schema/json.ts";

/**
 * A pod with the ephemeral containers that somebody wants in it (`…/ephemeralcontainers`): they may be added, and those
 * that are there stay as they are (pkg/apis/core/validation, `ValidatePodEphemeralContainersUpdate`).
 */
export function withEphemeral(pod: JsonObject, sent: JsonObject, resource: Resource): JsonObject {
  const spec = partOf(pod, "spec");
  const before = listOf(spec, "ephemeralContainers");
  const wanted = listOf(partOf(sent, "spec"), "ephemeralContainers");
  const name = String(partOf(pod, "metadata")["name"]);
  const fail = (field: string, words: string): Error => invalidField(resource, name, field, words);
  const taken = ["containers", "initContainers"].flatMap((list) => namesOf(listOf(spec, list)));
  const isLost = before.some((old) => !wanted.some((one) => equal(one, old)));
  if (isLost)
    throw fail(
      "spec.ephemeralContainers",
      "Forbidden: existing ephemeral containers may not be removed or changed",
    );
  wanted.forEach((one, index) => {
    const at = `spec.ephemeralContainers[${index}]`;
    const own = String(one["name"] ?? "");
    if (own === "") throw fail(`${at}.name`, "Required value");
    if (taken.includes(own)) throw fail(`${at}.name`, `Duplicate value: ${JSON.stringify(own)}`);
    taken.push(own);
    if ((one["image"] ?? "") === "") throw fail(`${at}.image`, "Required value");
    const target = one["targetContainerName"];
    if (typeof target === "string" && target !== "" && !namesOf(listOf(spec, "containers")).includes(target))
      throw fail(`${at}.targetContainerName`, `Not found: ${JSON.stringify(target)}`);
  });
  return withKey(pod, "spec", withKey(spec, "ephemeralContainers", wanted.map(completed)));
}

/** What `SetDefaults_Container` fills in. */
function completed(container: JsonObject): JsonObject {
  const image = String(container["image"]);
  const isLatest = image.endsWith(":latest") || !/[:@][^/]*$/.test(image);
  return {
    imagePullPolicy: isLatest ? "Always" : "IfNotPresent",
    resources: {},
    terminationMessagePath: "/dev/termination-log",
    terminationMessagePolicy: "File",
    ...container,
  };
}

function partOf(object: JsonObject, field: string): JsonObject {
  const part = object[field];
  return isJsonObject(part) ? part : {};
}

function listOf(object: JsonObject, field: string): readonly JsonObject[] {
  const list = object[field];
  return Array.isArray(list) ? list.filter(isJsonObject) : [];
}

function namesOf(containers: readonly JsonObject[]): string[] {
  return containers.map((one) => String(one["name"]));
}
