import equal from "fast-deep-equal";
import type { Shape } from "../../api-server/schema/shape.ts";
import { isJson, type Json } from "../server/api.ts";

/** Which half of a difference is wanted. */
type Half = "changes" | "deletions";

/**
 * The patch that brings what the server has to what is applied now: additions and changes against the server, deletions
 * of what was applied last (apimachinery `strategicpatch.CreateThreeWayMergePatch`; without a shape
 * `jsonmergepatch.CreateThreeWayJSONMergePatch`). Empty when nothing is to be done.
 */
export function threeWayPatch(shape: Shape | undefined, original: Json, modified: Json, current: Json): Json {
  const changes = differ(shape, current, modified, "changes");
  const deletions = differ(shape, original, modified, "deletions");
  return merged(shape, deletions, changes);
}

/** The patch from one object to another, deletions included. */
export function twoWayPatch(shape: Shape | undefined, before: Json, after: Json): Json {
  return merged(shape, differ(shape, before, after, "deletions"), differ(shape, before, after, "changes"));
}

function differ(shape: Shape | undefined, before: Json, after: Json, half: Half): Json {
  const patch: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(after)) {
    if (!Object.hasOwn(before, key)) {
      if (half === "changes" && value !== null) patch[key] = value;
      continue;
    }
    Object.assign(patch, differField(shape?.field(key), key, before[key], value, half));
  }
  if (half === "deletions")
    for (const key of Object.keys(before)) if (!Object.hasOwn(after, key)) patch[key] = null;
  return patch;
}

function differField(
  shape: Shape | undefined,
  key: string,
  before: unknown,
  after: unknown,
  half: Half,
): Json {
  if (isJson(before) && isJson(after)) {
    const inner = differ(shape, before, after, half);
    return Object.keys(inner).length === 0 ? {} : { [key]: inner };
  }
  const mergeKey = shape?.list.mergeKey;
  if (Array.isArray(before) && Array.isArray(after) && mergeKey !== undefined && shape !== undefined)
    return differList(shape.item(), key, mergeKey, before as readonly Json[], after as readonly Json[], half);
  if (half === "deletions" || equal(before, after)) return {};
  return { [key]: after };
}

function differList(
  item: Shape,
  key: string,
  mergeKey: string,
  before: readonly Json[],
  after: readonly Json[],
  half: Half,
): Json {
  const find = (list: readonly Json[], one: Json): Json | undefined =>
    list.find((other) => other[mergeKey] === one[mergeKey]);
  const patch: Json[] = after.flatMap((one) => {
    const old = find(before, one);
    if (old === undefined) return half === "changes" ? [one] : [];
    const inner = differ(item, old, one, half);
    return Object.keys(inner).length === 0 ? [] : [{ [mergeKey]: one[mergeKey], ...inner }];
  });
  if (half === "deletions") {
    const gone = before.filter((one) => find(after, one) === undefined);
    patch.push(...gone.map((one) => ({ $patch: "delete", [mergeKey]: one[mergeKey] })));
    return patch.length === 0 ? {} : { [key]: patch };
  }
  const order = after.map((one) => ({ [mergeKey]: one[mergeKey] }));
  const common = before.filter((one) => find(after, one) !== undefined).map((one) => one[mergeKey]);
  const isSameOrder = equal(
    common,
    after.filter((one) => find(before, one) !== undefined).map((one) => one[mergeKey]),
  );
  if (patch.length === 0 && isSameOrder) return {};
  return { [`$setElementOrder/${key}`]: order, ...(patch.length === 0 ? {} : { [key]: patch }) };
}

/** Both halves as one patch. */
function merged(shape: Shape | undefined, deletions: Json, changes: Json): Json {
  const result: Record<string, unknown> = { ...deletions };
  for (const [key, value] of Object.entries(changes)) {
    const other = result[key];
    if (isJson(other) && isJson(value)) result[key] = merged(shape?.field(key), other, value);
    else if (Array.isArray(other) && Array.isArray(value))
      result[key] = mergedLists(shape?.field(key), other as readonly Json[], value as readonly Json[]);
    else result[key] = value;
  }
  return result;
}

function mergedLists(
  shape: Shape | undefined,
  deletions: readonly Json[],
  changes: readonly Json[],
): readonly Json[] {
  const mergeKey = shape?.list.mergeKey;
  if (mergeKey === undefined || shape === undefined) return changes;
  const item = shape.item();
  const alone = deletions.filter((one) => !changes.some((other) => other[mergeKey] === one[mergeKey]));
  const both = changes.map((one) => {
    const other = deletions.find((deletion) => deletion[mergeKey] === one[mergeKey]);
    return other === undefined ? one : merged(item, other, one);
  });
  return [...both, ...alone];
}
