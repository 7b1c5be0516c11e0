import { describe, expect, it } from "vitest";
import { comparePaths, pathMatches } from "./path-match.ts";

/** The table of https://kubernetes.io/docs/concepts/services-networking/ingress/#examples, as facts. */
const ROWS: readonly (readonly ["Prefix" | "Exact", string, string, boolean])[] = [
  ["Prefix", "/", "/any/path", true],
  ["Exact", "/foo", "/foo", true],
  ["Exact", "/foo", "/bar", false],
  ["Exact", "/foo", "/foo/", false],
  ["Exact", "/foo/", "/foo", false],
  ["Prefix", "/foo", "/foo", true],
  ["Prefix", "/foo", "/foo/", true],
  ["Prefix", "/foo/", "/foo", true],
  ["Prefix", "/foo/", "/foo/", true],
  ["Prefix", "/aaa/bb", "/aaa/bbb", false],
  ["Prefix", "/aaa/bbb", "/aaa/bbb", true],
  ["Prefix", "/aaa/bbb/", "/aaa/bbb", true],
  ["Prefix", "/aaa/bbb", "/aaa/bbb/", true],
  ["Prefix", "/aaa/bbb", "/aaa/bbb/ccc", true],
  ["Prefix", "/aaa/bbb", "/aaa/bbbxyz", false],
];

describe("paths of Ingress rules", () => {
  it.each(ROWS)("%s %s: %s is %s", (pathType, path, request, matches) => {
    expect(pathMatches({ pathType, path }, request)).toBe(matches);
  });

  it("are tried longest first, exact before prefix", () => {
    const rules = [
      { pathType: "Prefix", path: "/" },
      { pathType: "Prefix", path: "/foo/" },
      { pathType: "Exact", path: "/foo" },
      { pathType: "Prefix", path: "/foo/bar" },
    ] as const;
    const order = [...rules].sort(comparePaths).map(({ pathType, path }) => `${pathType} ${path}`);
    expect(order).toEqual(["Prefix /foo/bar", "Exact /foo", "Prefix /foo/", "Prefix /"]);
  });
});
