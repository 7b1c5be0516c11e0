import type { Command } from "./command.ts";
import { CommandError, failureText, PrintedError, usageError } from "./failure.ts";
import { GLOBAL_FLAGS } from "./flags/common.ts";
import type { Flag } from "./flags/flag.ts";
import { parseFlags } from "./flags/parse.ts";
import { helpText } from "./help.ts";
import { Session, type Settings } from "./session.ts";
import { suggestions } from "./suggest.ts";

export interface Output {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

interface Found {
  readonly command: Command;
  readonly path: string;
  readonly argv: readonly string[];
}

/** Carries out one command line. What a user may type never throws. */
export function runCommand(root: Command, argv: readonly string[], settings: Settings): Output {
  const found = findCommand(root, argv);
  const known = [...GLOBAL_FLAGS, ...(found.command.flags ?? [])];
  let session: Session | undefined;
  try {
    const usage = `See '${found.path} --help' for usage.`;
    const interspersed = found.command.wordsEndFlags !== true;
    const parsed = parseFlags(found.argv, known, { usage, interspersed });
    session = new Session(settings, parsed.flags);
    const { command, path } = found;
    if (parsed.flags.bool("help")) session.out(helpText(command, path));
    else if (command === root && parsed.args.length > 0) throw unknownCommand(root, parsed.args[0] ?? "");
    else if (command.run !== undefined) command.run({ ...parsed, path, session });
    else if (parsed.args.length === 0) {
      session.out(helpText(command, path));
      // A group of commands is no command: only the program itself may be asked like that.
      if (command !== root) throw new CommandError("");
    } else throw usageError(path, `unknown command ${JSON.stringify(parsed.args[0])}`, "help and examples");
    return { stdout: session.stdout, stderr: session.stderr, exitCode: 0 };
  } catch (error) {
    const failure = failureText(error);
    if (failure === undefined) throw error;
    const { text, exitCode } = failure;
    const end = text === "" || text.endsWith("\n") ? text : `${text}\n`;
    const said = error instanceof PrintedError ? error.stdout : "";
    return { stdout: (session?.stdout ?? "") + said, stderr: (session?.stderr ?? "") + end, exitCode };
  }
}

function unknownCommand(root: Command, word: string): CommandError {
  const near = suggestions(root, word);
  const hint =
    near.length === 0 ? "" : `\n\nDid you mean this?\n${near.map((name) => `\t${name}\n`).join("")}`;
  return new CommandError(
    `error: unknown command ${JSON.stringify(word)} for ${JSON.stringify(root.name)}${hint}`,
  );
}

/** Goes down the tree along the words that are no flags, as cobra does. */
function findCommand(root: Command, argv: readonly string[]): Found {
  let command = root;
  let path = root.name;
  let rest = argv;
  for (;;) {
    const at = firstWord(rest, [...(command.flags ?? []), ...GLOBAL_FLAGS]);
    const word = at === undefined ? undefined : rest[at];
    const next = command.commands?.find((one) => one.name === word || one.aliases?.includes(word ?? ""));
    if (next === undefined || at === undefined) return { command, path, argv: rest };
    command = next;
    path = `${path} ${next.name}`;
    rest = rest.filter((_, index) => index !== at);
  }
}

/** The place of the first word that is neither a flag nor a flag's value. */
function firstWord(argv: readonly string[], known: readonly Flag[]): number | undefined {
  const alone = (test: (flag: Flag) => boolean): boolean =>
    known.some((flag) => test(flag) && flag.alone !== undefined);
  for (let at = 0; at < argv.length; at++) {
    const word = argv[at] ?? "";
    if (word === "--") return undefined;
    if (!word.startsWith("-")) return word === "" ? undefined : at;
    if (word.includes("=")) continue;
    if (
      word.startsWith("--")
        ? !alone(({ name }) => name === word.slice(2))
        : word.length === 2 && !alone(({ short }) => short === word.slice(1))
    )
      at++;
  }
  return undefined;
}
