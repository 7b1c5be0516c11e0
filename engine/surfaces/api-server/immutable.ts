import equal from "fast-deep-equal";
import type { KubernetesObject } from "../../api/meta.ts";
import { invalidField } from "./invalid.ts";
import type { Resource } from "./resources.ts";
import { isJsonObject, type JsonObject, own, withKey } from "./schema/json.ts";

/** Fields that an update must leave as they are, by kind. */
const IMMUTABLE: Readonly<Record<string, readonly (readonly string[])[]>> = {
  Deployment: [["spec", "selector"]],
  ReplicaSet: [["spec", "selector"]],
  DaemonSet: [["spec", "selector"]],
  Job: [
    ["spec", "selector"],
    ["spec", "template"],
    ["spec", "completionMode"],
  ],
  Secret: [["type"]],
  IngressClass: [["spec", "controller"]],
};

const POD_UPDATES =
  "Forbidden: pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)";

/** Refuses changes of what cannot be changed, in the words of `apivalidation.ValidateImmutableField`. */
export function checkImmutable(resource: Resource, before: KubernetesObject, wanted: JsonObject): void {
  const old = before as unknown as JsonObject;
  const { name } = before.metadata;
  for (const path of IMMUTABLE[resource.kind] ?? []) {
    const value = at(wanted, path);
    if (value === undefined || equal(value, at(old, path))) continue;
    throw invalidField(
      resource,
      name,
      path.join("."),
      `Invalid value: ${JSON.stringify(value)}: field is immutable`,
    );
  }
  if (resource.kind === "Pod" && !equal(fixedPart(old), fixedPart(wanted)))
    throw invalidField(resource, name, "spec", POD_UPDATES, "field-forbidden");
}

function at(object: JsonObject, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, part) => (isJsonObject(value) ? own(value, part) : undefined), object);
}

const CHANGEABLE = ["activeDeadlineSeconds", "tolerations", "terminationGracePeriodSeconds"];

/** A pod's spec without what may change. */
function fixedPart(pod: JsonObject): unknown {
  const spec = isJsonObject(pod["spec"]) ? pod["spec"] : {};
  const rest = CHANGEABLE.reduce((value, field) => withKey(value, field, undefined), spec);
  return ["containers", "initContainers"].reduce((value, field) => {
    const list = own(value, field);
    if (!Array.isArray(list)) return value;
    const items = (list as readonly unknown[]).map((item) =>
      isJsonObject(item) ? withKey(item, "image", undefined) : item,
    );
    return withKey(value, field, items);
  }, rest);
}
