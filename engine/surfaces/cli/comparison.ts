import type { Envelope, GherkinDocument, Pickle } from "@cucumber/messages";
import { scenarioLine, stepPlace } from "../../../steps/runner/place.ts";
import { VERDICT_MEDIA_TYPE, type VerdictRecord } from "../../../steps/verdict-record.ts";

/** What one step of one scenario came to. */
export interface Verdict extends VerdictRecord {
  readonly uri: string;
  readonly scenario: string;
  readonly line: number;
  /** Keyword and text. */
  readonly step: string;
  readonly stepLine: number;
  /** Whether it claims something, rather than asks. */
  readonly isClaim: boolean;
}

/** Collects the verdicts of a run from cucumber's messages, by scenario and step. */
export class Verdicts {
  readonly #documents = new Map<string, GherkinDocument>();
  readonly #pickles = new Map<string, Pickle>();
  readonly #cases = new Map<
    string,
    { readonly pickleId: string; readonly steps: ReadonlyMap<string, string | undefined> }
  >();
  readonly #started = new Map<string, string>();
  readonly found: Map<string, Verdict> = new Map();

  receive({
    gherkinDocument,
    pickle,
    testCase,
    testCaseStarted,
    attachment,
    testStepFinished,
  }: Envelope): void {
    if (gherkinDocument?.uri) this.#documents.set(gherkinDocument.uri, gherkinDocument);
    if (pickle) this.#pickles.set(pickle.id, pickle);
    if (testCase) {
      const steps = new Map(testCase.testSteps.map(({ id, pickleStepId }) => [id, pickleStepId]));
      this.#cases.set(testCase.id, { pickleId: testCase.pickleId, steps });
    }
    if (testCaseStarted) this.#started.set(testCaseStarted.id, testCaseStarted.testCaseId);
    if (attachment?.mediaType === VERDICT_MEDIA_TYPE) {
      const text = attachment.contentEncoding === "BASE64" ? atob(attachment.body) : attachment.body;
      this.#note(attachment.testCaseStartedId, attachment.testStepId, JSON.parse(text) as VerdictRecord);
    }
    if (testStepFinished?.testStepResult.status === "FAILED") {
      const why = (testStepFinished.testStepResult.message ?? "").split("\n").slice(0, 2);
      this.#note(testStepFinished.testCaseStartedId, testStepFinished.testStepId, { verdict: "error", why });
    }
  }

  #note(startedId: string | undefined, stepId: string | undefined, record: VerdictRecord): void {
    const known = this.#cases.get(this.#started.get(startedId ?? "") ?? "");
    const pickle = this.#pickles.get(known?.pickleId ?? "");
    const step = pickle?.steps.find(({ id }) => id === known?.steps.get(stepId ?? ""));
    if (pickle === undefined || step === undefined) return;
    const document = this.#documents.get(pickle.uri);
    const place = stepPlace(document, step.astNodeIds);
    const verdict: Verdict = {
      ...record,
      uri: pickle.uri,
      scenario: pickle.name,
      line: scenarioLine(document, pickle),
      step: `${place?.keyword ?? ""}${step.text}`,
      stepLine: place?.line ?? 0,
      isClaim: step.type === "Outcome",
    };
    // A step of an outline stands once in the file, for every row of its examples.
    this.found.set(`${pickle.uri} ${verdict.line} ${verdict.stepLine}`, verdict);
  }
}

/** A step that came to something else in the other run; absent where that run did not get there. */
export interface Difference {
  readonly one: Verdict;
  readonly other?: Verdict;
}

export interface Comparison {
  readonly differences: readonly Difference[];
  readonly scenarios: number;
  /** Requests, and claims that were judged. */
  readonly requests: number;
  readonly claims: { readonly all: number; readonly one: number; readonly other: number };
}

/** Every request that differs; of claims only those that no differing request before them explains. */
export function compare(one: Verdicts, other: Verdicts): Comparison {
  const differing = new Set<string>();
  const differences: Difference[] = [];
  for (const [key, verdict] of one.found) {
    const second = other.found.get(key);
    if (second?.verdict === verdict.verdict) continue;
    const scenario = `${verdict.uri} ${verdict.line}`;
    if (verdict.isClaim && differing.has(scenario)) continue;
    differing.add(scenario);
    differences.push(second === undefined ? { one: verdict } : { one: verdict, other: second });
  }
  const all = [...one.found.values()];
  const claims = (verdicts: Verdicts): readonly Verdict[] =>
    [...verdicts.found.values()].filter(({ isClaim }) => isClaim);
  const held = (verdicts: Verdicts): number =>
    claims(verdicts).filter(({ verdict }) => verdict === "holds").length;
  return {
    differences,
    scenarios: new Set(all.map(({ uri, line }) => `${uri} ${line}`)).size,
    requests: all.filter(({ isClaim }) => !isClaim).length,
    claims: { all: claims(one).length, one: held(one), other: held(other) },
  };
}
