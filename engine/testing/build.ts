/**
 * `npm run build`: declarations by tsc, bundles by esbuild. What users install beside us stays outside; what only we
 * need (the shell's bash) is bundled, and its licences are written beside it.
 */
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { build, type Metafile } from "esbuild";
import { bundleInto } from "./bundle.ts";

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
}

const root = resolve(import.meta.dirname, "../..");

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
}

async function bundle(): Promise<Metafile> {
  const { metafile } = await build({ ...bundleInto("dist"), metafile: true });
  return metafile;
}

/** Folders of the packages that ended up in a bundle, relative to the root. */
function bundledPackages({ inputs }: Metafile): readonly string[] {
  const folders = Object.keys(inputs).flatMap(
    (path) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? [],
  );
  return [...new Set(folders)].sort();
}

function licenceOf(folder: string): string {
  const { name, version, license = "see its repository" } = readManifest(join(root, folder));
  const file = readdirSync(join(root, folder)).find((entry) => /^(licen[cs]e|copying)/i.test(entry));
  const text =
    file === undefined ? `Licence: ${license}` : readFileSync(join(root, folder, file), "utf8").trim();
  return `${name} ${version} (${license})\n\n${text}\n`;
}

rmSync(join(root, "dist"), { recursive: true, force: true });
const tsc = spawnSync(join(root, "node_modules/.bin/tsc"), ["-p", "tsconfig.build.json"], {
  cwd: root,
  stdio: "inherit",
});
if (tsc.status !== 0) process.exit(tsc.status ?? 1);
const packages = bundledPackages(await bundle());
if (packages.length === 0) throw new Error("nothing was bundled: the shell's bash is missing");
const rule = `\n${"-".repeat(100)}\n\n`;
writeFileSync(join(root, "dist/THIRD-PARTY-LICENSES.txt"), packages.map(licenceOf).join(rule));
const main = join(root, "dist/engine/surfaces/cli/main.js");
if (!existsSync(main)) throw new Error(`${main} was not built`);
chmodSync(main, 0o755);
