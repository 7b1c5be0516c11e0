/**
 * Runs a benchmark on what users run: bundled as the package is, without the loader of the development run, which names
 * every closure as it is made. `node --import tsx bench/run.ts NAME [ARGUMENTS …]`
 */
import { spawnSync } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { build } from "esbuild";

const here = import.meta.dirname;
const [name, ...rest] = process.argv.slice(2);
if (name === undefined || !existsSync(resolve(here, `${name}.ts`)))
  throw new Error(`a benchmark's name is expected: bench/NAME.ts, not ${name}`);

// Beside the sources, so that packages and the repository are found from it.
const outfile = resolve(here, `.${name}-${process.pid}.mjs`);
try {
  await build({
    entryPoints: [resolve(here, `${name}.ts`)],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    packages: "external",
    logLevel: "warning",
  });
  const { status } = spawnSync(process.execPath, [outfile, ...rest], { stdio: "inherit" });
  process.exitCode = status ?? 1;
} finally {
  rmSync(outfile, { force: true });
}
