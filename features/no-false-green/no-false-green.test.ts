import type { Envelope } from "@cucumber/messages";
import { beforeAll, describe, expect, it } from "vitest";
import { cucumberMessages } from "../../engine/testing/cucumber-messages.ts";

type Message = Envelope;
type Document = NonNullable<Message["gherkinDocument"]>;
type Child = NonNullable<Document["feature"]>["children"][number];

/** What the feature file promises, and what the run did. */
interface Story {
  readonly name: string;
  readonly line: string;
  readonly tag: string | undefined;
  readonly reason: string | undefined;
  readonly statuses: readonly string[];
  readonly type: string | undefined;
  readonly message: string;
  /** Media types of what the run attached. */
  readonly attached: readonly string[];
}

const EXPECTED: Readonly<Record<string, { readonly status: string; readonly type: string | undefined }>> = {
  "@errs": { status: "FAILED", type: "StepError" },
  "@fails": { status: "FAILED", type: "VerdictMismatch" },
  "@undefined": { status: "UNDEFINED", type: undefined },
};

function descriptions(messages: readonly Message[]): ReadonlyMap<string, string> {
  const children = messages.flatMap(({ gherkinDocument }): readonly Child[] => [
    ...(gherkinDocument?.feature?.children ?? []),
  ]);
  return new Map(
    children.flatMap(({ scenario }) => (scenario ? [[scenario.id, scenario.description] as const] : [])),
  );
}

function storiesOf(messages: readonly Message[]): readonly Story[] {
  const told = descriptions(messages);
  const cases = messages.flatMap(({ testCase }) => testCase ?? []);
  const started = messages.flatMap(({ testCaseStarted }) => testCaseStarted ?? []);
  const finished = messages.flatMap(({ testStepFinished }) => testStepFinished ?? []);
  const attachments = messages.flatMap(({ attachment }) => attachment ?? []);
  return messages.flatMap(({ pickle }): readonly Story[] => {
    if (pickle === undefined) return [];
    const own = cases.find(({ pickleId }) => pickleId === pickle.id);
    const attempt = started.find(({ testCaseId }) => testCaseId === own?.id);
    const results = finished.filter(({ testCaseStartedId }) => testCaseStartedId === attempt?.id);
    const red = results.find(
      ({ testStepResult: { status } }) => status === "FAILED" || status === "UNDEFINED",
    );
    const exception = red?.testStepResult.exception;
    return [
      {
        name: pickle.name,
        line: pickle.uri,
        tag: pickle.tags.map(({ name }) => name).find((name) => name in EXPECTED),
        reason: /Reason: (.*)/.exec(told.get(pickle.astNodeIds[0] ?? "") ?? "")?.[1]?.trim(),
        statuses: results.map(({ testStepResult: { status } }) => status),
        type: exception?.type,
        message: exception?.message ?? "",
        attached: attachments
          .filter(({ testCaseStartedId }) => testCaseStartedId === attempt?.id)
          .map(({ mediaType }) => mediaType),
      },
    ];
  });
}

describe("no false green", () => {
  let stories: readonly Story[] = [];

  beforeAll(async () => {
    stories = storiesOf(cucumberMessages(["features/no-false-green/*.feature"]));
  }, 60_000);

  it("tells many stories, each with the way it turns red and its reason", () => {
    expect(stories.length).toBeGreaterThanOrEqual(50);
    expect(stories.filter(({ tag, reason }) => tag === undefined || (reason ?? "") === "")).toEqual([]);
    expect(new Set(stories.map(({ tag }) => tag))).toEqual(new Set(Object.keys(EXPECTED)));
  });

  it("turns every one of them red for that reason", () => {
    const wrong = stories.flatMap(({ name, line, tag = "", reason = "", statuses, type, message }) => {
      const expected = EXPECTED[tag];
      const red = statuses.filter((status) => status !== "PASSED" && status !== "SKIPPED");
      const same =
        red.length === 1 &&
        red[0] === expected?.status &&
        type === expected?.type &&
        (tag === "@undefined" || message.includes(reason));
      return same
        ? []
        : [`${line}: ${name}: ${statuses.join(" ")}: ${type}: ${message}\n  expected ${tag} ${reason}`];
    });
    expect(wrong).toEqual([]);
  });

  it("turns red at the last step, not before", () => {
    const early = stories.filter(({ statuses }) => statuses.slice(0, -1).includes("SKIPPED"));
    expect(early.map(({ name }) => name)).toEqual([]);
  });

  it("attaches the trace to a verdict that is wrong", () => {
    const verdicts = stories.filter(({ message }) => /^expected: it (?!resolves)/.test(message));
    expect(verdicts.length).toBeGreaterThanOrEqual(6);
    expect(
      verdicts.filter(({ attached }) => attached.join() !== "text/plain").map(({ name }) => name),
    ).toEqual([]);
  });

  it("prints no stack trace", () => {
    expect(
      stories.filter(({ message }) => /\n\s+at .*:\d+:\d+/.test(message)).map(({ name }) => name),
    ).toEqual([]);
  });
});
