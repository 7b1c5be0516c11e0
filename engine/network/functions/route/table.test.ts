import { describe, expect, it } from "vitest";
import { hostMatches, pathMatches, type RouteRule } from "./table.ts";

const rule = (changes: Partial<RouteRule>): RouteRule =>
  ({ host: "a.sub.example.com", path: "", isWildcard: false, ...changes }) as RouteRule;

describe("a Route's host and path", () => {
  it.each([
    ["", "/", true],
    ["/foo", "/foo", true],
    ["/foo", "/foo/bar", true],
    ["/foo", "/foobar", false],
    ["/foo/", "/foo", false],
    ["/foo/", "/foo/bar", true],
  ])("path %j takes %s: %s", (path, asked, matches) => {
    expect(pathMatches(rule({ path }), asked)).toBe(matches);
  });

  it("a wildcard takes one label, empty or not", () => {
    const wildcard = rule({ isWildcard: true });
    expect(hostMatches(wildcard, "b.sub.example.com")).toBe(true);
    expect(hostMatches(wildcard, ".sub.example.com")).toBe(true);
    expect(hostMatches(wildcard, "a.b.sub.example.com")).toBe(false);
    expect(hostMatches(rule({}), "b.sub.example.com")).toBe(false);
  });
});
