import { StepError } from "../../../steps/errors.ts";
import { formatIssue, InputError, NameError, suggest } from "../../index.ts";
import { init } from "./commands/init.ts";
import { lab } from "./commands/lab.ts";
import { lint } from "./commands/lint.ts";
import { profiles } from "./commands/profiles.ts";
import { render } from "./commands/render.ts";
import { snapshot } from "./commands/snapshot.ts";
import { steps } from "./commands/steps.ts";
import { test } from "./commands/test.ts";
import { trace } from "./commands/trace.ts";
import { COMMANDS, overview } from "./help.ts";
import { type ExitCode, type Io, UsageError } from "./io.ts";
import { VERSION } from "./package-files.ts";

type Command = (argv: readonly string[], io: Io) => number | Promise<number>;

const RUNNERS: Readonly<Record<string, Command>> = {
  test,
  trace,
  lint,
  render,
  init,
  steps,
  profiles,
  snapshot,
  // Half of the program's size is a bash that only this command needs.
  shell: async (argv, io) => (await import("./commands/shell.ts")).shell(argv, io),
  lab,
};

/** Runs one command line. Every error ends here, as one line or a few. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  try {
    return await dispatch(argv, io);
  } catch (error) {
    return report(error, argv.includes("--debug"), io);
  }
}

async function dispatch(argv: readonly string[], io: Io): Promise<number> {
  const [name, ...rest] = argv;
  if (name === "--version" || name === "-V") {
    io.out(`${VERSION}\n`);
    return 0;
  }
  if (name === undefined) {
    io.note(overview());
    return 2;
  }
  if (name === "--help" || name === "-h" || name === "help") {
    io.out(helpFor(rest[0]));
    return 0;
  }
  const command = Object.hasOwn(RUNNERS, name) ? RUNNERS[name] : undefined;
  if (command === undefined) throw unknownCommand(name);
  const own = rest.includes("--") ? rest.slice(0, rest.indexOf("--")) : rest;
  if (own.includes("--help") || own.includes("-h")) {
    io.out(helpFor(name));
    return 0;
  }
  return command(rest, io);
}

function helpFor(name: string | undefined): string {
  if (name === undefined) return overview();
  const found = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (found === undefined) throw unknownCommand(name);
  return `${found.help}\n`;
}

function unknownCommand(name: string): UsageError {
  const [near] = suggest(name, Object.keys(COMMANDS), 1);
  return new UsageError(
    `unknown command ${name}; ${near === undefined ? "podwire --help lists them" : `did you mean ${near}?`}`,
  );
}

function report(error: unknown, debug: boolean, io: Io): ExitCode {
  if (error instanceof InputError) {
    for (const issue of error.issues) io.note(formatIssue(issue));
    return 2;
  }
  if (error instanceof NameError) {
    const meant = error.candidates.length === 0 ? "" : `; did you mean ${error.candidates.join(", ")}?`;
    io.note(`error: ${error.message}${meant}`);
    return 2;
  }
  if (error instanceof UsageError || error instanceof StepError) {
    io.note(`error: ${error.message}`);
    return 2;
  }
  const message = error instanceof Error ? error.message : String(error);
  io.note(`podwire has a defect: ${message}`);
  io.note(
    debug && error instanceof Error
      ? String(error.stack)
      : "run again with --debug for the stack, and report it please",
  );
  return 3;
}
