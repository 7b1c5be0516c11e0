/** What a command may touch of the outside, so that a test can watch it. */
export interface Io {
  /** The result, and nothing else. */
  readonly out: (text: string) => void;
  /** Progress and notes. */
  readonly note: (text: string) => void;
  readonly cwd: string;
  /** Whether the result may be coloured. */
  readonly color: boolean;
  /** Whether somebody watches stderr. */
  readonly watched: boolean;
  /** Whether somebody types. */
  readonly interactive: boolean;
  /** Lets whoever types change a text in an editor; absent where nobody types. */
  readonly edit?: (text: string) => string | undefined;
  /** Columns of the terminal. */
  readonly width: number;
  /** All of standard input; asked for only when a path is `-`. */
  readonly stdin: () => string;
}

/** Highest wins: the run passed, something failed, the input is unusable, a defect of ours. */
export type ExitCode = 0 | 1 | 2 | 3;

/** A command line that cannot be understood. Ends with exit code 2. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "UsageError";
  }
}

export function worst(...codes: readonly ExitCode[]): ExitCode {
  return codes.reduce((highest, code) => (code > highest ? code : highest), 0);
}
