import { RE2JS } from "re2js";
import { annotation } from "../../../../api/networking/nginx-annotations.ts";
import type { Route, VirtualHost } from "../table.ts";

/** What a request path comes to: a route, with what its expression captured, or the way to its slash. */
export type Location =
  | { readonly kind: "route"; readonly route: Route; readonly rewritten?: string }
  | { readonly kind: "slash"; readonly route: Route }
  | { readonly kind: "none" };

const NEEDS_NORMALIZING = /%|\/[/.]/;

/** nginx compares the path after decoding it, and without double slashes and dot segments. */
export function normalized(path: string): string {
  if (!NEEDS_NORMALIZING.test(path)) return path;
  let text = path;
  try {
    text = decodeURIComponent(path);
  } catch {
    // Broken escapes stay as they are.
  }
  const parts: string[] = [];
  const segments = text.split("/").slice(1);
  for (const [index, segment] of segments.entries()) {
    const isLast = index === segments.length - 1;
    if (segment === "..") parts.pop();
    else if (segment !== "." && (segment !== "" || isLast)) parts.push(segment);
    if (isLast && (segment === "." || segment === "..")) parts.push("");
  }
  return `/${parts.join("/")}`;
}

/**
 * The location of a host that takes a path. Once any Ingress of the host rewrites or asks for expressions, every path of
 * the host is one: without regard to case, open at its end, the longest text first (template.go, buildLocation).
 */
export function locate(host: VirtualHost, path: string): Location {
  const asked = normalized(path);
  return host.usesExpressions ? byExpression(host.routes, asked) : byText(host, asked);
}

/** An equal path, then a name without the slash that its location ends with, then the longest prefix: nginx' own order. */
function byText({ written, hasExact, fallback }: VirtualHost, asked: string): Location {
  const equal = written.at(asked);
  const exact = equal.find(({ pathType }) => pathType === "Exact") ?? equal[0];
  if (exact !== undefined) return { kind: "route", route: exact };
  const [slash] = written.below(asked);
  if (slash !== undefined && asked !== "") return { kind: "slash", route: slash };
  const route = written.first(asked, hasExact ? isOpen : undefined) ?? fallback;
  return route === undefined ? { kind: "none" } : { kind: "route", route };
}

function isOpen({ pathType }: Route): boolean {
  return pathType !== "Exact";
}

function byExpression(routes: readonly Route[], asked: string): Location {
  const ordered = [...routes].sort(
    (a, b) =>
      Number(a.isDefault) - Number(b.isDefault) ||
      b.path.length - a.path.length ||
      (a.path < b.path ? 1 : -1),
  );
  for (const route of ordered) {
    if (route.isDefault) return { kind: "route", route };
    const matcher = compiled(`^${route.path}`)?.matcher(asked);
    if (matcher === undefined || !matcher.find()) continue;
    const target = annotation(route.ingress, "rewrite-target");
    if (target === undefined || target === "" || target === route.path) return { kind: "route", route };
    const rewritten = target.replace(/\$(\d)/g, (_, group: string) => {
      return Number(group) <= matcher.groupCount() ? (matcher.group(Number(group)) ?? "") : "";
    });
    return { kind: "route", route, rewritten };
  }
  return { kind: "none" };
}

const expressions = new Map<string, RE2JS | undefined>();
const MOST_EXPRESSIONS = 1000;

/** RE2 takes linear time whatever somebody writes; what it cannot read matches nothing. */
export function compiled(text: string): RE2JS | undefined {
  if (!expressions.has(text)) {
    if (expressions.size >= MOST_EXPRESSIONS) expressions.clear();
    expressions.set(text, compile(text));
  }
  return expressions.get(text);
}

function compile(text: string): RE2JS | undefined {
  try {
    return RE2JS.compile(text, RE2JS.CASE_INSENSITIVE);
  } catch {
    return undefined;
  }
}
