import type { Issue, Trace } from "../../engine/index.ts";

/**
 * - `failed`: a claim does not hold
 * - `errored`: the question is wrong: an unknown name, a refused manifest, a missing witness, a defect of ours
 * - `undefined`, `ambiguous`: no step, or several, read like this
 */
export type ScenarioStatus = "passed" | "failed" | "errored" | "undefined" | "ambiguous";

/** The step that made a scenario red. */
export interface FailedStep {
  readonly keyword: string;
  readonly text: string;
  readonly line: number;
}

/** An object that decided a verdict, and where it was written. */
export interface DecidingObject {
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  readonly file?: string;
  readonly line?: number;
}

/** Why a scenario is red, as data. */
export interface Reason {
  /** Of the step that decided, e.g. `nobody-listens`; or `connection-extra`, `mismatch`, `input-refused`, `question-wrong`. */
  readonly code: string;
  /** The function that recorded it, e.g. `network-policy`. */
  readonly function?: string;
  /** The deciding object first. */
  readonly objects: readonly DecidingObject[];
}

export interface ScenarioResult {
  readonly uri: string;
  readonly line: number;
  readonly name: string;
  /** With their `@`. */
  readonly tags: readonly string[];
  readonly status: ScenarioStatus;
  /** Absent when it passed, and when nothing but the scenario as a whole is wrong. */
  readonly step?: FailedStep;
  /** Name of what was thrown, as `StepError`. */
  readonly errorType?: string;
  /** Empty when it passed. */
  readonly message: string;
  /** The parts of a message that has them. */
  readonly expected?: string;
  readonly observed?: string;
  /** The rest of the message: the trace in words, or the whole message of an error. */
  readonly why?: string;
  readonly reason?: Reason;
  /** What a manifest was refused for. */
  readonly issues: readonly Issue[];
  /** Of the request that the failed claim speaks of, else of the last one. */
  readonly trace?: Trace;
  /** What the scenario's manifests should be looked at for. */
  readonly notes: readonly Issue[];
}
