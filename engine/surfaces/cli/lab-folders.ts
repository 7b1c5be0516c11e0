import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join, relative, resolve, sep } from "node:path";
import { suggest } from "../../index.ts";
import { UsageError } from "./io.ts";

/** Where labs lie, below the working directory. */
export const LABS = "labs";

/** Larger files are no part of a lab. */
const MAX_FILE_SIZE = 1024 * 1024;

/** A lab's folder on disk. */
export interface LabFolder {
  readonly id: string;
  /** Texts by path, with slashes, relative to the folder. */
  readonly files: Readonly<Record<string, string>>;
}

/** Names of the folders in labs/ that have a lab.yaml or are named like a lab, in order. */
export function labIds(cwd: string): readonly string[] {
  const folder = resolve(cwd, LABS);
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && isLab(join(folder, entry.name)))
    .map(({ name }) => name)
    .sort();
}

function isLab(folder: string): boolean {
  return existsSync(join(folder, "lab.yaml")) || /^\d{3}-/.test(basename(folder));
}

/** The labs that somebody names by number, slug, id or path; all of labs/ when nobody is named. Throws `UsageError`. */
export function findLabs(names: readonly string[], cwd: string): readonly LabFolder[] {
  const ids = labIds(cwd);
  if (names.length === 0) return ids.map((id) => readFolder(id, resolve(cwd, LABS, id)));
  return names.map((name) => {
    const path = resolve(cwd, name);
    if (existsSync(path) && statSync(path).isDirectory()) return readFolder(basename(path), path);
    const found = ids.find((id) => id === name || id.slice(4) === name || id.slice(0, 3) === name);
    if (found !== undefined) return readFolder(found, resolve(cwd, LABS, found));
    const [near] = suggest(name, [...ids, ...ids.map((id) => id.slice(4))], 1);
    const remedy = near === undefined ? "podwire lab list shows them" : `did you mean ${near}?`;
    throw new UsageError(`no lab ${name}; ${remedy}`);
  });
}

function readFolder(id: string, folder: string): LabFolder {
  const files = filesBelow(folder).map(
    (path) => [relative(folder, path).split(sep).join("/"), textOf(path)] as const,
  );
  return { id, files: Object.fromEntries(files) };
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(path);
    return entry.isFile() ? [path] : [];
  });
}

function textOf(path: string): string {
  if (statSync(path).size > MAX_FILE_SIZE) throw new UsageError(`${path}: too large for a file of a lab`);
  return readFileSync(path, "utf8");
}
