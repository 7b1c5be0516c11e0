/**
 * Writes what the site shows of the sources: reference pages, the functions' READMEs, the verdicts of live examples and
 * the labs' catalogue. Everything goes to docs/generated, which is not committed.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { runHome } from "../../src/front/scenario.ts";
import { POLICY } from "../../src/front/texts.ts";
import { chapterExamples } from "./chapter-examples.mts";
import { cliPage } from "./cli.mts";
import { lintCodesPage, stepCodesPage } from "./codes.mts";
import { errataPage } from "./errata.mts";
import { functionPages } from "./functions.mts";
import { labFolderPage } from "./lab-folder.mts";
import { labFiles } from "./labs.mts";
import { type GeneratedFile, OUTPUT } from "./page.mts";
import { profilesPage } from "./profiles.mts";
import { vocabularyPage } from "./vocabulary.mts";

const files: readonly GeneratedFile[] = [
  ...functionPages(),
  vocabularyPage(),
  cliPage(),
  stepCodesPage(),
  lintCodesPage(),
  profilesPage(),
  errataPage(),
  labFolderPage(),
  ...(await labFiles()),
  await chapterExamples(),
  { path: "home.json", text: JSON.stringify({ ...(await runHome(POLICY)), milliseconds: 0 }) },
];

for (const { path, text } of files) {
  const target = join(OUTPUT, path);
  mkdirSync(dirname(target), { recursive: true });
  if (read(target) !== text) writeFileSync(target, text);
}

/** A file that stays as it is keeps its date, so that a running site does not build it again. */
function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
