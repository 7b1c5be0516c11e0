import { formatIssue } from "../engine/index.ts";
import { Folder } from "../engine/surfaces/lab/folder.ts";
import { readSettings } from "../engine/surfaces/lab/settings.ts";
import { StepError } from "./errors.ts";
import type { ProfileSetting } from "./profiles.ts";

/** The profile of a lab, from the text of its lab.yaml. Throws `StepError` when that cannot be used. */
export function labProfile(text: string, id: string): readonly ProfileSetting[] {
  const folder = new Folder(id, { "lab.yaml": text });
  const { profile } = readSettings(folder);
  if (folder.issues.length > 0) throw new StepError(folder.issues.map(formatIssue).join("\n"), folder.issues);
  return profile;
}
