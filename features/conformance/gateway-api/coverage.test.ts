import { readdirSync, readFileSync } from "node:fs";
import { AstBuilder, GherkinClassicTokenMatcher, Parser } from "@cucumber/gherkin";
import { IdGenerator, type Scenario } from "@cucumber/messages";
import { describe, expect, it } from "vitest";
import { Cluster } from "../../../engine/index.ts";
import { COMMIT, SOURCE, UPSTREAM_FEATURES, UPSTREAM_TESTS, type UpstreamTest } from "./upstream-tests.ts";

const FOLDER = new URL(".", import.meta.url);
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith(".feature"));

const DOCUMENTS = FILES.map((name) => {
  const parser = new Parser(new AstBuilder(IdGenerator.incrementing()), new GherkinClassicTokenMatcher());
  return { name, document: parser.parse(readFileSync(new URL(name, FOLDER), "utf8")) };
});

/** Requests that a scenario sends: each of its steps that asks, once for every row of its examples. */
function requestsOf({ steps, examples }: Scenario): number {
  const asks = steps.filter(({ text }) => / (curls|connects to) /.test(text)).length;
  const rows = examples.reduce((sum, { tableBody }) => sum + tableBody.length, 0);
  return asks * (examples.length === 0 ? 1 : rows);
}

const TOLD = new Map<string, number>();
for (const { document } of DOCUMENTS) {
  for (const { scenario } of document.feature?.children ?? []) {
    if (scenario === undefined) continue;
    const tags = scenario.tags.map(({ name }) => name).filter((name) => name.startsWith("@upstream-"));
    expect(tags, scenario.name).toHaveLength(1);
    const test = tags[0]?.slice("@upstream-".length) ?? "";
    TOLD.set(test, (TOLD.get(test) ?? 0) + requestsOf(scenario));
  }
}

/** The README's rows: tests of a profile, and those that belong to it alone. */
const PROFILES: readonly (readonly [string, RegExp])[] = [
  ["GATEWAY-HTTP, core", /^core .*H/],
  ["GATEWAY-HTTP, extended", /^ext .*H/],
  ["GATEWAY-GRPC, core (its own)", /^core G$/],
  ["GATEWAY-TLS, core (its own)", /^core T$/],
  ["GATEWAY-TLS, extended (its own)", /^ext T$/],
  ["GATEWAY-TCP, core (its own)", /^core C$/],
  ["GATEWAY-UDP, core (its own)", /^core U$/],
];

const claimed = new Set(UPSTREAM_FEATURES.filter(({ lacks }) => lacks === undefined).map(({ name }) => name));
const isClaimed = ({ features }: UpstreamTest): boolean => features.every((feature) => claimed.has(feature));

describe("the registry", () => {
  it("has upstream's 139 tests and the 51 features that they ask for", () => {
    expect(new Set(UPSTREAM_TESTS.map(({ name }) => name)).size).toBe(139);
    expect(UPSTREAM_FEATURES).toHaveLength(51);
    const known = new Set(UPSTREAM_FEATURES.map(({ name }) => name));
    expect(UPSTREAM_TESTS.flatMap(({ features }) => features).filter((name) => !known.has(name))).toEqual([]);
  });

  it("has the core profile of HTTP: 38 tests, all of them claimed and told", () => {
    const core = UPSTREAM_TESTS.filter(({ level }) => /^core .*H/.test(level));
    expect(core).toHaveLength(38);
    expect(core.filter((test) => !isClaimed(test) || !TOLD.has(test.name))).toEqual([]);
  });

  it("names the source in every file", () => {
    for (const { name, document } of DOCUMENTS) {
      const description = document.feature?.description.replace(/\s+/g, " ") ?? "";
      expect(description, name).toContain(SOURCE);
      expect(description, name).toContain(COMMIT);
    }
  });

  it("is in the README: what each profile has, and every feature that is not claimed, with its reason", () => {
    const text = readFileSync(new URL("README.md", FOLDER), "utf8");
    const told = UPSTREAM_TESTS.filter(({ name }) => TOLD.has(name)).length;
    expect(text).toContain(`Of all 139 tests ${told} are told.`);
    for (const { name, channel, lacks } of UPSTREAM_FEATURES)
      if (lacks !== undefined) expect(text).toContain(`| ${name} | ${channel} | ${lacks} |`);
    for (const { name, withoutFeature } of UPSTREAM_TESTS)
      if (withoutFeature !== undefined) expect(text).toContain(`| ${name} | ${withoutFeature} |`);
    for (const [profile, level] of PROFILES) {
      const tests = UPSTREAM_TESTS.filter((test) => level.test(test.level));
      const own = tests.filter(({ name }) => TOLD.has(name)).length;
      expect(text).toContain(`| ${profile} | ${tests.length} | ${own} |`);
    }
  });

  it("has a test that is told for every claimed feature", () => {
    const shown = new Set(
      UPSTREAM_TESTS.filter(({ name }) => TOLD.has(name)).flatMap(({ features }) => features),
    );
    // Every test asks for Gateway, so the rows leave it out.
    expect([...claimed].filter((name) => name !== "Gateway" && !shown.has(name))).toEqual([]);
  });

  it("is what an accepted GatewayClass says that it supports", () => {
    const cluster = Cluster.load(`apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: { name: podwire }
spec: { controllerName: podwire.dev/gateway-controller }
`);
    const [object] = cluster.objects("GatewayClass") as readonly {
      readonly status: { readonly supportedFeatures: readonly { readonly name: string }[] };
    }[];
    const names = object?.status.supportedFeatures.map(({ name }) => name);
    expect(names).toEqual([...claimed].sort());
  });
});

describe("the scenarios", () => {
  it("tell tests that are in the registry", () => {
    const names = new Set(UPSTREAM_TESTS.map(({ name }) => name));
    expect([...TOLD.keys()].filter((name) => !names.has(name))).toEqual([]);
  });

  it("tell every test of claimed features, but for those that are for the lack of one of them", () => {
    const silent = UPSTREAM_TESTS.filter((test) => isClaimed(test) && !TOLD.has(test.name));
    const skipped = silent.map(({ name, withoutFeature = "" }) => [name, claimed.has(withoutFeature)]);
    expect(skipped).toEqual([
      ["TLSRouteListenerMixedTerminationNotSupported", true],
      ["TLSRouteListenerTerminateNotSupported", true],
    ]);
  });

  it("tell no test of a feature that is not claimed", () => {
    const loud = UPSTREAM_TESTS.filter((test) => !isClaimed(test) && TOLD.has(test.name));
    expect(loud.map(({ name }) => name)).toEqual([]);
  });

  it.each(UPSTREAM_TESTS.filter(({ name }) => TOLD.has(name)))(
    "$name: $cases requests",
    ({ name, cases }) => {
      expect(TOLD.get(name)).toBeGreaterThanOrEqual(cases);
    },
  );
});
