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
}

/** The cluster does something else than the step says: the scenario fails, exit code 1. */
export class VerdictMismatch extends Plain {
  constructor(message: string) {
    super("VerdictMismatch", message);
  }
}

/** The step cannot be answered (unknown name, missing witness, bad table): the step errs, exit code 2. */
export class StepError extends Plain {
  constructor(message: string) {
    super("StepError", message);
  }
}

/** `did you mean "a" or "b"?` as the end of a message, or nothing. */
export function didYouMean(candidates: readonly string[]): string {
  if (candidates.length === 0) return "";
  return `; did you mean ${candidates.map((name) => `"${name}"`).join(" or ")}?`;
}
