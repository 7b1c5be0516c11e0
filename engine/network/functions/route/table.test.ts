import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hostMatches, type RouteRule, rulesFor, tableOf } from "./table.ts";

const rule = (changes: Partial<RouteRule>): RouteRule =>
  ({ host: "a.sub.example.com", path: "", isWildcard: false, ...changes }) as RouteRule;
const table = (rules: readonly RouteRule[]): ReturnType<typeof tableOf> =>
  tableOf({ name: "default" } as never, rules, []);

/** The same, looked up one by one. */
function takes({ path }: RouteRule, asked: string): boolean {
  if (path === "" || path === "/") return true;
  return asked === path || asked.startsWith(path.endsWith("/") ? path : `${path}/`);
}

describe("a Route's host and path", () => {
  it.each([
    ["", "/", true],
    ["/foo", "/foo", true],
    ["/foo", "/foo/bar", true],
    ["/foo", "/foobar", false],
    ["/foo/", "/foo", false],
    ["/foo/", "/foo/bar", true],
  ])("path %j takes %s: %s", (path, asked, matches) => {
    expect(rulesFor(table([rule({ path })]), "a.sub.example.com", asked).length === 1).toBe(matches);
  });

  it("a wildcard takes one label, empty or not", () => {
    const wildcard = rule({ isWildcard: true });
    expect(hostMatches(wildcard, "b.sub.example.com")).toBe(true);
    expect(hostMatches(wildcard, ".sub.example.com")).toBe(true);
    expect(hostMatches(wildcard, "a.b.sub.example.com")).toBe(false);
    expect(hostMatches(rule({}), "b.sub.example.com")).toBe(false);
  });

  it("the index finds what a look at every rule finds, in the same order", () => {
    const path = fc
      .array(fc.constantFrom("a", "b", "", "ab"), { maxLength: 4 })
      .map((parts) => `/${parts.join("/")}`);
    const rules = fc.array(
      fc.record({ path: fc.oneof(fc.constant(""), path), isWildcard: fc.boolean() }).map(rule),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(
        rules,
        path,
        fc.constantFrom("a.sub.example.com", "b.sub.example.com"),
        (all, asked, host) => {
          const ordered = [...all].sort(
            (a, b) => Number(a.isWildcard) - Number(b.isWildcard) || b.path.length - a.path.length,
          );
          const expected = ordered.filter((one) => hostMatches(one, host) && takes(one, asked));
          expect(rulesFor(table(ordered), host, asked)).toEqual(expected);
        },
      ),
    );
  });
});
