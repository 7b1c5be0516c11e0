import type { Call, Command } from "../command.ts";
import { PlainError, usageError } from "../failure.ts";
import { bool, list, text } from "../flags/flag.ts";
import { textAt } from "../server/api.ts";
import type { EntryEnd } from "../session.ts";
import { openContainer, podFor } from "../targets/container.ts";
import { enter, notFound } from "./attach.ts";
import { selectorOf } from "./logs.ts";

const FLAGS = [text("container", "c"), bool("quiet", "q"), text("pod-running-timeout", "", "1m0s")];

export const EXEC: Command = {
  name: "exec",
  short: "Execute a command in a container",
  usage: "(POD | TYPE/NAME) [-c CONTAINER] [flags] -- COMMAND [args...]",
  examples: ["kubectl exec web -- date", "kubectl exec -it deploy/web -c net -- sh"],
  flags: [...FLAGS, bool("stdin", "i"), bool("tty", "t"), list("filename", "slice", "f")],
  run: (call) => {
    const { args, dash, flags } = call;
    const target = dash === 0 ? undefined : args[0];
    if (target === undefined) throw new PlainError("pod, type/name or --filename must be specified");
    if (dash === undefined && args.length > 1)
      throw usageError(
        call.path,
        "exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND] instead",
      );
    const command = args.slice(dash ?? 1);
    if (command.length === 0) throw new PlainError("you must specify at least one command for the container");
    execute(call, target, { command, tty: flags.bool("tty") && flags.bool("stdin"), says: true });
  },
};

/** `oc rsh`: a shell unless a command is given. */
export const RSH: Command = {
  name: "rsh",
  short: "Start a shell session in a container",
  usage: "[-c CONTAINER] [flags] (POD | TYPE/NAME) COMMAND [args...]",
  examples: ["oc rsh web", "oc rsh deploy/web cat /etc/resolv.conf"],
  wordsEndFlags: true,
  flags: [...FLAGS, bool("tty", "t"), bool("no-tty", "T"), text("shell", "", "/bin/sh"), text("timeout")],
  run: (call) => {
    const { args, flags } = call;
    const [target, ...command] = args;
    if (target === undefined) throw new PlainError("rsh requires a single Pod to connect to");
    const isShell = command.length === 0;
    execute(call, target, {
      command: isShell ? [flags.text("shell")] : command,
      tty: !flags.bool("no-tty") && (isShell || flags.bool("tty")),
      says: false,
    });
  },
};

interface Execution {
  readonly command: readonly string[];
  readonly tty: boolean;
  /** Whether a code that is not 0 is put into words. */
  readonly says: boolean;
}

function execute({ session, flags }: Call, target: string, { command, tty, says }: Execution): void {
  const pod = podFor(session, target, selectorOf);
  const where = openContainer(session, pod, { wanted: flags.text("container"), subresource: "exec" });
  // 64 hexadecimal digits, as containerd has them; the same for the same pod, so that a session can be repeated.
  const id = textAt(pod, "metadata", "uid").replaceAll("-", "").repeat(2);
  enter(session, {
    where: { kind: "container", ...where },
    command,
    tty,
    ended: ({ exitCode, missing }: EntryEnd) => {
      if (missing !== undefined) return { stdout: "", stderr: `${missingText(id, missing)}\n`, exitCode: 1 };
      const words = says && exitCode !== 0 ? `command terminated with exit code ${exitCode}\n` : "";
      return { stdout: "", stderr: words, exitCode };
    },
  });
}

/** containerd's words for a program that the container's image lacks. */
function missingText(id: string, program: string): string {
  return `error: Internal error occurred: error executing command in container: failed to exec in container: failed to start exec "${id}": OCI runtime exec failed: exec failed: unable to start container process: ${notFound(program)}`;
}
