import { formatTimestamp } from "../../../values/clock.ts";
import { Outcome, writeQuery } from "../change/outcome.ts";
import type { Call, Command } from "../command.ts";
import { describePodTemplate } from "../describe/pod-template.ts";
import { Sheet } from "../describe/sheet.ts";
import { PlainError, throwAll } from "../failure.ts";
import { DRY_RUN, FILES, fieldManager, PRINT, SELECTOR } from "../flags/common.ts";
import { bool, duration, type Flag, int } from "../flags/flag.ts";
import { objectName } from "../print/printer.ts";
import { type ApiObject, at, isJson, type Json, textAt } from "../server/api.ts";
import { groupKind, kindPrefix } from "../server/resource.ts";
import { forEachInfo, type Info } from "../targets/info.ts";
import { objectsOf } from "../targets/objects.ts";
import { hasRevisions, type Revision, revisionsOf } from "./rollout-revisions.ts";
import { rolloutState } from "./rollout-state.ts";
import { undo } from "./rollout-undo.ts";

const COMMON: readonly Flag[] = [...PRINT, ...FILES, SELECTOR];
const MISSING = "required resource not specified";

export const ROLLOUT: Command = {
  name: "rollout",
  short: "Manage the rollout of a resource",
  usage: "SUBCOMMAND [options]",
  examples: ["kubectl rollout status deployment/web", "kubectl rollout undo deployment/web"],
  commands: [
    {
      name: "history",
      short: "View rollout history",
      usage: "(TYPE NAME | TYPE/NAME) [flags] [options]",
      flags: [...COMMON, int("revision")],
      run: (call) => each(call, (info) => history(call, info)),
    },
    {
      name: "pause",
      short: "Mark the provided resource as paused",
      usage: "RESOURCE [options]",
      flags: [...COMMON, fieldManager("kubectl-rollout")],
      run: (call) => hold(call, true),
    },
    {
      name: "restart",
      short: "Restart a resource",
      usage: "RESOURCE [options]",
      flags: [...COMMON, fieldManager("kubectl-rollout")],
      run: restart,
    },
    {
      name: "resume",
      short: "Resume a paused resource",
      usage: "RESOURCE [options]",
      flags: [...COMMON, fieldManager("kubectl-rollout")],
      run: (call) => hold(call, false),
    },
    {
      name: "status",
      short: "Show the status of the rollout",
      usage: "(TYPE NAME | TYPE/NAME) [flags] [options]",
      flags: [...FILES, SELECTOR, bool("watch", "w", true), int("revision"), duration("timeout", "0s")],
      run: (call) => each(call, (info) => status(call, info)),
    },
    {
      name: "undo",
      short: "Undo a previous rollout",
      usage: "(TYPE NAME | TYPE/NAME) [flags] [options]",
      flags: [...COMMON, int("to-revision"), DRY_RUN],
      run: (call) => each(call, (info) => undo(call, info)),
    },
  ],
};

function each(call: Call, visit: (info: Info) => void): void {
  const { infos, errors } = objectsOf(call, call.args, { missing: MISSING, everything: true });
  forEachInfo(infos, visit);
  throwAll(errors);
}

function status({ session }: Call, { resource, object }: Info): void {
  const state = rolloutState(kindPrefix(resource), object, groupKind(resource));
  session.out(state.text);
  // Nothing goes on while a command runs, so a rollout that is not over now would never be.
  if (!state.isDone) throw new PlainError("timed out waiting for the condition");
}

function restart(call: Call): void {
  const { session } = call;
  const { infos, errors } = objectsOf(call, call.args, { missing: MISSING, everything: true });
  const outcome = new Outcome(call);
  forEachInfo(infos, ({ resource, namespace, name, object }) => {
    const prefix = kindPrefix(resource);
    if (!["deployment.apps", "daemonset.apps", "statefulset.apps"].includes(prefix))
      throw new PlainError(`${quoted(resource, name)} restarting is not supported`);
    if (at(object, "spec", "paused") === true)
      throw new PlainError(
        `${quoted(resource, name)} can't restart paused deployment (run rollout resume first)`,
      );
    const annotations = { "kubectl.kubernetes.io/restartedAt": formatTimestamp(session.now) };
    const patch = { spec: { template: { metadata: { annotations } } } };
    const type = "application/strategic-merge-patch+json";
    outcome.print(
      session.client.patch({ resource, namespace, name }, type, patch, writeQuery(call)),
      "restarted",
    );
  });
  throwAll(errors);
}

/** `deployments.apps "web"`. */
function quoted({ plural, group }: Info["resource"], name: string): string {
  return `${plural}${group === "" ? "" : `.${group}`} ${JSON.stringify(name)}`;
}

/** Pauses a Deployment, or goes on with it. */
function hold(call: Call, paused: boolean): void {
  const { session } = call;
  const { infos, errors } = objectsOf(call, call.args, { missing: MISSING, everything: true });
  const outcome = new Outcome(call);
  forEachInfo(infos, ({ resource, namespace, name, object }) => {
    const what = quoted(resource, name);
    if (kindPrefix(resource) !== "deployment.apps")
      throw new PlainError(`${what} ${paused ? "pausing" : "resuming"} is not supported`);
    if ((at(object, "spec", "paused") === true) === paused)
      throw new PlainError(`${what} is ${paused ? "already" : "not"} paused`);
    const type = "application/strategic-merge-patch+json";
    const patch = { spec: { paused: paused || null } };
    const after = session.client.patch({ resource, namespace, name }, type, patch, writeQuery(call));
    outcome.print(after, paused ? "paused" : "resumed");
  });
  throwAll(errors);
}

function history(call: Call, { resource, object }: Info): void {
  const { flags, session } = call;
  if (!hasRevisions(resource))
    throw new PlainError(
      resource.group === ""
        ? `error retrieving history for ${JSON.stringify(resource.kind)}, no visitor method exists for { ${resource.kind}}`
        : `no history viewer has been implemented for ${JSON.stringify(groupKind(resource))}`,
    );
  const revision = flags.int("revision");
  const title = `${objectName(object)} ${revision > 0 ? `with revision #${revision}` : ""}\n`;
  const sets = revisionsOf(session, object);
  const found = sets.find(({ number }) => number === revision);
  if (flags.text("output") !== "") {
    if (revision > 0 && found === undefined) throw new PlainError("unable to find the specified revision");
    const outcome = new Outcome(call);
    for (const one of found === undefined ? sets : [found]) outcome.print(shownAs(object, one), "");
    return;
  }
  if (revision === 0) {
    const sheet = new Sheet();
    sheet.line(0, "REVISION\tCHANGE-CAUSE");
    for (const [number, set] of new Map(sets.map((one) => [one.number, one.set])))
      sheet.line(0, `${number}\t${causeOf(set) || "<none>"}`);
    session.out(`${title}${sets.length === 0 ? "No rollout history found." : sheet.text}\n`);
    return;
  }
  if (found === undefined) throw new PlainError("unable to find the specified revision");
  const sheet = new Sheet();
  describePodTemplate(sheet, found.template);
  session.out(`${title}${sheet.raw}\n`);
}

/** A ReplicaSet is shown as it is; of a ControllerRevision, what its owner was. */
function shownAs(owner: ApiObject, { set, template }: Revision): ApiObject {
  if (owner.kind === "Deployment") return set;
  const spec = at(owner, "spec");
  return { ...owner, spec: { ...(isJson(spec) ? spec : {}), template } };
}

const causeOf = (set: Json): string => textAt(set, "metadata", "annotations", "kubernetes.io/change-cause");
