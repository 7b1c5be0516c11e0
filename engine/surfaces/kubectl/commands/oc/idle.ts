import { IDLED_AT, UNIDLE_TARGETS } from "../../../../cluster/idling.ts";
import { formatTimestamp } from "../../../../values/clock.ts";
import type { Call, Command } from "../../command.ts";
import { CommandError, PlainError } from "../../failure.ts";
import { bool, text } from "../../flags/flag.ts";
import { at, type Json, listAt, textAt } from "../../server/api.ts";
import type { Session } from "../../session.ts";
import { objectsOf } from "../../targets/objects.ts";

/** Puts Services to sleep: their workloads are scaled to nothing until somebody comes (pkg/cli/idle of openshift/oc). */
export const IDLE: Command = {
  name: "idle",
  short: "Idle scalable resources",
  usage: "(SERVICE_ENDPOINTS... | -l label | --all | --resource-names-file FILENAME)",
  examples: ["oc idle web"],
  flags: [bool("dry-run"), bool("all"), bool("all-namespaces", "A"), text("selector", "l")],
  run,
};

interface Reference {
  readonly kind: string;
  readonly name: string;
  readonly group: string;
}

interface Sleeper {
  readonly namespace: string;
  readonly service: string;
  readonly references: readonly Reference[];
}

function run(call: Call): void {
  const { args, flags, session } = call;
  const isDry = flags.bool("dry-run");
  const end = isDry ? "(dry run)" : "";
  const named = args.map((one) => (one.includes("/") ? one : `endpoints/${one}`));
  const wanted = named.length === 0 ? ["endpoints"] : named;
  const { infos, errors } = objectsOf(call, wanted);
  if (errors[0] !== undefined) throw noneFound(errors[0].message);
  const sleepers = infos.map(({ object, namespace = session.namespace, name, resource }): Sleeper => {
    if (resource.kind !== "Endpoints")
      throw noneFound(
        `you must specify endpoints, not ${resource.plural} (view available endpoints with "oc get endpoints").`,
      );
    return { namespace, service: name, references: scaledBy(session, object, namespace, name) };
  });
  let failures = "";
  const done = new Map<string, () => void>();
  for (const { namespace, service, references } of sleepers) {
    const whole = JSON.stringify(`${namespace}/${service}`);
    if (references.length === 0 && !isDry) {
      failures += `error: unable to mark the service ${whole} as idled.\nMake sure that the service is not already marked as idled and that it is associated with resources that can be scaled.\nSee 'oc idle -h' for help and examples.\n`;
      continue;
    }
    const targets = references.map((one) => ({ ...one, replicas: replicasOf(session, namespace, one) || 1 }));
    if (!isDry) annotate(session, namespace, service, targets);
    session.out(`The service ${whole} has been marked as idled ${end}\n`);
    for (const { kind, name, replicas } of targets)
      session.out(
        `The service will unidle ${kind} "${namespace}/${name}" to ${replicas} replicas once it receives traffic ${end}\n`,
      );
    for (const one of references)
      done.set(`${one.kind} "${namespace}/${one.name}"`, () => scaleDown(session, namespace, one));
  }
  for (const [what, scale] of done) {
    if (!isDry) scale();
    session.out(`${what} has been idled ${end}\n`);
  }
  if (failures !== "") throw new CommandError(failures.trimEnd());
}

function noneFound(why: string): PlainError {
  return new PlainError(`no valid scalable resources found to idle: ${why}`);
}

/** The workloads of the pods behind the endpoints: the controller of each, or what controls that. */
function scaledBy(
  session: Session,
  endpoints: Json,
  namespace: string,
  service: string,
): readonly Reference[] {
  const fail = (why: string): PlainError =>
    noneFound(`unable to calculate scalable resources for service ${namespace}/${service}: ${why}`);
  const found = new Map<string, Reference>();
  const addresses = listAt(endpoints, "subsets").flatMap((subset) => listAt(subset, "addresses"));
  for (const address of addresses) {
    if (textAt(address, "targetRef", "kind") !== "Pod") continue;
    const pod = textAt(address, "targetRef", "name");
    const owner = controllerOf(read(session, "pods", namespace, pod));
    if (owner === undefined)
      throw fail(`unable to find controller for pod ${namespace}/${pod}: no creator reference listed`);
    if (owner.kind === "StatefulSet")
      throw fail(
        `unable to load StatefulSet ${JSON.stringify(owner.name)}: idling StatefulSet is not supported yet.`,
      );
    const controller = read(session, `${owner.kind.toLowerCase()}s`, namespace, owner.name);
    const top = controllerOf(controller) ?? owner;
    found.set(`${top.group} ${top.kind} ${top.name}`, top);
  }
  return [...found.values()];
}

function controllerOf(object: Json): Reference | undefined {
  const owner = listAt(object, "metadata", "ownerReferences").find((one) => at(one, "controller") === true);
  if (owner === undefined) return undefined;
  const [group = "", version] = textAt(owner, "apiVersion").split("/");
  return {
    kind: textAt(owner, "kind"),
    name: textAt(owner, "name"),
    group: version === undefined ? "" : group,
  };
}

function read({ client, discovery }: Session, plural: string, namespace: string, name: string): Json {
  return client.get({ resource: discovery.named(plural), namespace, name });
}

function replicasOf(session: Session, namespace: string, { kind, name }: Reference): number {
  return Number(at(read(session, `${kind.toLowerCase()}s`, namespace, name), "spec", "replicas") ?? 0);
}

function annotate(session: Session, namespace: string, name: string, targets: readonly unknown[]): void {
  const { client, discovery } = session;
  const idledAt = formatTimestamp(session.now);
  const annotations = { [UNIDLE_TARGETS]: JSON.stringify(targets), [IDLED_AT]: idledAt };
  const location = { resource: discovery.named("services"), namespace, name };
  client.patch(location, "application/merge-patch+json", { metadata: { annotations } });
}

function scaleDown({ client, discovery }: Session, namespace: string, { kind, name }: Reference): void {
  const resource = discovery.named(`${kind.toLowerCase()}s`);
  const location = { resource, namespace, name, subresource: "scale" };
  client.patch(location, "application/merge-patch+json", { spec: { replicas: 0 } });
}
