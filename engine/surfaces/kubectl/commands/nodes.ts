import { dryRunOf, Outcome } from "../change/outcome.ts";
import type { Call } from "../command.ts";
import { usageError } from "../failure.ts";
import { at } from "../server/api.ts";
import { readArguments } from "../targets/arguments.ts";
import { EVERYTHING, type Fetched, fetchInfos, type Info } from "../targets/info.ts";

/** The nodes that `cordon`, `uncordon` and `drain` name, or that a selector picks. A missing one ends the command. */
export function nodesOf(call: Call): readonly Info[] {
  const { args, flags, session, path } = call;
  const labelSelector = flags.text("selector");
  const verb = path.split(" ").at(-1) ?? "";
  if (args.length === 0 && labelSelector === "") throw usageError(path, `USAGE: ${verb} NODE [flags]`);
  if (args.length > 0 && labelSelector !== "")
    throw usageError(path, "cannot specify both a node name and a --selector option");
  const typed = args.length === 0 ? ["nodes"] : args.map((arg) => (arg.includes("/") ? arg : `node/${arg}`));
  const hasSelector = labelSelector !== "";
  const wanted = readArguments(typed, session.discovery, { program: session.program, hasSelector });
  const { infos, errors }: Fetched = fetchInfos(session, wanted, { ...EVERYTHING, labelSelector });
  const [error] = errors;
  if (error !== undefined) throw error;
  return infos;
}

/** Marks a node, and says what became of it. */
export function mark(call: Call, info: Info, unschedulable: boolean): void {
  const { session } = call;
  const { resource, name, object } = info;
  const done = unschedulable ? "cordoned" : "uncordoned";
  const outcome = new Outcome(call);
  if ((at(object, "spec", "unschedulable") === true) === unschedulable) {
    outcome.print(object, `already ${done}`);
    return;
  }
  const dryRun = dryRunOf(call);
  if (dryRun !== "client") {
    const patch = { spec: { unschedulable: unschedulable ? true : null } };
    const query = { dryRun: dryRun === "server" ? "All" : undefined };
    const location = { resource, namespace: undefined, name };
    session.client.patch(location, "application/strategic-merge-patch+json", patch, query);
  }
  outcome.print(object, done);
}
