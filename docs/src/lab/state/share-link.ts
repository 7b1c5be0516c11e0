import { toFragment } from "../../../../engine/surfaces/lab/share.ts";
import type { LabPageData } from "./page-data.ts";
import type { Saved } from "./saved.ts";

/** A page from the file system has its own place behind `#`, so that what is shared comes behind a second one. */
export function shareInAddress(): string {
  const at = location.hash.indexOf("#s=");
  return at < 0 ? "" : location.hash.slice(at);
}

export function hereWithoutShare(): string {
  const at = location.hash.indexOf("#s=");
  return location.pathname + location.search + (at < 0 ? location.hash : location.hash.slice(0, at));
}

/** A link to this page with the learner's files. It never leaves the browser unless the learner sends it. */
export async function linkTo(
  { shared, lab, keptAs = lab.id }: LabPageData,
  { work }: Saved,
): Promise<string> {
  const fragment = await toFragment({ version: 1, lab: keptAs, work, ...shared });
  const place = location.hash.startsWith("#/") ? hereWithoutShare() : location.pathname;
  return `${location.protocol}//${location.host}${place}${fragment}`;
}
