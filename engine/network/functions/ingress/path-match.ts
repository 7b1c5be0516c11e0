import type { PathType } from "../../../api/networking/ingress.ts";

/** One path of a rule, ready to be asked. */
export interface PathRule {
  readonly path: string;
  readonly pathType: PathType;
}

/** The rule that wins is the first in this order: the longest path, and of paths as long the exact one. */
export function comparePaths(a: PathRule, b: PathRule): number {
  const byLength = lengthOf(b) - lengthOf(a);
  if (byLength !== 0) return byLength;
  return Number(b.pathType === "Exact") - Number(a.pathType === "Exact");
}

function lengthOf({ path, pathType }: PathRule): number {
  return pathType === "Exact" || !path.endsWith("/") ? path.length : path.replace(/(?<=.)\/+$/, "").length;
}
