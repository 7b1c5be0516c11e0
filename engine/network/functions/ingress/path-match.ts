import type { PathType } from "../../../api/networking/ingress.ts";

/** One path of a rule, ready to be asked. */
export interface PathRule {
  readonly path: string;
  readonly pathType: PathType;
}

/**
 * Whether a request path belongs to a rule (networking/v1, HTTPIngressPath): Exact byte for byte, Prefix element by
 * element whatever slash ends it, ImplementationSpecific as Prefix.
 */
export function pathMatches({ path, pathType }: PathRule, request: string): boolean {
  if (pathType === "Exact") return request === path;
  const prefix = path.replace(/\/+$/, "");
  return request === prefix || request.startsWith(`${prefix}/`);
}

/** The rule that wins is the first in this order: the longest path, and of paths as long the exact one. */
export function comparePaths(a: PathRule, b: PathRule): number {
  const byLength = lengthOf(b) - lengthOf(a);
  if (byLength !== 0) return byLength;
  return Number(b.pathType === "Exact") - Number(a.pathType === "Exact");
}

function lengthOf({ path, pathType }: PathRule): number {
  return pathType === "Exact" ? path.length : path.replace(/(?<=.)\/+$/, "").length;
}
