import type { Call, Command } from "../command.ts";
import { PlainError, StatusFailure, serverText } from "../failure.ts";
import { bool, text } from "../flags/flag.ts";
import { type ApiObject, textAt } from "../server/api.ts";
import type { Entry, EntryEnd, Session } from "../session.ts";
import { openContainer, podFor } from "../targets/container.ts";
import { selectorOf } from "./logs.ts";

export const ATTACH: Command = {
  name: "attach",
  short: "Attach to a running container",
  usage: "(POD | TYPE/NAME) -c CONTAINER [options]",
  examples: ["kubectl attach web", "kubectl attach web -c net -i -t"],
  flags: [
    text("container", "c"),
    bool("stdin", "i"),
    bool("tty", "t"),
    bool("quiet", "q"),
    text("pod-running-timeout", "", "1m0s"),
  ],
  run: (call) => {
    const { args, session } = call;
    if (args.length === 0) throw new PlainError("at least 1 argument is required for attach");
    if (args.length > 2)
      throw new PlainError(
        `expected POD, TYPE/NAME, or TYPE NAME, (at most 2 arguments) saw ${args.length}: [${args.join(" ")}]`,
      );
    const target = args.join("/");
    attachTo(call, podFor(session, target, selectorOf) as ApiObject, { command: [], remove: false });
  },
};

interface Attaching {
  /** What the container runs; nothing: what its image starts. */
  readonly command: readonly string[];
  /** Whether the pod goes once the terminal has left it. */
  readonly remove: boolean;
}

/** Leads the terminal to what the pod's container runs. */
export function attachTo(call: Call, pod: ApiObject, { command, remove }: Attaching): void {
  const { flags, session } = call;
  const wanted = flags.has("container") ? flags.text("container") : "";
  const where = openContainer(session, pod, { wanted, subresource: "attach" });
  const tty = flags.bool("tty");
  if (tty && !flags.bool("quiet")) session.err("If you don't see a command prompt, try pressing enter.\n");
  enter(session, {
    where: { kind: "container", ...where },
    command,
    tty,
    ended: (end) => {
      const policy = textAt(pod, "spec", "restartPolicy");
      const resume = end.interactive && policy === "Always" && !flags.bool("quiet");
      const { namespace, pod: name, container } = where;
      const stderr = resume
        ? `Session ended, resume using 'kubectl attach ${name} -c ${container} -i -t' command when the pod is running\n`
        : "";
      const gone = remove ? removed(session, namespace, name) : { stdout: "", stderr: "" };
      const state = policy === "Always" ? undefined : terminated(`${namespace}/${name}`, end);
      return {
        stdout: gone.stdout,
        stderr: stderr + gone.stderr + (state?.text ?? ""),
        exitCode: state?.exitCode ?? 0,
      };
    },
  });
}

/** Why a pod that is not started again has ended; `undefined` when it ended well. */
function terminated(
  pod: string,
  { exitCode, missing }: EntryEnd,
): { readonly text: string; readonly exitCode: number } | undefined {
  if (missing !== undefined) {
    const why = `failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: ${notFound(missing)}`;
    return { text: `pod ${pod} terminated (StartError)\n${why}\n`, exitCode: 128 };
  }
  return exitCode === 0 ? undefined : { text: `pod ${pod} terminated (Error)\n`, exitCode };
}

/** runc's words for a program that an image lacks. */
export function notFound(program: string): string {
  return `exec: ${JSON.stringify(program)}: executable file not found in $PATH: unknown`;
}

function removed(
  session: Session,
  namespace: string,
  name: string,
): { readonly stdout: string; readonly stderr: string } {
  try {
    const resource = session.discovery.named("pods");
    session.client.delete({ resource, namespace, name }, {});
    return { stdout: `pod ${JSON.stringify(name)} deleted\n`, stderr: "" };
  } catch (error) {
    // Somebody else may have deleted it in the meantime.
    if (!(error instanceof StatusFailure)) throw error;
    return { stdout: "", stderr: `${serverText(error.status)}\n` };
  }
}

/** Hands the process over to the terminal that the command was typed into. */
export function enter(session: Session, entry: Entry): void {
  if (session.around.enter === undefined)
    throw new PlainError("there is no terminal to run a process in: type it into podwire shell");
  session.around.enter(entry);
}
