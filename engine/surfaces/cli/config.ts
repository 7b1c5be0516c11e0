import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { parseManifests } from "../../api/manifest.ts";
import { formatIssue, formatLocation, type Source, suggest } from "../../index.ts";
import { UsageError } from "./io.ts";

/** `podwire.yaml`: what a run takes when no flag says otherwise. Paths are relative to the working directory here. */
export interface Config {
  readonly manifests: readonly string[];
  readonly features: readonly string[];
  readonly profile: readonly string[];
  readonly formats: readonly string[];
  readonly steps: readonly string[];
}

const NAME = "podwire.yaml";
const EMPTY: Config = { manifests: [], features: [], profile: [], formats: [], steps: [] };
const KEYS = Object.keys(EMPTY) as readonly (keyof Config)[];
/** Keys whose values are paths. */
const PATHS: ReadonlySet<string> = new Set(["manifests", "features", "steps"]);

/** The nearest `podwire.yaml` at or above the working directory. Throws `UsageError` when it cannot be used. */
export function readConfig(cwd: string): Config {
  for (let folder = cwd; ; folder = dirname(folder)) {
    const path = join(folder, NAME);
    if (existsSync(path)) return parseConfig(readFileSync(path, "utf8"), path, cwd);
    if (dirname(folder) === folder) return EMPTY;
  }
}

export function parseConfig(text: string, path: string, cwd: string): Config {
  const file = relative(cwd, path) || NAME;
  const { manifests: documents, issues } = parseManifests(text, file);
  const [first] = issues;
  if (first !== undefined) throw new UsageError(formatIssue(first));
  const [document] = documents;
  if (document === undefined) return EMPTY;
  const { value, source } = document;
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new UsageError(`${file}:1:1: expected the keys ${KEYS.join(", ")}`);
  }
  const config: Record<keyof Config, readonly string[]> = { ...EMPTY };
  for (const [key, entry] of Object.entries(value)) {
    const known = KEYS.find((name) => name === key);
    if (known === undefined) throw unknownKey(key, source);
    const list = stringsOf(known, entry, source);
    config[known] = PATHS.has(known) ? list.map((one) => fromHere(one, dirname(path), cwd)) : list;
  }
  return config;
}

function unknownKey(key: string, source: Source): UsageError {
  const [near] = suggest(key, KEYS, 1);
  const remedy = near === undefined ? `known are ${KEYS.join(", ")}` : `did you mean ${near}?`;
  return new UsageError(`${formatLocation(source.at([key]))}: unknown key ${key}; ${remedy}`);
}

function stringsOf(key: string, entry: unknown, source: Source): readonly string[] {
  const list: readonly unknown[] = Array.isArray(entry) ? entry : [entry];
  return list.map((one, index) => {
    if (typeof one === "string" && one !== "") return one;
    const at = source.at(Array.isArray(entry) ? [key, index] : [key]);
    throw new UsageError(`${formatLocation(at)}: ${key} takes a text or a list of texts`);
  });
}

function fromHere(path: string, folder: string, cwd: string): string {
  return path === "-" ? path : relative(cwd, resolve(folder, path)) || ".";
}
