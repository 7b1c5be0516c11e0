import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { BuildOptions } from "esbuild";

const root = resolve(import.meta.dirname, "../..");

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** How the package is bundled into a folder: what users install beside it stays outside. */
export function bundleInto(outdir: string): BuildOptions {
  const manifest: Manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const { dependencies = {}, peerDependencies = {} } = manifest;
  return {
    absWorkingDir: root,
    entryPoints: ["engine/index.ts", "steps/node.ts", "engine/surfaces/cli/main.ts"],
    outdir,
    outbase: ".",
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20",
    chunkNames: "chunks/[name]-[hash]",
    external: [...Object.keys(dependencies), ...Object.keys(peerDependencies)],
    logLevel: "warning",
  };
}
