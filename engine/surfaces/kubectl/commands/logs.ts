import type { Call, Command } from "../command.ts";
import { selectorText } from "../describe/selector.ts";
import { PlainError, StatusFailure, usageError } from "../failure.ts";
import { SELECTOR } from "../flags/common.ts";
import { bool, duration, int, text } from "../flags/flag.ts";
import { type ApiObject, at, type Json, listAt, textAt } from "../server/api.ts";
import { pathOf } from "../server/client.ts";
import type { Session } from "../session.ts";

const USAGE =
  "expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.\nPOD or TYPE/NAME is a required argument for the logs command";

export const LOGS: Command = {
  name: "logs",
  short: "Print the logs for a container in a pod",
  usage: "[-f] [-p] (POD | TYPE/NAME) [-c CONTAINER] [options]",
  examples: [
    "kubectl logs web",
    "kubectl logs -l app=web --all-containers",
    "kubectl logs deploy/web --tail=20",
  ],
  flags: [
    SELECTOR,
    bool("follow", "f"),
    bool("previous", "p"),
    bool("timestamps"),
    bool("all-containers"),
    bool("all-pods"),
    bool("prefix"),
    bool("ignore-errors"),
    text("container", "c"),
    text("since-time"),
    duration("since", "0s"),
    int("tail", -1),
    int("limit-bytes"),
    int("max-log-requests", 5),
    duration("pod-running-timeout", "20s"),
  ],
  run,
};

function run(call: Call): void {
  const { flags, args, session, path } = call;
  const selector = flags.text("selector");
  const [target, inline, ...more] = args;
  if ((target === undefined && selector === "") || more.length > 0) throw usageError(path, USAGE);
  if (target !== undefined && inline === undefined && selector !== "")
    throw usageError(path, "only a selector (-l) or a POD name is allowed");
  if (inline !== undefined && flags.changed("container"))
    throw new PlainError("only one of -c or an inline [CONTAINER] arg is allowed");
  if (flags.text("since-time") !== "" && flags.changed("since"))
    throw new PlainError("at most one of `sinceTime` or `sinceSeconds` may be specified");
  if (flags.int("tail") < -1) throw new PlainError("--tail must be greater than or equal to -1");
  const container = inline ?? flags.text("container");
  if (flags.bool("all-containers") && container !== "")
    throw new PlainError(`--all-containers=true should not be specified with container name ${container}`);
  const pods =
    target === undefined ? selected(session, selector) : podsOf(session, target, flags.bool("all-pods"));
  if (pods.length === 0) session.err(`No resources found in ${session.namespace} namespace.\n`);
  const tail = flags.changed("tail") ? flags.int("tail") : selector === "" ? -1 : 10;
  for (const pod of pods) for (const name of containersOf(call, pod, container)) print(call, pod, name, tail);
}

function selected(session: Session, labelSelector: string): readonly Json[] {
  const resource = session.discovery.named("pods");
  return listAt(session.client.get({ resource, namespace: session.namespace }, { labelSelector }), "items");
}

/** The pod of a name, or those of `TYPE/NAME`. */
function podsOf(session: Session, target: string, all: boolean): readonly Json[] {
  const [type, name] = target.includes("/") ? target.split("/") : ["pods", target];
  const resource = session.discovery.named(type ?? "");
  try {
    const object = session.client.get({ resource, namespace: session.namespace, name: name ?? "" });
    if (object.kind === "Pod") return [object];
    if (at(object, "spec", "selector") === undefined)
      throw new PlainError(
        `cannot get the logs from *${goTypeOf(object)}: selector for *${goTypeOf(object)} not implemented`,
      );
    const pods = selected(session, selectorOf(object));
    const [first] = pods;
    if (first === undefined) throw new PlainError("timed out waiting for the condition");
    if (all) return pods;
    if (pods.length > 1)
      session.err(`Found ${pods.length} pods, using pod/${textAt(first, "metadata", "name")}\n`);
    return [first];
  } catch (error) {
    if (!(error instanceof StatusFailure) || !error.isNotFound) throw error;
    throw new PlainError(
      `error from server (NotFound): ${error.message} in namespace ${JSON.stringify(session.namespace)}`,
    );
  }
}

/** `v1.ConfigMap`. */
const goTypeOf = ({ apiVersion = "", kind }: ApiObject): string => `${apiVersion.split("/").at(-1)}.${kind}`;

export function selectorOf(object: ApiObject): string {
  const selector = at(object, "spec", "selector");
  return object.kind === "Service" ? selectorText({ matchLabels: selector }) : selectorText(selector);
}

function containersOf({ flags, session }: Call, pod: Json, wanted: string): readonly string[] {
  const names = (field: string): readonly string[] =>
    listAt(pod, "spec", field).map((one) => textAt(one, "name"));
  const own = names("containers");
  if (flags.bool("all-containers")) return [...names("initContainers"), ...own];
  if (wanted !== "") {
    if ([...own, ...names("initContainers"), ...names("ephemeralContainers")].includes(wanted))
      return [wanted];
    throw new PlainError(`container ${wanted} is not valid for pod ${textAt(pod, "metadata", "name")}`);
  }
  const [first = ""] = own;
  const others = names("initContainers").map((name) => `${name} (init)`);
  if (own.length + others.length > 1 && !flags.bool("all-pods"))
    session.err(`Defaulted container ${JSON.stringify(first)} out of: ${[...own, ...others].join(", ")}\n`);
  return [first];
}

function print({ flags, session }: Call, pod: Json, container: string, tail: number): void {
  const [namespace, name] = [textAt(pod, "metadata", "namespace"), textAt(pod, "metadata", "name")];
  const resource = session.discovery.named("pods");
  const query = {
    container,
    previous: flags.bool("previous") ? "true" : undefined,
    tailLines: tail < 0 ? undefined : String(tail),
    timestamps: flags.bool("timestamps") ? "true" : undefined,
  };
  const text = session.client.text(pathOf({ resource, namespace, name, subresource: "log" }, query));
  const prefix = flags.bool("prefix") || flags.bool("all-pods") ? `[pod/${name}/${container}] ` : "";
  session.out(prefix === "" ? text : text.replace(/^(?=.)/gm, prefix));
}
