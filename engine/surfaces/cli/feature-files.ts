import { readdirSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { UsageError } from "./io.ts";

/** Folders that hold no features of one's own. */
const SKIPPED = new Set(["node_modules", ".git", "dist"]);

/** Feature files under the paths, folders searched recursively; relative to the working directory, sorted. */
export function findFeatures(paths: readonly string[], cwd: string): readonly string[] {
  const found = new Set<string>();
  for (const path of paths) {
    // `file.feature:12` asks for one scenario of a file.
    const [, file = path, line = ""] = /^(.*?)((?::\d+)*)$/.exec(path) ?? [];
    const absolute = resolve(cwd, file);
    const status = statSync(absolute, { throwIfNoEntry: false });
    if (status === undefined) throw new UsageError(`${path}: no such file or folder`);
    if (status.isFile()) found.add(relative(cwd, absolute) + line);
    else for (const one of featuresBelow(absolute)) found.add(relative(cwd, one));
  }
  return [...found].sort();
}

function featuresBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : featuresBelow(path);
    return entry.isFile() && entry.name.endsWith(".feature") ? [path] : [];
  });
}
