import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { liveExamplesOf } from "../../live-example.ts";
import { askAll, type LiveAnswer } from "../../src/live/ask.ts";
import { type GeneratedFile, ROOT } from "./page.mts";

/** The verdicts of every live example, by its id: what a reader without JavaScript sees. */
export async function chapterExamples(): Promise<GeneratedFile> {
  const folder = join(ROOT, "docs/chapters");
  const answers = new Map<string, readonly LiveAnswer[]>();
  for (const path of readdirSync(folder, { recursive: true, encoding: "utf8" }).sort()) {
    if (!path.endsWith(".mdx")) continue;
    for (const { id, profile, manifests, requests } of liveExamplesOf(
      readFileSync(join(folder, path), "utf8"),
    )) {
      answers.set(id, await askAll({ profile, manifests, requests }));
    }
  }
  if (answers.size === 0) throw new Error("no live example found");
  return { path: "live-answers.json", text: JSON.stringify(Object.fromEntries(answers), undefined, 1) };
}
