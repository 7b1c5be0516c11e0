import type { ProfileSetting } from "../../../steps/profiles.ts";
import { compare, Verdicts } from "./comparison.ts";
import { comparisonJson, comparisonText } from "./comparison-text.ts";
import { type RunOptions, type RunResult, runFeatures, type Support } from "./cucumber-run.ts";
import { type ExitCode, type Io, worst } from "./io.ts";

/**
 * The same features under two profiles. Claims are judged and stop nothing, so that both runs ask everything.
 * 1 when a verdict differs, 2 when a scenario errs or nothing ran.
 */
export async function runTwice(
  options: RunOptions,
  settings: readonly ProfileSetting[],
  output: "text" | "json",
  io: Io,
): Promise<ExitCode> {
  const [one, other] = [new Verdicts(), new Verdicts()];
  const first = await runWith(options, [], one, io);
  const second = await runWith(options, settings, other, io, first.support);
  for (const error of first.syntaxErrors) io.note(error);
  const result = compare(one, other);
  if (result.requests === 0) {
    io.note("no scenario asked anything: nothing was compared");
    return 2;
  }
  const own = options.parameters.profile ?? [];
  const names = { one: own.join(", ") || "the default profile", other: settings.join(", ") };
  io.out(output === "json" ? comparisonJson(result, names) : comparisonText(result, names, io.color));
  const errors = [first, second].some(({ report }) => report.exitCode() > 1) || first.syntaxErrors.length > 0;
  for (const trouble of [...first.report.troubles, ...second.report.troubles])
    io.note(`${trouble.uri}:${trouble.stepLine ?? trouble.line}: error: ${trouble.message.split("\n")[0]}`);
  return worst(result.differences.length > 0 ? 1 : 0, errors ? 2 : 0);
}

function runWith(
  options: RunOptions,
  settings: readonly ProfileSetting[],
  verdicts: Verdicts,
  io: Io,
  support?: Support,
): Promise<RunResult> {
  const { parameters } = options;
  const profile = [...(parameters.profile ?? []), ...settings];
  const compared = {
    ...options,
    parallel: 0,
    formats: [],
    parameters: { ...parameters, profile, compare: true },
  };
  return runFeatures(compared, io, () => undefined, {
    ...(support === undefined ? {} : { support }),
    receive: (message) => verdicts.receive(message),
  });
}
