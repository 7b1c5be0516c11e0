import { goJson } from "../print/json.ts";
import { type ApiObject, at, isJson, type Json } from "../server/api.ts";

export const LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

/** The object with its own text in the annotation that later applies compare with. */
export function withLastApplied(object: ApiObject): ApiObject {
  const own = annotationsOf(object);
  const { [LAST_APPLIED]: _, ...annotations } = own;
  const bare = withAnnotations(object, annotations);
  return withAnnotations(object, { ...annotations, [LAST_APPLIED]: `${goJson(bare)}\n` });
}

export function annotationsOf(object: ApiObject): Json {
  const annotations = at(object, "metadata", "annotations");
  return isJson(annotations) ? annotations : {};
}

function withAnnotations(object: ApiObject, annotations: Json): ApiObject {
  return {
    ...object,
    metadata: { ...object.metadata, annotations: annotations as Readonly<Record<string, string>> },
  };
}

/** What was applied last, if anything was. */
export function lastApplied(object: ApiObject): Json | undefined {
  const text = annotationsOf(object)[LAST_APPLIED];
  if (typeof text !== "string") return undefined;
  const value: unknown = JSON.parse(text);
  return isJson(value) ? value : undefined;
}

/** The object without fields that are null. */
export function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isJson(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, one]) => (one === null ? [] : [[key, withoutNulls(one)]])),
  );
}
