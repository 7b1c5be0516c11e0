import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { ProfileSetting } from "../../../steps/profiles.ts";
import { parseManifests } from "../../api/manifest.ts";
import { formatIssue } from "../../index.ts";
import { UsageError } from "./io.ts";

/**
 * `--profile NAME`, `KEY=VALUE`, or a YAML file: its `name` is the preset, every other entry a switch.
 * Lists become values separated by commas.
 */
export function readProfileSetting(text: string, cwd: string): readonly ProfileSetting[] {
  if (!/\.ya?ml$/.test(text)) return [text];
  const path = resolve(cwd, text);
  if (!existsSync(path)) throw new UsageError(`--profile ${text}: no such file`);
  const { manifests, issues } = parseManifests(readFileSync(path, "utf8"), text);
  const [issue] = issues;
  if (issue !== undefined) throw new UsageError(formatIssue(issue));
  const value = manifests[0]?.value;
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new UsageError(`--profile ${text}: expected a preset's name and switches, e.g. cni: cilium`);
  }
  return Object.entries(value).map(([key, entry]) => (key === "name" ? String(entry) : `${key}=${entry}`));
}
