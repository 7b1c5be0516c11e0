import { readdirSync, readFileSync } from "node:fs";
import { AstBuilder, GherkinClassicTokenMatcher, Parser } from "@cucumber/gherkin";
import { type FeatureChild, IdGenerator, type Scenario, StepKeywordType } from "@cucumber/messages";
import { describe, expect, it } from "vitest";

const FEATURES = new URL("../", import.meta.url);

/** What Services do (S) and what DNS answers (D), rule by rule. */
const ITEMS = [...numbered("S", 80), ...numbered("D", 60)];

function numbered(letter: string, last: number): readonly string[] {
  return Array.from({ length: last }, (_, index) => `${letter}${index + 1}`);
}

const isItem = (tag: string): boolean => /^@[SD]\d+$/.test(tag);

function scenariosIn(name: string): readonly Scenario[] {
  const text = readFileSync(new URL(name, FEATURES), "utf8");
  if (!/@[SD]\d/.test(text)) return [];
  const parser = new Parser(new AstBuilder(IdGenerator.incrementing()), new GherkinClassicTokenMatcher());
  const children: readonly FeatureChild[] = parser.parse(text).feature?.children ?? [];
  return children
    .flatMap((child) => [child, ...(child.rule?.children ?? [])])
    .flatMap(({ scenario }) => scenario ?? []);
}

/** An outline's tables have tags of their own. */
function tagsOf({ tags, examples }: Scenario): readonly string[] {
  return [tags, ...examples.map((table) => table.tags)].flat().map(({ name }) => name);
}

const SCENARIOS = readdirSync(FEATURES, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".feature"))
  .flatMap(scenariosIn)
  .map((scenario) => ({ scenario, items: tagsOf(scenario).filter(isItem) }))
  .filter(({ items }) => items.length > 0);

describe("the items of Services and DNS", () => {
  it.each(ITEMS)("%s is shown by a scenario with an outcome", (item) => {
    const own = SCENARIOS.filter(({ items }) => items.includes(`@${item}`));
    expect(own).not.toEqual([]);
    for (const { scenario } of own)
      expect(scenario.steps.some(({ keywordType }) => keywordType === StepKeywordType.OUTCOME)).toBe(true);
  });

  it("no scenario has the tag of an item that there is not", () => {
    const tags = new Set(SCENARIOS.flatMap(({ items }) => items));
    expect([...tags].filter((tag) => !ITEMS.includes(tag.slice(1)))).toEqual([]);
  });
});
