import { readdirSync, readFileSync } from "node:fs";
import { AstBuilder, GherkinClassicTokenMatcher, Parser } from "@cucumber/gherkin";
import { IdGenerator, type Scenario, StepKeywordType } from "@cucumber/messages";
import { describe, expect, it } from "vitest";

const FOLDER = new URL(".", import.meta.url);

/** The numbered rules of NetworkPolicy v1 that the engine answers for, one scenario each. */
const ITEMS = [...range(1, 27), ...range(31, 57), 59, 65, 68, 72];

function range(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

function scenariosOf(name: string): readonly Scenario[] {
  const parser = new Parser(new AstBuilder(IdGenerator.incrementing()), new GherkinClassicTokenMatcher());
  const { feature } = parser.parse(readFileSync(new URL(name, FOLDER), "utf8"));
  return (feature?.children ?? []).flatMap(({ scenario }) => scenario ?? []);
}

const SCENARIOS = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".feature"))
  .flatMap(scenariosOf);

const numbersOf = ({ tags }: Scenario): readonly number[] =>
  tags.flatMap(({ name }) => (name.startsWith("@netpol-") ? [Number(name.slice("@netpol-".length))] : []));

describe("the rules of NetworkPolicy v1", () => {
  it("are 58, each shown by one scenario", () => {
    expect(ITEMS).toHaveLength(58);
    expect(SCENARIOS.flatMap(numbersOf).toSorted((a, b) => a - b)).toEqual(ITEMS);
  });

  it.each(SCENARIOS)("$name", (scenario) => {
    expect(numbersOf(scenario)).toHaveLength(1);
    expect(scenario.steps.some(({ keywordType }) => keywordType === StepKeywordType.OUTCOME)).toBe(true);
    const rows = scenario.examples.map(({ tableBody }) => tableBody.length);
    if (scenario.keyword === "Scenario Outline") expect(Math.min(...rows)).toBeGreaterThan(1);
  });
});
