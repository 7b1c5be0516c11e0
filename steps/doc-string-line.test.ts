import { AstBuilder, compile, GherkinClassicTokenMatcher, Parser } from "@cucumber/gherkin";
import { IdGenerator } from "@cucumber/messages";
import { expect, it } from "vitest";
import { docStringLine } from "./doc-string-line.ts";

const FEATURE = `Feature: f
  Background:
    Given these manifests:
      """
      a
      """
  Rule: r
    Scenario Outline: s
      When I apply:
        """
        <x>
        """
      And I apply:
        """
        a
        """
      Examples:
        | x |
        | b |
`;

it("finds the line of each doc string, equal ones in the order of the steps", () => {
  const newId = IdGenerator.incrementing();
  const document = new Parser(new AstBuilder(newId), new GherkinClassicTokenMatcher()).parse(FEATURE);
  const [pickle] = compile(document, "f.feature", newId);
  if (pickle === undefined) throw new Error("no pickle");
  const scenario = { ...document, uri: "f.feature" };
  const used = new Set<string>();
  expect(docStringLine(scenario, pickle, "a", used)).toBe(4);
  expect(docStringLine(scenario, pickle, "b", used)).toBe(10);
  expect(docStringLine(scenario, pickle, "a", used)).toBe(14);
  expect(docStringLine(scenario, pickle, "a", used)).toBe(0);
});
