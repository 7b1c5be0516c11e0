import type { Envelope, GherkinDocument, Pickle, TestStepResult } from "@cucumber/messages";
import { missingClaim } from "../../../steps/runner/claim.ts";
import { scenarioLine, stepPlace } from "../../../steps/runner/place.ts";
import { ALL_STEPS } from "../../../steps/vocabulary.ts";
import type { ExitCode } from "./io.ts";

/** A scenario that is not green, with the step that made it so. */
export interface Trouble {
  readonly uri: string;
  readonly line: number;
  readonly scenario: string;
  /** Keyword and text of the step; absent when a hook went wrong. */
  readonly step?: string;
  readonly stepLine?: number;
  /** As cucumber says it: FAILED, UNDEFINED, AMBIGUOUS, PENDING. */
  readonly status: string;
  /** Class name of what was thrown. */
  readonly type?: string;
  readonly message: string;
}

export interface Counts {
  readonly scenarios: number;
  readonly passed: number;
  readonly steps: number;
}

interface Running {
  readonly pickle: Pickle;
  steps: number;
  trouble?: Trouble;
}

/** What a step throws when the question was wrong, not the answer. */
const INPUT_ERRORS: ReadonlySet<string> = new Set(["StepError", "InputError", "NameError"]);

const OURS: ReadonlySet<string> = new Set(ALL_STEPS.map(({ expression }) => expression));

/** Collects cucumber's messages into what a person wants to know. */
export class Report {
  readonly #documents = new Map<string, GherkinDocument>();
  readonly #pickles = new Map<string, Pickle>();
  readonly #cases = new Map<
    string,
    { readonly pickleId: string; readonly stepIds: ReadonlyMap<string, string | undefined> }
  >();
  readonly #running = new Map<string, Running>();
  readonly #foreignDefinitions = new Set<string>();
  readonly #foreign = new Set<string>();
  readonly troubles: Trouble[] = [];
  readonly perFile: Map<string, { passed: number; total: number }> = new Map();
  #counts = { scenarios: 0, passed: 0, steps: 0 };
  #total = 0;

  get counts(): Counts {
    return this.#counts;
  }

  /** Scenarios that will run, as far as it is known. */
  get total(): number {
    return this.#total;
  }

  /** Takes one message; returns whether a scenario has just finished. */
  receive(message: Envelope): boolean {
    if (message.gherkinDocument?.uri)
      this.#documents.set(message.gherkinDocument.uri, message.gherkinDocument);
    if (message.pickle) this.#pickles.set(message.pickle.id, message.pickle);
    if (message.stepDefinition && !OURS.has(message.stepDefinition.pattern.source))
      this.#foreignDefinitions.add(message.stepDefinition.id);
    if (message.testCase) {
      const { id, pickleId, testSteps } = message.testCase;
      for (const { pickleStepId, stepDefinitionIds = [] } of testSteps) {
        const isForeign = stepDefinitionIds.some((one) => this.#foreignDefinitions.has(one));
        if (isForeign && pickleStepId !== undefined) this.#foreign.add(pickleStepId);
      }
      this.#total++;
      this.#cases.set(id, {
        pickleId,
        stepIds: new Map(testSteps.map((step) => [step.id, step.pickleStepId])),
      });
    }
    if (message.testCaseStarted) this.#start(message.testCaseStarted.id, message.testCaseStarted.testCaseId);
    if (message.testStepFinished) {
      const { testCaseStartedId, testStepId, testStepResult } = message.testStepFinished;
      this.#step(testCaseStartedId, testStepId, testStepResult);
    }
    if (message.testCaseFinished === undefined) return false;
    this.#finish(message.testCaseFinished.testCaseStartedId);
    return true;
  }

  /** 1 for verdicts that differ, 2 for questions that are wrong, 3 for errors of ours. */
  exitCode(): ExitCode {
    return this.troubles.reduce<ExitCode>((worst, trouble) => {
      const code = codeOf(trouble);
      return code > worst ? code : worst;
    }, 0);
  }

  #start(id: string, testCaseId: string): void {
    const pickle = this.#pickles.get(this.#cases.get(testCaseId)?.pickleId ?? "");
    if (pickle === undefined) return;
    this.#running.set(id, { pickle, steps: 0 });
    this.#caseOf.set(id, testCaseId);
  }

  readonly #caseOf = new Map<string, string>();

  #step(startedId: string, testStepId: string, result: TestStepResult): void {
    const running = this.#running.get(startedId);
    if (running === undefined) return;
    const pickleStepId = this.#cases.get(this.#caseOf.get(startedId) ?? "")?.stepIds.get(testStepId);
    if (pickleStepId !== undefined) running.steps++;
    const isFine = ["PASSED", "SKIPPED"].includes(result.status);
    if (isFine || running.trouble !== undefined) return;
    running.trouble = this.#troubleOf(running.pickle, pickleStepId, result);
  }

  #troubleOf(pickle: Pickle, pickleStepId: string | undefined, result: TestStepResult): Trouble {
    const document = this.#documents.get(pickle.uri);
    const step = pickle.steps.find(({ id }) => id === pickleStepId);
    const place = step === undefined ? undefined : stepPlace(document, step.astNodeIds);
    const type = result.exception?.type;
    return {
      uri: pickle.uri,
      line: scenarioLine(document, pickle),
      scenario: pickle.name,
      ...(step === undefined ? {} : { step: `${place?.keyword ?? ""}${step.text}` }),
      ...(place === undefined ? {} : { stepLine: place.line }),
      status: result.status,
      ...(type === undefined ? {} : { type }),
      message: result.exception?.message ?? result.message ?? "",
    };
  }

  #withoutClaim(pickle: Pickle): Trouble | undefined {
    const message = missingClaim(pickle);
    // Steps of the user's own may claim whatever their keyword.
    if (message === undefined || pickle.steps.some(({ id }) => this.#foreign.has(id))) return undefined;
    return {
      uri: pickle.uri,
      line: scenarioLine(this.#documents.get(pickle.uri), pickle),
      scenario: pickle.name,
      status: "FAILED",
      type: "StepError",
      message,
    };
  }

  #finish(startedId: string): void {
    const running = this.#running.get(startedId);
    if (running === undefined) return;
    this.#running.delete(startedId);
    const { pickle, steps } = running;
    const trouble = running.trouble ?? this.#withoutClaim(pickle);
    const passed = trouble === undefined ? 1 : 0;
    const { scenarios, passed: before, steps: stepsBefore } = this.#counts;
    this.#counts = { scenarios: scenarios + 1, passed: before + passed, steps: stepsBefore + steps };
    const file = this.perFile.get(pickle.uri) ?? { passed: 0, total: 0 };
    this.perFile.set(pickle.uri, { passed: file.passed + passed, total: file.total + 1 });
    if (trouble !== undefined) this.troubles.push(trouble);
  }
}

export function codeOf({ status, type }: Trouble): ExitCode {
  if (status !== "FAILED") return 2;
  if (type === "VerdictMismatch" || type === "AssertionError") return 1;
  return type !== undefined && INPUT_ERRORS.has(type) ? 2 : 1;
}
