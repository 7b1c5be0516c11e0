import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import parseTags from "@cucumber/tag-expressions";
import { readManifestFiles } from "../../../../steps/manifest-files.ts";
import { profileOf } from "../../../../steps/profiles.ts";
import { suggest } from "../../../index.ts";
import { type Arguments, oneOf, readArguments } from "../arguments.ts";
import { CLUSTER_FLAGS } from "../cluster-input.ts";
import { runTwice } from "../compare-run.ts";
import { type Config, readConfig } from "../config.ts";
import { type RunOptions, runFeatures } from "../cucumber-run.ts";
import { findFeatures } from "../feature-files.ts";
import { type ExitCode, type Io, UsageError, worst } from "../io.ts";
import { readProfileSetting } from "../profile-setting.ts";
import { Progress } from "../progress.ts";
import { reportText } from "../report-text.ts";
import { watch } from "../watch.ts";

const FLAGS = {
  ...CLUSTER_FLAGS,
  target: { type: "string" },
  tags: { type: "string", short: "t" },
  name: { type: "string", multiple: true },
  shard: { type: "string" },
  parallel: { type: "string" },
  format: { type: "string", multiple: true },
  watch: { type: "boolean" },
  "dry-run": { type: "boolean" },
  "compare-profile": { type: "string", multiple: true },
  output: { type: "string", short: "o" },
} as const;

/** `podwire test [PATH…]`: feature files against manifests. */
export async function test(argv: readonly string[], io: Io): Promise<ExitCode> {
  const args = readArguments(argv, FLAGS);
  const target = args.value("target") ?? "engine";
  if (target !== "engine") throw new UsageError(`--target ${target}: expected engine`);
  const config = readConfig(io.cwd);
  const options = optionsOf(args, config, io);
  if (args.has("watch")) return watch(argv, watchedPaths(args, config, options), io);
  if (options.features.length === 0) {
    io.note("no feature files found: nothing was tested");
    return 2;
  }
  const other = args.values("compare-profile").flatMap((setting) => readProfileSetting(setting, io.cwd));
  const output = oneOf("-o", args.value("output") ?? "text", ["text", "json"] as const);
  if (other.length === 0) {
    if (output === "json")
      throw new UsageError("-o json belongs to --compare-profile; a run writes --format json");
    return run(options, io);
  }
  profileOf([...(options.parameters.profile ?? []), ...other]); // a word that is no profile is found out before the run
  return runTwice(options, other, output, io);
}

async function run(options: RunOptions, io: Io): Promise<ExitCode> {
  const start = performance.now();
  const progress = new Progress(io, start);
  const { report, syntaxErrors } = await runFeatures(options, io, (now) => progress.show(now));
  progress.clear();
  for (const error of syntaxErrors) io.note(error);
  const ranNothing = report.counts.scenarios === 0;
  const text = reportText(report, (performance.now() - start) / 1000, io.color);
  const isOurs = options.formats.every((format) => format.includes(":"));
  if (!ranNothing && isOurs) io.out(text);
  if (ranNothing) io.note(whyNothing(options, syntaxErrors));
  return worst(report.exitCode(), ranNothing || syntaxErrors.length > 0 ? 2 : 0);
}

function whyNothing({ features, tags, names, shard }: RunOptions, syntaxErrors: readonly string[]): string {
  const filters = [
    ...(tags === undefined ? [] : [`--tags "${tags}"`]),
    ...names.map((name) => `--name "${name}"`),
    ...(shard === undefined ? [] : [`--shard ${shard}`]),
  ];
  const files = `${features.length} feature ${features.length === 1 ? "file" : "files"}`;
  if (filters.length > 0)
    return `no scenario in ${files} matches ${filters.join(" and ")}: nothing was tested`;
  return syntaxErrors.length > 0 ? "nothing was tested" : `no scenario in ${files}: nothing was tested`;
}

function optionsOf(args: Arguments, config: Config, io: Io): RunOptions {
  const paths = args.positionals.length > 0 ? args.positionals : config.features;
  const manifests = args.values("file").length > 0 ? args.values("file") : config.manifests;
  const settings = args.values("profile").length > 0 ? args.values("profile") : config.profile;
  const formats = args.values("format").length > 0 ? args.values("format") : config.formats;
  const [tags, shard] = [args.value("tags"), args.value("shard")];
  if (tags !== undefined) checkTags(tags);
  for (const format of formats) checkFormat(format);
  // Even when no scenario asks for them: the reader finds the words.
  for (const path of manifests) {
    if (path !== "-" && !existsSync(resolve(io.cwd, path))) readManifestFiles([path], { cwd: io.cwd });
  }
  if (shard !== undefined && !/^[1-9]\d*\/[1-9]\d*$/.test(shard))
    throw new UsageError(`--shard ${shard}: expected i/n`);
  const parallel = args.value("parallel") ?? "0";
  if (!/^\d+$/.test(parallel)) throw new UsageError(`--parallel ${parallel}: expected a number`);
  return {
    features: findFeatures(paths.length > 0 ? paths : ["features"], io.cwd),
    names: args.values("name"),
    parallel: Number(parallel),
    formats,
    dryRun: args.has("dry-run"),
    steps: config.steps,
    parameters: {
      manifests,
      ...(manifests.includes("-") ? { stdin: io.stdin() } : {}),
      profile: settings.flatMap((setting) => readProfileSetting(setting, io.cwd)),
      strict: args.has("strict"),
      assume: !args.negated("assume"),
    },
    ...(tags === undefined ? {} : { tags }),
    ...(shard === undefined ? {} : { shard }),
  };
}

function watchedPaths(
  args: Arguments,
  config: Config,
  { features, parameters }: RunOptions,
): readonly string[] {
  const named =
    args.positionals.length > 0
      ? args.positionals
      : config.features.length > 0
        ? config.features
        : ["features"];
  return [...named, ...(parameters.manifests ?? []), ...features].filter((path) => path !== "-");
}

function checkTags(tags: string): void {
  try {
    parseTags(tags);
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    throw new UsageError(`--tags: ${words} Expected e.g. "@smoke and not @slow"`);
  }
}

/** What cucumber-js brings; anything else is a module's path or name. */
const FORMATS = [
  "html",
  "json",
  "junit",
  "message",
  "pretty",
  "progress",
  "progress-bar",
  "rerun",
  "snippets",
  "summary",
  "usage",
  "usage-json",
];

/** A word alone that is no format is a slip; found out before the run, not after it. */
function checkFormat(format: string): void {
  const name = format.split(":")[0] ?? "";
  if (FORMATS.includes(name) || !/^[a-z-]+$/i.test(name) || isInstalled(name)) return;
  const near = suggest(name, FORMATS, 1);
  throw new UsageError(
    `--format ${name}: no such format; ${near.length > 0 ? `did you mean ${near[0]}?` : `there are ${FORMATS.join(", ")}`}`,
  );
}

function isInstalled(name: string): boolean {
  try {
    createRequire(`${process.cwd()}/`).resolve(name);
    return true;
  } catch {
    return false;
  }
}
