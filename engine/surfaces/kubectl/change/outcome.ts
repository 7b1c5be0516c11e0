import type { Call } from "../command.ts";
import { CommandError, PlainError, StatusFailure } from "../failure.ts";
import { objectName, PLAIN_FORMATS, printerFor, withoutManagedFields } from "../print/printer.ts";
import { structJson } from "../print/struct-json.ts";
import type { ApiObject, Json } from "../server/api.ts";
import type { Query } from "../server/client.ts";

export type DryRun = "none" | "client" | "server";

export function dryRunOf({ flags }: Call): DryRun {
  const value = flags.text("dry-run");
  if (value === "none" || value === "client" || value === "server") return value;
  if (value === "unchanged") return "client";
  throw new PlainError(`Invalid dry-run value (${value}). Must be "none", "server", or "client".`);
}

/** The query of a request that writes. */
export function writeQuery(call: Call): Query {
  const { flags } = call;
  return {
    dryRun: flags.has("dry-run") && dryRunOf(call) === "server" ? "All" : undefined,
    fieldManager: (flags.has("field-manager") && flags.text("field-manager")) || undefined,
    fieldValidation: flags.has("validate") ? validation(flags.text("validate")) : undefined,
  };
}

function validation(value: string): string {
  switch (value) {
    case "true":
    case "strict":
      return "Strict";
    case "warn":
      return "Warn";
    case "ignore":
    case "false":
      return "Ignore";
    default:
      throw new PlainError(
        `invalid - validate option ${JSON.stringify(value)}; must be one of: strict (or true), warn, ignore (or false)`,
      );
  }
}

/** Prints objects that were written: what became of each, or the objects themselves where `-o` asks for them. */
export class Outcome {
  readonly #call: Call;
  readonly #suffix: string;
  #documents = 0;

  constructor(call: Call) {
    this.#call = call;
    const dryRun = call.flags.has("dry-run") ? dryRunOf(call) : "none";
    // The real one adds the time and its process to this line.
    if (call.flags.has("dry-run") && call.flags.text("dry-run") === "unchanged")
      call.session.err("--dry-run is deprecated and can be replaced with --dry-run=client.\n");
    this.#suffix = dryRun === "none" ? "" : dryRun === "client" ? " (dry run)" : " (server dry run)";
    // A format that does not exist is refused before anything is written.
    if (!["", "name"].includes(this.#format)) this.#printer();
  }

  get isSilent(): boolean {
    return this.#format !== "";
  }

  get #format(): string {
    const { flags } = this.#call;
    return flags.has("output") ? flags.text("output") : "";
  }

  #printer(): (object: ApiObject) => string {
    const { flags, session } = this.#call;
    return printerFor(this.#format, flags, session.around, PLAIN_FORMATS);
  }

  /** `inStructs` for an object that kubectl made itself, whose JSON has the order of Go's structs. */
  print(object: ApiObject, what: string, inStructs = false): void {
    const { session } = this.#call;
    if (this.#format === "") session.out(`${objectName(object)} ${what}${this.#suffix}\n`);
    else if (this.#format === "name") session.out(`${objectName(object)}\n`);
    else if (this.#format === "json" && inStructs)
      session.out(`${structJson(withoutManagedFields(object))}\n`);
    else {
      const separator = this.#format === "yaml" && this.#documents++ > 0 ? "---\n" : "";
      session.out(separator + this.#printer()(object));
    }
  }
}

/** The same refusal, with what was tried and the file that it came from. */
export function withSource(error: unknown, verb: string, file: string): unknown {
  if (!(error instanceof StatusFailure)) return error;
  const message = `error when ${verb} ${JSON.stringify(file)}: ${error.message}`;
  return new StatusFailure({ ...error.status, message });
}

/** Runs something whose refusals name a file. */
export function inSource<T>(verb: string, file: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw withSource(error, verb, file);
  }
}

/** The only argument, which names the new object. */
export function nameArgument({ args, dash, path }: Call): string {
  const own = dash === undefined ? args.length : dash;
  if (own === 1 && args[0] !== undefined) return args[0];
  throw new CommandError(
    `error: exactly one NAME is required, got ${own}\nSee '${path} -h' for help and examples`,
  );
}

export function requireFlags({ flags }: Call, ...names: readonly string[]): void {
  const missing = names.filter((name) => !flags.changed(name));
  if (missing.length > 0)
    throw new CommandError(
      `error: required flag(s) ${missing.map((name) => JSON.stringify(name)).join(", ")} not set`,
    );
}

/** A map without the fields that have no value. */
export function compact(object: Readonly<Record<string, unknown>>): Json {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}
