import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type GeneratedFile, page, ROOT, table } from "./page.mts";

const FUNCTIONS = join(ROOT, "engine/network/functions");

export function functionNames(): readonly string[] {
  return readdirSync(FUNCTIONS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

export function readmeOf(name: string): string {
  return readFileSync(join(FUNCTIONS, name, "README.md"), "utf8");
}

/** Codes that traces record, from the functions' READMEs, which a test holds equal to the code. */
export function stepCodesPage(): GeneratedFile {
  const sections = functionNames().map((name) => {
    const section = /## Steps it can record\n([\s\S]*?)(?=\n## )/.exec(readmeOf(name))?.[1] ?? "";
    const rows = section.split("\n").filter((line) => line.startsWith("|"));
    if (rows.length < 3) throw new Error(`the README of ${name} has no table of steps`);
    return `## ${name}\n\nWhat [the function](/docs/functions/${name}) decides, in one code each.\n\n${rows.join("\n")}`;
  });
  return page(
    "reference/step-codes.md",
    {
      title: "Step codes",
      description: "What each function of the data plane can record in a trace.",
      slug: "/reference/step-codes",
      sidebar_position: 4,
    },
    "A trace is a list of facts. Each has the function that recorded it and one of these codes; `podwire trace -o json` and the hints of labs name them.",
    ...sections,
  );
}

/** Codes of lint findings, read from the rules themselves. */
export function lintCodesPage(): GeneratedFile {
  const rows = functionNames().flatMap((name) => {
    const files = readdirSync(join(FUNCTIONS, name)).filter((file) => /^lint(?!.*\.test).*\.ts$/.test(file));
    const codes = files.flatMap((file) => codesIn(readFileSync(join(FUNCTIONS, name, file), "utf8")));
    return [...new Map(codes)].map(([code, says]) => [
      `\`${code}\``,
      `[${name}](/docs/functions/${name})`,
      says,
    ]);
  });
  if (rows.length === 0) throw new Error("no lint code found");
  return page(
    "reference/lint-codes.md",
    {
      title: "Lint codes",
      description: "What podwire lint finds before anybody asks about traffic.",
      slug: "/reference/lint-codes",
      sidebar_position: 5,
    },
    "`podwire lint -f manifests/` and the editor of the labs report these. A dot stands for what depends on your manifests.",
    table(["code", "found by", "says"], rows),
  );
}

/** A code and the message that follows it, with what is filled in later as `…`. */
function codesIn(source: string): readonly (readonly [string, string])[] {
  return [...source.matchAll(/\bcode: "([a-z-]+)",([\s\S]{0,400})/g)].map(([, code = "", after = ""]) => {
    const message = /message:\s*(?:`([^`]*)`|"([^"]*)")/.exec(after);
    const words = (message?.[1] ?? message?.[2] ?? "").replace(/\$\{[^}]*\}/g, "…");
    return [code, words.replaceAll("<", "\\<")];
  });
}
