/** A name in a request that selects nothing, or more than one thing. */
export class NameError extends Error {
  /** What could have been meant, nearest first. */
  readonly candidates: readonly string[];

  constructor(message: string, candidates: readonly string[] = []) {
    super(message);
    this.name = "NameError";
    this.candidates = candidates;
  }
}
