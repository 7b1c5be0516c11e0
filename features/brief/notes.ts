import { existsSync, readdirSync, readFileSync } from "node:fs";
import { AstBuilder, GherkinClassicTokenMatcher, Parser } from "@cucumber/gherkin";
import { IdGenerator } from "@cucumber/messages";
import { describe, expect, it } from "vitest";

const ROOT = new URL("../../", import.meta.url);

/** Something that the brief warns of, recommends or weighs. */
export interface Note {
  readonly says: string;
  /** Feature below `features/` and the scenario's name. */
  readonly shown: readonly [string, string];
  /** Folder below `engine/network/functions/` or `engine/cluster/controllers/`, and words of its README. */
  readonly told: readonly [string, string];
  /** Code of the lint rule, or why manifests alone do not show it. */
  readonly lint: string | { readonly none: string };
}

export const CHOICE = { none: "a choice, not a mistake" };

/** Each note has a scenario, words in a README and a lint rule, which the README that tells of it or one of `others` names. */
export function testNotes(notes: readonly Note[], others: readonly string[] = []): void {
  describe.each(notes)("$says", ({ shown: [feature, scenario], told: [folder, words], lint }) => {
    it("has a scenario", () => expect(scenariosOf(feature)).toContain(scenario));
    it("is in a README", () => expect(readme(folder)).toContain(words));
    it("has a lint rule, or a reason for having none", () => {
      if (typeof lint !== "string") return expect(lint.none).not.toBe("");
      expect(LINTS).toContain(`"${lint}"`);
      expect([folder, ...others].map(readme).join(" ")).toContain(`\`${lint}\``);
    });
  });
}

function scenariosOf(name: string): readonly string[] {
  const path = new URL(`features/${name}`, ROOT);
  if (!existsSync(path)) return [];
  const parser = new Parser(new AstBuilder(IdGenerator.incrementing()), new GherkinClassicTokenMatcher());
  const { feature } = parser.parse(readFileSync(path, "utf8"));
  return (feature?.children ?? [])
    .flatMap(({ scenario, rule }) => [scenario, ...(rule?.children ?? []).map((child) => child.scenario)])
    .flatMap((scenario) => scenario?.name ?? []);
}

/** Everything that lint rules are written in. */
const LINTS: string = ["engine/network/functions/", "engine/surfaces/library/"]
  .flatMap((folder) =>
    readdirSync(new URL(folder, ROOT), { recursive: true, encoding: "utf8" })
      .filter((file) => /(^|\/)(lint|dns-start)[^/]*\.ts$/.test(file) && !file.endsWith(".test.ts"))
      .map((file) => readFileSync(new URL(`${folder}${file}`, ROOT), "utf8")),
  )
  .join("\n");

/** The README as one line, so that its line breaks do not matter. */
function readme(folder: string): string {
  const places = ["engine/network/functions", "engine/cluster/controllers"];
  const found = places
    .map((place) => new URL(`${place}/${folder}/README.md`, ROOT))
    .find((path) => existsSync(path));
  return found === undefined ? "" : readFileSync(found, "utf8").replace(/\s+/g, " ");
}
