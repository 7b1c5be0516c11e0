import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { traceToText } from "../../engine/index.ts";
import { Report } from "../../engine/surfaces/cli/report.ts";
import { cucumberMessages } from "../../engine/testing/cucumber-messages.ts";
import { StepError } from "../errors.ts";
import { labProfile } from "../lab-profile.ts";
import { readManifestFiles } from "../manifest-files.ts";
import type { NamedText } from "../world.ts";
import type { ScenarioResult } from "./result.ts";
import { runFeature } from "./run-feature.ts";
import type { RunOptions } from "./run-scenario.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const FEATURES = execFileSync(
  "git",
  ["ls-files", "--cached", "--others", "--exclude-standard", "*.feature"],
  { cwd: ROOT, encoding: "utf8" },
)
  .trim()
  .split("\n");

/** What both runners have to agree on. */
interface Outcome {
  readonly scenario: string;
  readonly status: string;
  readonly step?: string;
  readonly type?: string;
  readonly message: string;
}

function surroundings(uri: string): RunOptions["surroundings"] {
  const base = resolve(ROOT, dirname(uri));
  const read = (path: string): readonly NamedText[] => readManifestFiles([path], { cwd: ROOT, base }).files;
  return {
    read,
    underTest: () => {
      throw new StepError("the run was given no manifests; pass them with -f or name them in podwire.yaml");
    },
    lab: () => ({
      files: read("start"),
      profile: labProfile(read("lab.yaml")[0]?.text ?? "", basename(base)),
    }),
  };
}

const KINDS = { failed: "FAILED", errored: "FAILED", undefined: "UNDEFINED", ambiguous: "AMBIGUOUS" };

function ours(result: ScenarioResult): Outcome {
  const { uri, line, name, status, step, errorType, message } = result;
  return {
    scenario: `${uri}:${line} ${name}`,
    status: status === "passed" ? "PASSED" : KINDS[status],
    ...(step === undefined ? {} : { step: `${step.keyword}${step.text} :${step.line}` }),
    ...(errorType === undefined ? {} : { type: errorType }),
    message,
  };
}

interface Theirs {
  readonly report: Report;
  /** Feature, scenario and trace of each failed step, in the order they ran. */
  readonly traces: readonly string[];
}

/** All features through cucumber-js in one go. */
function cucumber(): Theirs {
  const report = new Report();
  const traces: string[] = [];
  const pickles = new Map<string, string>();
  const cases = new Map<string, string>();
  for (const message of cucumberMessages(FEATURES)) {
    report.receive(message);
    const { pickle, testCase, testCaseStarted, attachment } = message;
    if (pickle) pickles.set(pickle.id, `${pickle.uri} ${pickle.name}`);
    if (testCase) cases.set(testCase.id, pickles.get(testCase.pickleId) ?? "");
    if (testCaseStarted) cases.set(testCaseStarted.id, cases.get(testCaseStarted.testCaseId) ?? "");
    if (attachment) traces.push(`${cases.get(attachment.testCaseStartedId ?? "")}\n${attachment.body}`);
  }
  return { report, traces };
}

describe("the runner without Node", () => {
  it("says of every scenario what cucumber-js says", async () => {
    const { report, traces } = cucumber();
    const theirs = report.troubles.map(
      ({ uri, line, scenario, status, step, stepLine, type, message }): Outcome => ({
        scenario: `${uri}:${line} ${scenario}`,
        status,
        ...(step === undefined ? {} : { step: `${step} :${stepLine}` }),
        ...(type === undefined ? {} : { type }),
        message: status === "UNDEFINED" ? "" : message,
      }),
    );
    const results: ScenarioResult[] = [];
    for (const uri of FEATURES) {
      const text = readFileSync(resolve(ROOT, uri), "utf8");
      const { scenarios, problems } = await runFeature(text, uri, { surroundings: surroundings(uri) });
      expect(problems).toEqual([]);
      results.push(...scenarios);
    }
    const red = results.filter(({ status }) => status !== "passed").map(ours);
    expect(red).toEqual(theirs);
    expect(results.length).toBe(report.counts.scenarios);
    expect(results.length).toBeGreaterThan(500);
    expect(red.length).toBeGreaterThan(20);
    const shown = results.flatMap(({ uri, name, status, step, trace }) =>
      status === "passed" || status === "undefined" || step === undefined || trace === undefined
        ? []
        : [`${uri} ${name}\n${traceToText(trace, { color: false, width: 120 })}`],
    );
    expect(shown).toEqual(traces);
    expect(shown.length).toBeGreaterThan(5);
    // Every feature twice: minutes on a busy machine.
  }, 300_000);
});
