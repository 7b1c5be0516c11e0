import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Folder of the nearest package.json above this file: the repository's, or the installed package's. */
function packageRoot(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    if (existsSync(join(folder, "package.json"))) return folder;
    if (dirname(folder) === folder) throw new Error("podwire runs outside its package");
  }
}

const ROOT = packageRoot();

/** A module of ours: TypeScript in the repository, JavaScript in the package. */
function moduleFile(path: string): string {
  return import.meta.url.endsWith(".ts") ? join(ROOT, `${path}.ts`) : join(ROOT, "dist", `${path}.js`);
}

export const STEPS_MODULE: string = moduleFile("steps/node");
export const MAIN_MODULE: string = moduleFile("engine/surfaces/cli/main");

const { version, homepage } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
  readonly version: string;
  readonly homepage: string;
};

export const VERSION: string = version;
/** Where the site is served, unless somebody says otherwise. */
export const SITE_URL: string = homepage;
