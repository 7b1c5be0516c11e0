import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { buildSync } from "esbuild";
import { bundleInto } from "./bundle.ts";

const root = resolve(import.meta.dirname, "../..");
let built: string | undefined;

/**
 * Folder with the package as it is now, bundled once for each process that tests it: a command starts three times as fast
 * as from its sources. It lies inside the repository, so that packages are found from it.
 */
function builtPackage(): string {
  if (built === undefined) {
    const cache = join(root, "node_modules/.cache");
    mkdirSync(cache, { recursive: true });
    const folder = mkdtempSync(join(cache, "podwire-"));
    process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
    buildSync(bundleInto(folder));
    built = folder;
  }
  return built;
}

/** The file that `podwire` runs. */
export function builtCommand(): string {
  return join(builtPackage(), "engine/surfaces/cli/main.js");
}

/** The file that registers the steps with cucumber. */
export function builtSteps(): string {
  return join(builtPackage(), "steps/node.js");
}
