import { readManifestFiles } from "../../../steps/manifest-files.ts";
import { type ProfileSetting, profileOf } from "../../../steps/profiles.ts";
import type { NamedText } from "../../../steps/world.ts";
import { Cluster, formatIssue, type Issue } from "../../index.ts";
import type { Arguments } from "./arguments.ts";
import { readConfig } from "./config.ts";
import { type Io, UsageError } from "./io.ts";
import { readProfileSetting } from "./profile-setting.ts";

/** Flags of every command that reads manifests. */
export const CLUSTER_FLAGS = {
  file: { type: "string", short: "f", multiple: true },
  profile: { type: "string", multiple: true },
  strict: { type: "boolean" },
  assume: { type: "boolean" },
  namespace: { type: "string", short: "n" },
} as const;

/** Reads `-f` (or podwire.yaml's manifests) and loads them; warnings and notes go to stderr. */
export function loadCluster(args: Arguments, io: Io): Cluster {
  return loadFiles(readFiles(args, io), args, io);
}

/** The files that `-f` (or podwire.yaml) names. Throws `UsageError` when there are none. */
export function readFiles(args: Arguments, io: Io): readonly NamedText[] {
  const config = readConfig(io.cwd);
  const paths = args.values("file").length > 0 ? args.values("file") : config.manifests;
  if (paths.length === 0) {
    throw new UsageError(
      "which manifests? pass them with -f (a file, a folder or -), or name them in podwire.yaml",
    );
  }
  const stdin = paths.includes("-") ? { stdin: io.stdin() } : {};
  const { files } = readManifestFiles(paths, { cwd: io.cwd, ...stdin });
  if (files.length === 0)
    throw new UsageError(`no manifests in ${paths.join(", ")}: expected YAML or JSON files`);
  return files;
}

/** The profile that `--profile` (or podwire.yaml) names, as preset and switches. */
export function settingsOf(args: Arguments, io: Io): readonly ProfileSetting[] {
  const settings = args.values("profile").length > 0 ? args.values("profile") : readConfig(io.cwd).profile;
  return settings.flatMap((setting) => readProfileSetting(setting, io.cwd));
}

export function loadFiles(files: readonly NamedText[], args: Arguments, io: Io): Cluster {
  const namespace = args.value("namespace");
  const cluster = Cluster.load(files, {
    profile: profileOf(settingsOf(args, io)),
    strict: args.has("strict"),
    assume: !args.negated("assume"),
    ...(namespace === undefined ? {} : { namespace }),
  });
  noteIssues(cluster.notes(), io);
  return cluster;
}

export function noteIssues(issues: readonly Issue[], io: Io): void {
  for (const issue of issues) io.note(formatIssue(issue));
}
