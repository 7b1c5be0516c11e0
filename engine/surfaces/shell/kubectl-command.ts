import type { Entry } from "../kubectl/session.ts";
import type { Result } from "./tool.ts";

/** A process that kubectl leads to, when it is over at once. */
export interface Ran {
  readonly result: Result;
  readonly missing?: string;
}

/** What the command line says in the end: the process' own output, then kubectl's words about its end. */
export function finished(entry: Entry, kubectl: Result, { result, missing }: Ran): Result {
  const end = entry.ended({
    exitCode: result.exitCode,
    interactive: false,
    ...(missing === undefined ? {} : { missing }),
  });
  // The process that never was has said nothing.
  const own = missing === undefined ? result : { stdout: "", stderr: "" };
  return {
    stdout: kubectl.stdout + own.stdout + end.stdout,
    stderr: kubectl.stderr + own.stderr + end.stderr,
    exitCode: end.exitCode,
  };
}

/** Whether a command is a shell that somebody can type into. */
export function isShell(command: readonly string[]): boolean {
  const [program = "", ...more] = command;
  if (command.length === 0) return true;
  return (
    /^(?:\/bin\/|\/usr\/bin\/)?(?:sh|bash|ash)$/.test(program) && more.every((word) => /^-[il]+$/.test(word))
  );
}

/** The first program of a command, when the shell said that the image has none of that name. */
export function missingProgram(command: readonly string[], { stderr, exitCode }: Result): string | undefined {
  const [program = ""] = command;
  if (exitCode !== 127) return undefined;
  const said = /^(?:bash|sh): (?:line \d+: )?(.+?): (?:command )?not found\n$/.exec(stderr)?.[1];
  return said === program ? program : undefined;
}

/** Words as a shell would have to be given them. */
export function commandLine(words: readonly string[]): string {
  return words
    .map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`))
    .join(" ");
}

/** Files that a kubectl command line may read: `-f FILE`, `--from-file=…`, `--cert=…`. */
export function mentionedFiles(argv: readonly string[]): readonly string[] {
  const end = argv.indexOf("--");
  return (end < 0 ? argv : argv.slice(0, end)).flatMap((word) => {
    const value = word.startsWith("--") ? word.slice(word.indexOf("=") + 1) : word.replace(/^-f=?/, "");
    const path = value.slice(value.lastIndexOf("=") + 1);
    return path === "" || path.startsWith("-") ? [] : [path];
  });
}
