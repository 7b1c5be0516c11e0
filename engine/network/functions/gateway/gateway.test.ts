import { describe, expect, it } from "vitest";
import type { HTTPRoute, HTTPRouteMatch } from "../../../api/gateway/http-route.ts";
import type { HttpRequest } from "../../../values/http-message.ts";
import { allowsOrigin } from "./cors.ts";
import { indexMatches, matchFor } from "./match.ts";
import { modifiedPath } from "./path-modifier.ts";
import { locationOf } from "./redirect.ts";
import { entriesOf } from "./rules.ts";

const GET: HttpRequest = {
  method: "GET",
  scheme: "http",
  authority: "shop.example.com",
  path: "/",
  query: "",
  headers: {},
  bodySize: 0,
};

function routeOf(...matches: readonly Partial<HTTPRouteMatch>[]): HTTPRoute {
  const whole = matches.map(
    (match): HTTPRouteMatch => ({ path: { type: "PathPrefix", value: "/" }, ...match }),
  );
  return {
    apiVersion: "gateway.networking.k8s.io/v1",
    kind: "HTTPRoute",
    metadata: { name: "shop", namespace: "shop" },
    spec: { rules: whole.map((match) => ({ matches: [match] })) },
  };
}

/** Which of the matches takes a request, by its number. */
function taken(
  matches: readonly Partial<HTTPRouteMatch>[],
  request: Partial<HttpRequest>,
): number | undefined {
  const entries = entriesOf(routeOf(...matches));
  const found = matchFor(indexMatches(entries), { ...GET, ...request });
  return found === undefined ? undefined : entries.indexOf(found);
}

const prefix = (value: string): Partial<HTTPRouteMatch> => ({ path: { type: "PathPrefix", value } });
const exact = (value: string): Partial<HTTPRouteMatch> => ({ path: { type: "Exact", value } });
const pattern = (value: string): Partial<HTTPRouteMatch> => ({ path: { type: "RegularExpression", value } });
const named = (name: string, value: string) => ({ type: "Exact", name, value }) as const;

describe("the match that takes a path", () => {
  it.each<readonly [string, readonly Partial<HTTPRouteMatch>[], string, number | undefined]>([
    ["an exact path before a longer prefix", [prefix("/a/b"), exact("/a/b")], "/a/b", 1],
    ["the longest prefix", [prefix("/a"), prefix("/a/b/"), prefix("/")], "/a/b/c", 1],
    ["whole elements", [prefix("/a")], "/ab", undefined],
    ["a slash at the end", [prefix("/a/")], "/a", 0],
    ["no slash tolerance for exact paths", [exact("/a")], "/a/", undefined],
    ["an expression before prefixes", [prefix("/a/b/c"), pattern("/a/[a-z]/c")], "/a/b/c", 1],
    ["an expression takes the whole path", [pattern("/a")], "/a/b", undefined],
    ["an expression that cannot be read takes nothing", [pattern("(")], "(", undefined],
    ["a path longer than any rule", [prefix("/a")], `/a/${"x/".repeat(20_000)}`, 0],
  ])("%s", (_, matches, path, expected) => expect(taken(matches, { path })).toBe(expected));

  it("among equal paths a method, then more headers, then more parameters, then the earlier rule", () => {
    const matches = [
      {},
      { queryParams: [named("q", "1")] },
      { headers: [named("A", "1")] },
      { headers: [named("A", "1"), named("B", "1")] },
      { method: "GET" as const },
    ];
    const request = { headers: { a: "1", b: "1" }, query: "q=1" };
    expect(taken(matches, request)).toBe(4);
    expect(taken(matches, { ...request, method: "PUT" })).toBe(3);
    expect(taken(matches, { method: "PUT", headers: { a: "1" }, query: "q=1" })).toBe(2);
    expect(taken(matches, { method: "PUT", query: "q=1" })).toBe(1);
    expect(taken([{}, {}], {})).toBe(0);
  });

  it("of several conditions with one name the first counts", () => {
    const matches = [{ headers: [named("Color", "red"), named("color", "blue")] }];
    expect(taken(matches, { headers: { color: "red" } })).toBe(0);
    expect(taken(matches, { headers: { color: "blue" } })).toBeUndefined();
  });
});

describe("paths that a modifier makes (HTTPPathModifier's table)", () => {
  it.each([
    ["/foo/bar", "/foo", "/xyz", "/xyz/bar"],
    ["/foo/bar", "/foo", "/xyz/", "/xyz/bar"],
    ["/foo/bar", "/foo/", "/xyz", "/xyz/bar"],
    ["/foo/bar", "/foo/", "/xyz/", "/xyz/bar"],
    ["/foo", "/foo", "/xyz", "/xyz"],
    ["/foo/", "/foo", "/xyz", "/xyz/"],
    ["/foo/bar", "/foo", "", "/bar"],
    ["/foo/", "/foo", "", "/"],
    ["/foo", "/foo", "", "/"],
    ["/foo/", "/foo", "/", "/"],
    ["/foo", "/foo", "/", "/"],
  ])("%s, %s → %s: %s", (path, matched, replacement, expected) => {
    const [entry] = entriesOf(routeOf(prefix(matched)));
    const modifier = { type: "ReplacePrefixMatch", replacePrefixMatch: replacement } as const;
    expect(modifiedPath(modifier, path, entry?.path.value ?? "")).toBe(expected);
  });
});

describe("where a redirect leads", () => {
  it.each([
    ["http", 80, {}, "http://shop.example.com/a?b=c"],
    ["http", 8080, {}, "http://shop.example.com:8080/a?b=c"],
    ["http", 8080, { port: 80 }, "http://shop.example.com/a?b=c"],
    ["http", 8080, { scheme: "https" }, "https://shop.example.com/a?b=c"],
    ["http", 80, { scheme: "https", port: 8443 }, "https://shop.example.com:8443/a?b=c"],
    ["https", 443, { scheme: "http", port: 8080 }, "http://shop.example.com:8080/a?b=c"],
    ["https", 443, { hostname: "example.org" }, "https://example.org/a?b=c"],
    ["https", 8443, {}, "https://shop.example.com:8443/a?b=c"],
  ] as const)("from %s on %i with %o: %s", (scheme, port, filter, expected) => {
    const request = { ...GET, scheme, authority: "shop.example.com:1234", path: "/a", query: "b=c" };
    expect(locationOf({ ...filter, statusCode: 302 }, request, port, "")).toBe(expected);
  });
});

describe("origins that a CORS filter allows", () => {
  it.each([
    ["*", "https://a.example.com", true],
    ["https://a.example.com", "https://a.example.com", true],
    ["https://a.example.com", "https://a.example.com:443", true],
    ["https://a.example.com", "http://a.example.com", false],
    ["https://*.example.com", "https://a.b.example.com", true],
    ["https://*.example.com", "https://example.com", false],
    ["https://*:8443", "https://any.where:8443", true],
    ["https://a.example.com", "null", false],
  ])("%s and %s: %s", (allowed, origin, expected) => {
    expect(allowsOrigin({ allowOrigins: [allowed], maxAge: 5 }, origin)).toBe(expected);
  });
});
