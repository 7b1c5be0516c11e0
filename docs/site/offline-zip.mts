/**
 * The site as a zip that is unpacked anywhere and opened from the file system: one page with its address behind `#`, the
 * engine's thread inside the scripts, no search and no service worker.
 */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative, resolve } from "node:path";
import { type Zippable, zipSync } from "fflate";

const DOCS = resolve(import.meta.dirname, "..");
const BUILT = join(DOCS, "build-files");
const ZIP = join(DOCS, "podwire-site.zip");
/** In the zip everything lies in a folder of this name. */
const FOLDER = "podwire-site";
/** A fixed date, so that equal pages make an equal file. */
const DATE = "2020-01-01T00:00:00";

const cli = createRequire(import.meta.url).resolve("@docusaurus/core/bin/docusaurus.mjs");
const { status } = spawnSync(process.execPath, [cli, "build", "--out-dir", BUILT], {
  cwd: DOCS,
  stdio: "inherit",
  env: { ...process.env, SITE_KIND: "files", DOCUSAURUS_GENERATED_FILES_DIR_NAME: ".docusaurus/files" },
});
if (status !== 0) process.exit(status ?? 1);

const paths = readdirSync(BUILT, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name))
  .sort();
if (paths.length === 0) throw new Error(`nothing was built in ${BUILT}`);
const files: Zippable = Object.fromEntries(
  paths.map((path) => [`${FOLDER}/${relative(BUILT, path).replaceAll("\\", "/")}`, readFileSync(path)]),
);
const zip = zipSync(files, { level: 9, mtime: DATE });
writeFileSync(ZIP, zip);
console.log(`${relative(process.cwd(), ZIP)}: ${(zip.length / 1e6).toFixed(1)} MB, ${paths.length} files`);
