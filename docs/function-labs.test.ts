import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { frontMatterOf } from "./live-example.ts";

const ROOT = join(import.meta.dirname, "..");
const FUNCTIONS = join(ROOT, "engine/network/functions");

const labs = readdirSync(join(ROOT, "labs"))
  .filter((id) => /^\d{3}-/.test(id))
  .sort()
  .map((id) => {
    const page = readFileSync(join(ROOT, "labs", id, "index.mdx"), "utf8");
    const tags = /^tags:\n((?: {2}- .+\n)+)/m.exec(page)?.[1] ?? "";
    return {
      link: `- [${frontMatterOf(page).get("title")}](../../../../labs/${id}/index.mdx)`,
      tags: [...tags.matchAll(/- (.+)/g)].map(([, tag]) => tag),
    };
  });

const functions = readdirSync(FUNCTIONS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

/** A lab belongs to a function when the function's name is one of its tags. */
const labsOf = (name: string): readonly string[] =>
  labs.filter(({ tags }) => tags.includes(name)).map(({ link }) => link);

describe("the lessons of the functions", () => {
  it("have labs, and labs have tags", () => {
    expect(functions.length).toBeGreaterThan(0);
    expect(labs.length).toBeGreaterThan(0);
    expect(labs.filter(({ tags }) => tags.length === 0)).toEqual([]);
    expect(functions.filter((name) => labsOf(name).length > 0).length).toBeGreaterThan(functions.length / 2);
  });

  it.each(functions)("%s names exactly the labs that carry its name", (name) => {
    const readme = readFileSync(join(FUNCTIONS, name, "README.md"), "utf8");
    const listed = /^## Labs\n\n([\s\S]*)$/m.exec(readme)?.[1]?.trim().split("\n") ?? [];
    const own = labsOf(name);
    expect(listed).toEqual(own.length === 0 ? ["None yet."] : own);
  });
});
