import type { HTTPPathModifier } from "../../../api/gateway/http-filter.ts";

/** The path after a modifier; `prefix` is the part that a PathPrefix rule matched, without a slash at its end. */
export function modifiedPath(modifier: HTTPPathModifier | undefined, path: string, prefix: string): string {
  if (modifier === undefined) return path;
  if (modifier.type === "ReplaceFullPath") return modifier.replaceFullPath ?? "/";
  const replacement = (modifier.replacePrefixMatch ?? "").replace(/\/+$/, "");
  const whole = replacement + path.slice(prefix.length);
  return whole.startsWith("/") ? whole : `/${whole}`;
}
