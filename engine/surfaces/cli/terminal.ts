import { createInterface } from "node:readline";
import { wordAtEnd } from "../shell/completion.ts";
import { isUnfinished, leavingCode } from "../shell/continuation.ts";
import type { Shell } from "../shell/index.ts";
import type { Io } from "./io.ts";

const WELCOME = `A simulated cluster. kubectl, oc, curl, dig and friends are here; kubectl exec leads into a pod, ssh onto a node.
why explains the last request; Tab completes; exit or Ctrl-D leaves.`;

/** Talks with somebody at a terminal until they leave. Gives the exit code of the last command. */
export async function converse(shell: Shell, io: Io): Promise<number> {
  io.note(WELCOME);
  let code = 0;
  let typed: readonly string[] = [];
  for (;;) {
    const end = await talk(shell, typed, code);
    ({ code, typed } = end);
    if (end.isOver || shell.depth === 1 || process.stdin.readableEnded) return code;
    // Ctrl-D leaves the innermost shell only.
    const { stdout, stderr, exitCode } = await shell.exec("exit");
    process.stdout.write(`\n${stdout}${stderr}`);
    code = exitCode;
  }
}

interface TalkEnd {
  readonly code: number;
  /** Somebody said `exit`; else the input ended. */
  readonly isOver: boolean;
  /** Lines for the arrow keys, newest first. */
  readonly typed: readonly string[];
}

async function talk(shell: Shell, typed: readonly string[], before: number): Promise<TalkEnd> {
  const lines = createInterface({
    input: process.stdin,
    output: process.stdout,
    history: [...typed],
    completer: (line: string): [string[], string] => [[...offered(shell.complete(line))], wordAtEnd(line)],
  });
  let history = typed;
  lines.on("history", (all) => {
    history = [...all];
  });
  let pending = "";
  let code = before;
  const ask = (): void => {
    lines.setPrompt(pending === "" ? shell.prompt : "> ");
    lines.prompt();
  };
  // Ctrl-C throws away what was typed so far, as bash does.
  lines.on("SIGINT", () => {
    process.stdout.write("^C\n");
    pending = "";
    lines.write(null, { ctrl: true, name: "u" });
    ask();
  });
  ask();
  for await (const line of lines) {
    pending = pending === "" ? line : `${pending}\n${line}`;
    if (!isUnfinished(pending)) {
      const whole = pending;
      pending = "";
      const leaving = shell.depth === 1 ? leavingCode(whole, code) : undefined;
      if (leaving !== undefined) {
        lines.close();
        return { code: leaving, isOver: true, typed: history };
      }
      const { stdout, stderr, exitCode } = await shell.exec(whole);
      process.stdout.write(stdout + stderr);
      code = exitCode;
    }
    ask();
  }
  return { code, isOver: false, typed: history };
}

/** The only word that fits is over, unless a value or a file is still to come. */
function offered(words: readonly string[]): readonly string[] {
  const [only, ...more] = words;
  return only === undefined || more.length > 0 || /[/=]$/.test(only) ? words : [`${only} `];
}
