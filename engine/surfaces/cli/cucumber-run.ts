import { Writable } from "node:stream";
import {
  type IConfiguration,
  type IRunConfiguration,
  loadConfiguration,
  loadSources,
  runCucumber,
} from "@cucumber/cucumber/api";
import type { Envelope } from "@cucumber/messages";
import type { RunParameters } from "../../../steps/node.ts";
import { type Io, UsageError } from "./io.ts";
import { STEPS_MODULE } from "./package-files.ts";
import { Report } from "./report.ts";

export interface RunOptions {
  readonly features: readonly string[];
  readonly tags?: string;
  readonly names: readonly string[];
  readonly shard?: string;
  readonly parallel: number;
  /** cucumber's own formats, `NAME` or `NAME:FILE`. */
  readonly formats: readonly string[];
  readonly dryRun: boolean;
  /** Modules with step definitions of the user's own. */
  readonly steps: readonly string[];
  readonly parameters: RunParameters;
}

export interface RunResult {
  readonly report: Report;
  /** Feature files that cannot be parsed, one line each. */
  readonly syntaxErrors: readonly string[];
  /** Step definitions as they were loaded: a second run of the same process needs them, as modules are read once. */
  readonly support?: Support;
}

export type Support = Awaited<ReturnType<typeof runCucumber>>["support"];

/** Runs features through cucumber. Files that do not parse are left out and reported, so that they hide nothing else. */
export async function runFeatures(
  options: RunOptions,
  io: Io,
  onScenario: (report: Report) => void,
  again: { readonly support?: Support; readonly receive?: (message: Envelope) => void } = {},
): Promise<RunResult> {
  // Without a format of the user's own, our report is the only thing on stdout.
  const stdout = options.formats.some((format) => !format.includes(":")) ? process.stdout : new Nowhere();
  const environment = { cwd: io.cwd, env: process.env, stdout, stderr: process.stderr };
  const base = await configuration(options, options.features, environment);
  const { errors } = await loadSources(base.sources, environment);
  const broken = new Set(errors.map(({ uri }) => uri));
  const features = options.features.filter((path) => !broken.has(path.replace(/(:\d+)+$/, "")));
  const report = new Report();
  let { support } = again;
  if (features.length > 0) {
    const config = broken.size === 0 ? base : await configuration(options, features, environment);
    const loaded = support === undefined ? config : { ...config, support };
    const result = await runCucumber(loaded, environment, (message) => {
      again.receive?.(message);
      if (report.receive(message)) onScenario(report);
    }).catch(asUsage);
    support = result.support;
  }
  const syntaxErrors = errors.map(({ uri, location, message }) => {
    const words = message.replace(/^\(\d+:\d+\): /, "").replace(/\s*\n\s*/g, " ");
    return `${uri}:${location.line}:${location.column ?? 1}: error: not valid Gherkin: ${words}`;
  });
  return support === undefined ? { report, syntaxErrors } : { report, syntaxErrors, support };
}

/** A formatter that cannot be loaded is the question's fault, not ours. */
function asUsage(error: unknown): never {
  const isFormatter = error instanceof Error && error.message.startsWith("Failed to import formatter");
  if (!isFormatter) throw error;
  const { cause } = error;
  const why = cause instanceof Error ? `: ${cause.message.split("\n")[0]}` : "";
  throw new UsageError(`--format: ${error.message}${why}`);
}

async function configuration(
  options: RunOptions,
  features: readonly string[],
  environment: { readonly cwd: string },
): Promise<IRunConfiguration> {
  const provided: Partial<IConfiguration> = {
    paths: [...features],
    import: [STEPS_MODULE, ...options.steps],
    format: ["rerun", ...options.formats].map(splitFormat),
    dryRun: options.dryRun,
    parallel: options.parallel,
    name: [...options.names],
    strict: true,
    // Plain data, which its read-only types cannot say.
    worldParameters: { ...options.parameters } as unknown as IConfiguration["worldParameters"],
    ...(options.tags === undefined ? {} : { tags: options.tags }),
    ...(options.shard === undefined ? {} : { shard: options.shard }),
  };
  const { runConfiguration } = await loadConfiguration({ file: false, provided }, { cwd: environment.cwd });
  return runConfiguration;
}

/** `NAME` or `NAME:FILE`; cucumber's own reading warns of names with more than one colon. */
function splitFormat(format: string): string | [string, string] {
  const colon = format.indexOf(":");
  return colon < 0 ? format : [format.slice(0, colon), format.slice(colon + 1)];
}

class Nowhere extends Writable {
  override _write(_chunk: unknown, _encoding: string, done: () => void): void {
    done();
  }
}
