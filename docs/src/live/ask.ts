import { type Trace, traceToText } from "../../../engine/index.ts";
import type { ScenarioResult } from "../../../steps/runner/result.ts";
import { runFeature } from "../../../steps/runner/run-feature.ts";

/** What a live example asks: manifests, and requests with the ending that its author expects. */
export interface LiveQuestion {
  /** A preset's name or one switch. */
  readonly profile: string;
  readonly manifests: string;
  readonly requests: readonly {
    readonly text: string;
    readonly ending: string;
    readonly status?: number;
  }[];
}

export interface LiveAnswer {
  /** `yes`: it ended as expected. `error`: the question or the manifests are wrong. */
  readonly asExpected: "yes" | "no" | "error";
  /** As `answered 200`; empty for an error. Several where branches differ. */
  readonly ending: string;
  readonly succeeded: boolean;
  /** The trace in words, or what is wrong. */
  readonly text: string;
}

export const MANIFESTS_NAME = "manifests.yaml";

/** Columns of a trace on a page. */
const WIDTH = 92;

/** Asks every request of a cluster of its own. Never throws for what a reader may write. */
export async function askAll(question: LiveQuestion): Promise<readonly LiveAnswer[]> {
  const lines = question.requests.map(({ text, ending, status }, index) => [
    `  Scenario: ${index}`,
    `    Given the profile "${question.profile}"`,
    "    And the manifests under test",
    `    When ${text}`,
    `    Then it ends as ${ending}`,
    ...(status === undefined ? [] : [`    And the response status is ${status}`]),
  ]);
  const feature = ["Feature: live", ...lines.flat()].join("\n");
  const { scenarios, problems } = await runFeature(feature, "live", {
    surroundings: {
      read: () => [],
      underTest: () => [{ name: MANIFESTS_NAME, text: question.manifests }],
    },
  });
  const [problem] = problems;
  if (problem !== undefined) {
    const error = { asExpected: "error", ending: "", succeeded: false, text: problem.message } as const;
    return question.requests.map(() => error);
  }
  return scenarios.map(answerOf);
}

function answerOf({ status, trace, message }: ScenarioResult): LiveAnswer {
  if (trace === undefined) return { asExpected: "error", ending: "", succeeded: false, text: message };
  return {
    asExpected: status === "passed" ? "yes" : status === "failed" ? "no" : "error",
    ending: endingOf(trace),
    succeeded: trace.outcome === "success",
    text: traceToText(trace, { color: false, width: WIDTH }),
  };
}

function endingOf({ branches }: Trace): string {
  const endings = branches.map(({ ending }) =>
    ending.kind === "answered" && ending.status !== undefined ? `answered ${ending.status}` : ending.kind,
  );
  return [...new Set(endings)].join(", ");
}
