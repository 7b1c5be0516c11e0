import type { Call, Command } from "../command.ts";
import { PlainError, StatusFailure, usageError } from "../failure.ts";
import { bool, list, text } from "../flags/flag.ts";
import { type ApiObject, at, type Json, listAt, textAt } from "../server/api.ts";
import type { Session } from "../session.ts";
import { selectorOf } from "./logs.ts";

const STREAMS = [text("container", "c"), bool("stdin", "i"), bool("tty", "t"), bool("quiet", "q")];

export const EXEC: Command = {
  name: "exec",
  short: "Execute a command in a container",
  usage: "(POD | TYPE/NAME) [-c CONTAINER] [flags] -- COMMAND [args...] [options]",
  examples: ["kubectl exec web -- date", "kubectl exec -it deploy/web -- sh"],
  flags: [...STREAMS, list("filename", "slice", "f"), text("pod-running-timeout", "", "1m0s")],
  run: execute,
};

export const ATTACH: Command = {
  name: "attach",
  short: "Attach to a running container",
  usage: "(POD | TYPE/NAME) -c CONTAINER [options]",
  examples: ["kubectl attach web", "kubectl attach web -c web -it"],
  flags: [...STREAMS, text("pod-running-timeout", "", "1m0s")],
  run: attach,
};

function execute({ args, dash, flags, session, path }: Call): void {
  const [target, ...words] = args;
  if (target === undefined || dash === 0)
    throw new PlainError("pod, type/name or --filename must be specified");
  if (words.length === 0) throw new PlainError("you must specify at least one command for the container");
  if (dash === undefined || dash > 1)
    throw usageError(
      path,
      "exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND] instead",
    );
  const pod = podAt(session, target);
  const phase = textAt(pod, "status", "phase");
  if (phase === "Succeeded" || phase === "Failed")
    throw new PlainError(`cannot exec into a container in a completed pod; current phase is ${phase}`);
  const container = containerOf(session, pod, flags.text("container"), flags.bool("quiet"));
  connect(session, pod, "exec", container);
  const isInteractive = flags.bool("stdin") && flags.bool("tty");
  session.enter({ ...placeOf(pod), container, command: words, isInteractive, isLast: false });
}

function attach({ args, flags, session }: Call): void {
  const [first, second, ...more] = args;
  if (more.length > 0)
    throw new PlainError(
      `expected POD, TYPE/NAME, or TYPE NAME, (at most 2 arguments) saw ${args.length}: [${args.join(" ")}]`,
    );
  if (first === undefined) throw new PlainError("at least 1 argument is required for attach");
  const pod = podAt(session, second === undefined ? first : `${first}/${second}`);
  const phase = textAt(pod, "status", "phase");
  if (phase === "Succeeded" || phase === "Failed")
    throw new PlainError(`cannot attach a container in a completed pod; current phase is ${phase}`);
  const container = containerOf(session, pod, flags.text("container"), flags.bool("quiet"));
  connect(session, pod, "attach", container);
  const own = listAt(pod, "spec", "containers").find((one) => one["name"] === container);
  const isOpen = own?.["stdin"] === true && own["tty"] === true;
  if (flags.bool("tty") && !isOpen)
    session.err(`error: Unable to use a TTY - container ${container} did not allocate one\n`);
  if (!flags.bool("quiet")) session.err("If you don't see a command prompt, try pressing enter.\n");
  const isInteractive = flags.bool("stdin") && flags.bool("tty") && isOpen;
  if (isInteractive) session.enter({ ...placeOf(pod), container, command: [], isInteractive, isLast: false });
}

function placeOf(pod: Json): { readonly namespace: string; readonly pod: string } {
  return { namespace: textAt(pod, "metadata", "namespace"), pod: textAt(pod, "metadata", "name") };
}

/** The pod of a name, or the first of `TYPE/NAME`. */
function podAt(session: Session, target: string): Json {
  const [type = "", name = ""] = target.includes("/") ? target.split("/") : ["pods", target];
  const { client, discovery, namespace } = session;
  const object: ApiObject = client.get({ resource: discovery.named(type), namespace, name });
  if (object.kind === "Pod") return object;
  if (at(object, "spec", "selector") === undefined)
    throw new PlainError(
      `cannot attach to *v1.${object.kind}: selector for *v1.${object.kind} not implemented`,
    );
  const resource = discovery.named("pods");
  const labelSelector = selectorOf(object);
  const [first] = listAt(client.get({ resource, namespace }, { labelSelector }), "items");
  if (first === undefined) throw new PlainError("timed out waiting for the condition");
  return first;
}

/** The container that is named, else the one of the annotation, else the first, which is said where there are more. */
function containerOf(session: Session, pod: Json, wanted: string, isQuiet: boolean): string {
  const names = (field: string): readonly string[] =>
    listAt(pod, "spec", field).map((one) => textAt(one, "name"));
  const [own, init] = [names("containers"), names("initContainers")];
  if (wanted !== "") return wanted;
  const annotated = textAt(pod, "metadata", "annotations", "kubectl.kubernetes.io/default-container");
  if (own.includes(annotated)) return annotated;
  const [first = ""] = own;
  const all = [...own, ...init.map((name) => `${name} (init)`)];
  if (all.length > 1 && !isQuiet)
    session.err(`Defaulted container ${JSON.stringify(first)} out of: ${all.join(", ")}\n`);
  return first;
}

/** Whether the server would open the connection; it has none to open itself. Throws its refusal. */
export function connect(session: Session, pod: Json, subresource: string, container: string): void {
  const { namespace, pod: name } = placeOf(pod);
  const resource = session.discovery.named("pods");
  try {
    session.client.connect({ resource, namespace, name, subresource });
  } catch (error) {
    if (!(error instanceof StatusFailure) || error.status.reason !== "NotImplemented") throw error;
    if (subresource !== "portforward" && !session.canEnter) throw error;
  }
  const fields = ["containers", "initContainers", "ephemeralContainers"];
  const names = fields.flatMap((field) => listAt(pod, "spec", field).map((one) => textAt(one, "name")));
  if (container === "" || names.includes(container)) return;
  const message = `container ${container} is not valid for pod ${name}`;
  throw new StatusFailure({ code: 400, reason: "BadRequest", message });
}
