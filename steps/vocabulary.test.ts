import { AstBuilder, GherkinClassicTokenMatcher, Parser } from "@cucumber/gherkin";
import { IdGenerator } from "@cucumber/messages";
import { describe, expect, it } from "vitest";
import { matches } from "../engine/testing/run-step.ts";
import { argumentCount } from "./registry.ts";
import { ALL_STEPS, nearestSteps, vocabulary } from "./vocabulary.ts";

/** The words that others build on. They may only be added to. */
const PROMISED = [
  "the manifests in {string}",
  "the manifests under test",
  "these manifests:",
  "these workloads:",
  "namespace {string}",
  "a default-deny policy",
  "a default-deny {direction} policy in namespace {string}",
  "a cluster with {int} nodes",
  "the {word} CNI",
  "the profile {string}",
  "the external host {string} at {string}",
  "{client} curls {target}",
  "{client} curls {target} with:",
  "{client} connects to {target} over {protocol}",
  "{client} connects to pod {string} on port {int} over {protocol}",
  "{client} looks up {string}",
  "an external client curls {target}",
  "an external client at {string} curls {target}",
  "node {string} curls {target}",
  "I apply:",
  "I delete {string}",
  "pod {string} becomes unready",
  "pod {string} becomes ready",
  "{int} seconds pass",
  "it succeeds",
  "it succeeds for {int}% of connections",
  "it fails",
  "it times out",
  "it is refused",
  "it ends as {word}",
  "the name does not resolve",
  "it resolves to:",
  "the response status is {int}",
  "it is denied by policy {string}",
  "it reaches {backend} {string}",
  "only these connections are allowed:",
  "the connectivity is:",
  "{int} requests reach:",
  "Service {string} has endpoints:",
  "{word} {string} has:",
  "applying is refused with {string}",
];

/** Step text → the expression that alone takes it. */
const ADVERSARIAL: readonly (readonly [text: string, expression: string | undefined])[] = [
  ["frontend curls api:8080", "{client} curls {target}"],
  ["frontend curls api:8080 with:", "{client} curls {target} with:"],
  ["shop/frontend curls http://api.shop.svc.cluster.local:8080/a/b?c=d#e", "{client} curls {target}"],
  ["shop/frontend curls http://api.shop.svc.cluster.local.", "{client} curls {target}"],
  ['"shop/frontend" curls "http://api/with space"', "{client} curls {target}"],
  ['"an external client" curls api', "{client} curls {target}"],
  ["10.244.1.5 curls [fd00::1]:8080", "{client} curls {target}"],
  ["fd00::1 curls [fd00::2]", "{client} curls {target}"],
  ["10.244.1.5 curls http://[fd00::1]:8080/", "{client} curls {target}"],
  ["pod/api-0 curls api", "{client} curls {target}"],
  ["node/node-1 curls api", "{client} curls {target}"],
  ["external curls shop.example.com", "{client} curls {target}"],
  ["it curls api", undefined],
  ["I curls api", undefined],
  ["it-tools curls api", "{client} curls {target}"],
  ["Iris curls api", "{client} curls {target}"],
  ["italy/it curls it", "{client} curls {target}"],
  ["a curls b", "{client} curls {target}"],
  ["an curls external", "{client} curls {target}"],
  ["node curls node", "{client} curls {target}"],
  ["these curls workloads", "{client} curls {target}"],
  ["frontend: curls api", undefined],
  ["frontend curls", undefined],
  ["curls api", undefined],
  ["frontend curls api twice", undefined],
  ["frontend curls http://api over TCP", undefined],
  ['frontend curls api with "x"', undefined],
  ["frontend curls with:", undefined],
  ["an external client curls http://203.0.113.20", "an external client curls {target}"],
  [
    'an external client at "198.51.100.7" curls shop.example.com',
    "an external client at {string} curls {target}",
  ],
  [
    'an external client at "198.51.100.7" curls "[fd00::1]:80"',
    "an external client at {string} curls {target}",
  ],
  ["an external client at 198.51.100.7 curls shop.example.com", undefined],
  ['node "node-1" curls http://10.96.0.10', "node {string} curls {target}"],
  ["node node-1 curls http://10.96.0.10", undefined],
  ["frontend connects to api:8080 over TCP", "{client} connects to {target} over {protocol}"],
  ["frontend connects to [fd00::1]:53 over UDP", "{client} connects to {target} over {protocol}"],
  ['frontend connects to "api:8080" over SCTP', "{client} connects to {target} over {protocol}"],
  ["frontend connects to api:8080 over HTTP", undefined],
  ["frontend connects to api:8080 over tcp", undefined],
  ["frontend connects to pod over TCP", "{client} connects to {target} over {protocol}"],
  [
    'frontend connects to pod "shop/api" on port 8080 over TCP',
    "{client} connects to pod {string} on port {int} over {protocol}",
  ],
  [
    '"a b" connects to pod "api" on port 53 over UDP',
    "{client} connects to pod {string} on port {int} over {protocol}",
  ],
  ["frontend connects to pod api on port 8080 over TCP", undefined],
  ['frontend looks up "api"', "{client} looks up {string}"],
  ['frontend looks up "api.shop.svc.cluster.local."', "{client} looks up {string}"],
  ['I looks up "api"', undefined],
  ["frontend looks up api", undefined],
  ["I apply:", "I apply:"],
  ["I apply", undefined],
  ['I delete "networkpolicy/shop/default-deny"', "I delete {string}"],
  ['I delete "pod/api"', "I delete {string}"],
  ['pod "shop/api-0" becomes unready', "pod {string} becomes unready"],
  ['pod "shop/api-0" becomes ready', "pod {string} becomes ready"],
  ['pod "shop/api-0" becomes Ready', undefined],
  ["30 seconds pass", "{int} seconds pass"],
  ["it succeeds", "it succeeds"],
  ["it succeeds for 50% of connections", "it succeeds for {int}% of connections"],
  ["it succeeds for 50 % of connections", undefined],
  ["it fails", "it fails"],
  ["it times out", "it times out"],
  ["it is refused", "it is refused"],
  ["it ends as resolve-timeout", "it ends as {word}"],
  ['it is denied by policy "shop/a.b-c"', "it is denied by policy {string}"],
  ['it reaches pod "shop/api"', "it reaches {backend} {string}"],
  ['it reaches service "api"', "it reaches {backend} {string}"],
  ['it reaches node "node-1"', undefined],
  ["300 requests reach:", "{int} requests reach:"],
  ["it resolves to:", "it resolves to:"],
  ['Service "shop/api" has endpoints:', "Service {string} has endpoints:"],
  ['Service "shop/api" has no endpoints', "Service {string} has no endpoints"],
  ['Service "shop/api" has:', "{word} {string} has:"],
  ['namespace "shop" has:', "{word} {string} has:"],
  ['namespace "shop"', "namespace {string}"],
  ['applying is refused with "spec.ports[0].port: \\"x\\""', "applying is refused with {string}"],
  ["a default-deny policy", "a default-deny policy"],
  [
    'a default-deny ingress and egress policy in namespace "shop"',
    "a default-deny {direction} policy in namespace {string}",
  ],
  [
    'a default-deny egress policy in namespace "shop"',
    "a default-deny {direction} policy in namespace {string}",
  ],
  ["a default-deny ingress policy", undefined],
  ["the ovn-kubernetes CNI", "the {word} CNI"],
  ["a cluster with 3 nodes", "a cluster with {int} nodes"],
  ['the external host "a.b" at "1.2.3.4"', "the external host {string} at {string}"],
  ["the manifests under test", "the manifests under test"],
  ['the manifests in "../k8s"', "the manifests in {string}"],
  ["only these connections are allowed:", "only these connections are allowed:"],
  ["the connectivity is:", "the connectivity is:"],
];

describe("the vocabulary", () => {
  it("has every promised step, word for word", () => {
    const there = vocabulary().map(({ expression }) => expression);
    expect(PROMISED.length).toBeGreaterThan(40);
    expect(PROMISED.filter((expression) => !there.includes(expression))).toEqual([]);
    expect(new Set(there).size).toBe(there.length);
  });

  it.each(ALL_STEPS.map((step) => [step.expression, step] as const))(
    "%s: its example is that step",
    (_, step) => {
      const parser = new Parser(new AstBuilder(IdGenerator.incrementing()), new GherkinClassicTokenMatcher());
      const document = parser.parse(`Feature: f\nScenario: s\n${step.example}\n`);
      const [parsed, ...others] = document.feature?.children[0]?.scenario?.steps ?? [];
      expect(others).toEqual([]);
      expect(parsed?.keyword.trim()).toBe(step.keyword);
      expect(matches(parsed?.text ?? "").map(({ expression }) => expression)).toEqual([step.expression]);
      const block =
        parsed?.dataTable === undefined ? (parsed?.docString === undefined ? "none" : "text") : "table";
      expect(block).toBe(step.block);
      expect(argumentCount(step)).toBe(
        (matches(parsed?.text ?? "")[0]?.values.length ?? -1) + (block === "none" ? 0 : 1),
      );
      expect(step.description).toMatch(/^[A-Z].*\.$/s);
    },
  );

  it("has texts enough to try", () => expect(ADVERSARIAL.length).toBeGreaterThanOrEqual(60));

  it.each(ADVERSARIAL)("%s", (text, expression) => {
    expect(matches(text).map((match) => match.expression)).toEqual(
      expression === undefined ? [] : [expression],
    );
  });

  it("strips quotes from clients and targets, and nothing else", () => {
    expect(matches('"shop/a b" curls "http://x y"')[0]?.values).toEqual(["shop/a b", "http://x y"]);
    expect(matches("fd00::1 curls [fd00::2]:80")[0]?.values).toEqual(["fd00::1", "[fd00::2]:80"]);
  });
});

describe("the nearest steps of an undefined one", () => {
  it.each([
    ["frontend curl api:8080", "{client} curls {target}"],
    ["it suceeds", "it succeeds"],
    ['the request is denied by policy "x"', "it is denied by policy {string}"],
    ["a default deny policy", "a default-deny policy"],
    ["frontend connects to api:8080", "{client} connects to {target} over {protocol}"],
    ['the manifests from "k8s"', "the manifests in {string}"],
  ])("%s", (text, expression) => {
    expect(matches(text)).toEqual([]);
    expect(nearestSteps(text)[0]?.expression).toBe(expression);
  });

  it("has none for a text of another world", () => {
    expect(nearestSteps("user logs in with her password")).toEqual([]);
  });
});
