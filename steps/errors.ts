import type { Issue, Trace } from "../engine/index.ts";

/**
 * The two ways a step ends red. Both print without a stack trace: the reader's mistake is in a manifest or a
 * feature file, never at a line of ours.
 */
abstract class Plain extends Error {
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
    this.stack = `${name}: ${message}`;
  }

  /**
   * error-stack-parser, which cucumber-js asks first, reads this before `stack`, and looks for Safari's frames in a stack that
   * has none of V8's: in a long line full of quotes, as JSON is, that takes minutes. It has to give up at once.
   */
  get stacktrace(): never {
    throw new TypeError("there are no frames");
  }
}

/** Why a claim does not hold, beyond its words. */
interface Grounds {
  /** The request that the claim speaks of. */
  readonly trace?: Trace;
  /** What differs, where no single request decides: `connection-extra`, `connection-missing`. */
  readonly code?: string;
}

/** The cluster does something else than the step says: the scenario fails, exit code 1. */
export class VerdictMismatch extends Plain {
  readonly grounds: Grounds;

  constructor(message: string, grounds: Grounds = {}) {
    super("VerdictMismatch", message);
    this.grounds = grounds;
  }
}

/** The step cannot be answered (unknown name, missing witness, bad table): the step errs, exit code 2. */
export class StepError extends Plain {
  /** What the input was refused for, when that is why. */
  readonly issues: readonly Issue[];

  constructor(message: string, issues: readonly Issue[] = []) {
    super("StepError", message);
    this.issues = issues;
  }
}

/** `did you mean "a" or "b"?` as the end of a message, or nothing. */
export function didYouMean(candidates: readonly string[]): string {
  if (candidates.length === 0) return "";
  return `; did you mean ${candidates.map((name) => `"${name}"`).join(" or ")}?`;
}
