import { createInterface } from "node:readline";
import { isUnfinished } from "../shell/continuation.ts";
import type { Shell } from "../shell/index.ts";
import type { Io } from "./io.ts";

const WELCOME = `A simulated cluster. kubectl, oc, curl, dig and friends are here; kubectl exec leads into a pod, ssh onto a node.
why explains the last request; Tab completes; exit or Ctrl-D leaves.`;

/** Talks with somebody at a terminal until they leave. Gives the exit code of the last command. */
export async function converse(shell: Shell, io: Io): Promise<number> {
  io.note(WELCOME);
  const lines = createInterface({
    input: process.stdin,
    output: process.stdout,
    completer: (line: string): [string[], string] => [
      [...shell.complete(line)],
      line.split(/\s+/).at(-1) ?? "",
    ],
  });
  let pending = "";
  let code = 0;
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
      if (isLeaving(whole) && shell.depth === 1) break;
      const { stdout, stderr, exitCode } = await shell.exec(whole);
      process.stdout.write(stdout + stderr);
      code = exitCode;
    }
    ask();
  }
  lines.close();
  return code;
}

function isLeaving(line: string): boolean {
  return /^\s*(exit|logout)\s*$/.test(line);
}
