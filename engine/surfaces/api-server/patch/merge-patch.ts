import { isJsonObject, own, setKey } from "../schema/json.ts";

/** Applies an RFC 7386 merge patch: objects merge, `null` removes, everything else replaces. */
export function mergePatch(document: unknown, patch: unknown): unknown {
  if (!isJsonObject(patch)) return patch;
  const before = isJsonObject(document) ? document : {};
  const merged = {};
  for (const [key, value] of Object.entries(before)) if (own(patch, key) !== null) setKey(merged, key, value);
  for (const [key, value] of Object.entries(patch)) {
    if (value !== null) setKey(merged, key, mergePatch(own(before, key), value));
  }
  return merged;
}
