import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Folder of the nearest package.json above this file: the repository's, or the installed package's. */
function packageRoot(): string {
  const manifest = nearest("package.json");
  if (manifest === undefined) throw new Error("podwire runs outside its package");
  return dirname(manifest);
}

/** The file of this name that is reached first on the way up from here. */
function nearest(path: string): string | undefined {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    if (existsSync(join(folder, path))) return join(folder, path);
    if (dirname(folder) === folder) return undefined;
  }
}

const ROOT = packageRoot();

/** A module of ours: TypeScript in the repository, JavaScript in the folder that this was bundled into. */
function moduleFile(path: string): string {
  if (import.meta.url.endsWith(".ts")) return join(ROOT, `${path}.ts`);
  return nearest(`${path}.js`) ?? join(ROOT, "dist", `${path}.js`);
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
