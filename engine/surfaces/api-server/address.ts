import { type Resource, resourceAt } from "./resources.ts";
import { badRequest, unknownPath } from "./status.ts";

/** What a path names. */
export interface Address {
  readonly resource: Resource;
  /** None for cluster-scoped resources and for lists over all namespaces. */
  readonly namespace: string | undefined;
  readonly name: string | undefined;
  readonly subresource: string | undefined;
  readonly query: URLSearchParams;
}

export interface SplitPath {
  readonly segments: readonly string[];
  readonly query: URLSearchParams;
}

/** Longest path that is read; Go's server stops at 1 MiB of headers. */
const MAX_LENGTH = 64 * 1024;

export function splitPath(path: string): SplitPath {
  if (path.length > MAX_LENGTH) throw badRequest("the request URI is too long");
  const question = path.indexOf("?");
  const way = question < 0 ? path : path.slice(0, question);
  const query = new URLSearchParams(question < 0 ? "" : path.slice(question + 1));
  try {
    const segments = way
      .split("/")
      .filter((part) => part !== "")
      .map(decodeURIComponent);
    return { segments, query };
  } catch {
    throw badRequest(`invalid URL escape in ${JSON.stringify(way)}`);
  }
}

/** The object, list or subresource at `/api/v1/…` or `/apis/GROUP/VERSION/…`. Throws a `StatusError` with 404. */
export function addressOf({ segments, query }: SplitPath): Address {
  const [root, first = "", second = ""] = segments;
  if (root !== "api" && root !== "apis") throw unknownPath();
  const apiVersion = root === "api" ? first : `${first}/${second}`;
  const rest = segments.slice(root === "api" ? 2 : 3);
  // `namespaces/NAME/status` is the namespace's own; `namespaces/NAME/pods` is something inside it.
  const isInside = rest[0] === "namespaces" && rest.length >= 3 && !NAMESPACE_PARTS.has(rest[2] ?? "");
  const namespace = isInside ? rest[1] : undefined;
  const [plural = "", name, subresource, ...more] = isInside ? rest.slice(2) : rest;
  const resource = resourceAt(apiVersion, plural);
  if (resource === undefined || more.length > 0) throw unknownPath();
  if (isInside && !resource.namespaced) throw unknownPath();
  if (resource.namespaced && name !== undefined && namespace === undefined) throw unknownPath();
  if (subresource !== undefined && !resource.subresources.includes(subresource)) throw unknownPath();
  return { resource, namespace, name, subresource, query };
}

const NAMESPACE_PARTS: ReadonlySet<string> = new Set(["status", "finalize"]);
