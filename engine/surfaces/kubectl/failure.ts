/** A command that ends early. `message` is what stderr gets, whole; the line end is added. */
export class CommandError extends Error {
  readonly exitCode: number;

  constructor(message: string, exitCode = 1) {
    super(message);
    this.name = "CommandError";
    this.exitCode = exitCode;
  }
}

/** A command that ends early, and says on stdout what led to it. */
export class PrintedError extends CommandError {
  readonly stdout: string;

  constructor(stdout: string, message: string) {
    super(message);
    this.name = "PrintedError";
    this.stdout = stdout;
  }
}

export interface StatusCause {
  readonly reason?: string;
  readonly message?: string;
  readonly field?: string;
}

/** `metav1.Status`, as far as a client reads it. */
export interface Status {
  readonly message?: string;
  readonly reason?: string;
  readonly code?: number;
  readonly details?: {
    readonly name?: string;
    readonly kind?: string;
    readonly group?: string;
    readonly causes?: readonly StatusCause[];
  };
}

/** A refusal of the server. */
export class StatusFailure extends Error {
  readonly status: Status;

  constructor(status: Status) {
    super(status.message ?? "");
    this.name = "StatusFailure";
    this.status = status;
  }

  get isNotFound(): boolean {
    return this.status.reason === "NotFound";
  }

  get isConflict(): boolean {
    return this.status.reason === "Conflict";
  }
}

/** Several failures of one command; each is shown on its own. */
export class Failures extends Error {
  readonly all: readonly Error[];

  constructor(all: readonly Error[]) {
    super(all.map(({ message }) => message).join("\n"));
    this.name = "Failures";
    this.all = all;
  }
}

/** A failure of kubectl itself, as `fmt.Errorf` makes one. */
export class PlainError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "PlainError";
  }
}

/** Throws what was collected: nothing, the only one, or all. */
export function throwAll(errors: readonly Error[]): void {
  const [first] = errors;
  if (first === undefined) return;
  throw errors.length === 1 ? first : new Failures(errors);
}

/** What kubectl's `CheckErr` prints for a failure, without the line end; `undefined` for a defect of ours. */
export function failureText(
  error: unknown,
): { readonly text: string; readonly exitCode: number } | undefined {
  if (error instanceof CommandError) return { text: error.message, exitCode: error.exitCode };
  if (error instanceof Failures) {
    const texts = error.all.map((one) => lineOf(one));
    return texts.includes(undefined) ? undefined : { text: texts.join("\n"), exitCode: 1 };
  }
  if (error instanceof StatusFailure && error.status.reason === "Invalid")
    return { text: invalidText(error.status), exitCode: 1 };
  const line = lineOf(error);
  return line === undefined ? undefined : { text: line, exitCode: 1 };
}

function lineOf(error: unknown): string | undefined {
  if (error instanceof CommandError) return error.message;
  if (error instanceof StatusFailure) return serverText(error.status);
  if (error instanceof PlainError)
    return error.message.startsWith("error: ") ? error.message : `error: ${error.message}`;
  return undefined;
}

/** `Error from server (Reason): message`. */
export function serverText({ reason = "", message = "" }: Status): string {
  if (reason === "Unauthorized") return `error: You must be logged in to the server (${message})`;
  return reason === "" ? `Error from server: ${message}` : `Error from server (${reason}): ${message}`;
}

function invalidText({ details, message = "" }: Status): string {
  if (details === undefined)
    return message === "" ? "The request is invalid" : `The request is invalid: ${message}`;
  const { kind = "", name = "", causes = [] } = details;
  const isNamed = kind !== "" || name !== "";
  const about = isNamed ? `The ${kind} ${JSON.stringify(name)} is invalid` : "The request is invalid";
  if (causes.length === 0) return isNamed || message === "" ? about : `${about}: ${message}`;
  const lines = [...new Set(causes.map(({ field = "", message: words = "" }) => `${field}: ${words}`))];
  return lines.length === 1
    ? `${about}: ${lines[0]}`
    : [`${about}: `, ...lines.map((line) => `* ${line}`)].join("\n");
}

/** A refusal that points to the help of the command. */
export function usageError(path: string, words: string, what = "help and examples"): CommandError {
  return new CommandError(`error: ${words}\nSee '${path} -h' for ${what}`);
}
