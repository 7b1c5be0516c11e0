import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { type LabResult, resultsAsJson, resultsAsJunit } from "../lab/results.ts";
import { type Io, UsageError } from "./io.ts";
import { VERSION } from "./package-files.ts";

/** `junit:FILE` and `json:FILE`. Throws `UsageError`. */
export function writeResults(formats: readonly string[], labs: readonly LabResult[], io: Io): void {
  for (const [format, file] of formats.map(readFormat)) {
    const path = resolve(io.cwd, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, format === "junit" ? resultsAsJunit(labs) : resultsAsJson(labs, VERSION));
  }
}

/** Throws `UsageError` for a format that there is not, before anything runs. */
export function readFormat(text: string): readonly ["junit" | "json", string] {
  const [, format, file] = /^(junit|json):(.+)$/.exec(text) ?? [];
  if ((format === "junit" || format === "json") && file !== undefined) return [format, file];
  throw new UsageError(`--format ${text}: expected junit:FILE or json:FILE`);
}
