import { PlainError, StatusFailure } from "../failure.ts";
import { type ApiObject, at, type Json, listAt, textAt } from "../server/api.ts";
import { pathOf } from "../server/client.ts";
import type { Session } from "../session.ts";

/** A container that a process can be started in, or attached to. */
export interface Container {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
}

/** The pod of a name, or the first of `TYPE/NAME` that is ready. */
export function podFor(session: Session, target: string, selectorOf: (object: ApiObject) => string): Json {
  const [type = "", name = ""] = target.includes("/") ? target.split("/") : ["pods", target];
  const { namespace, client, discovery } = session;
  const object = client.get({ resource: discovery.named(type), namespace, name });
  if (object.kind === "Pod") return object;
  const labelSelector = selectorOf(object);
  if (labelSelector === "") {
    const type = `*${(object.apiVersion ?? "").split("/").at(-1)}.${object.kind}`;
    throw new PlainError(`cannot attach to ${type}: selector for ${type} not implemented`);
  }
  const pods = listAt(
    client.get({ resource: discovery.named("pods"), namespace }, { labelSelector }),
    "items",
  );
  const found = pods.find(isReady) ?? pods[0];
  if (found === undefined) throw new PlainError("timed out waiting for the condition");
  return found;
}

function isReady(pod: Json): boolean {
  return listAt(pod, "status", "conditions").some(
    ({ type, status }) => type === "Ready" && status === "True",
  );
}

/**
 * The container that is named, else the default one, which is said where there are several. The server is asked whether
 * this user may open a connection to it.
 */
export function openContainer(
  session: Session,
  pod: Json,
  { wanted, subresource }: { readonly wanted: string; readonly subresource: "exec" | "attach" },
): Container {
  const [namespace, name] = [textAt(pod, "metadata", "namespace"), textAt(pod, "metadata", "name")];
  const phase = textAt(pod, "status", "phase");
  if (phase === "Succeeded" || phase === "Failed")
    throw new PlainError(
      subresource === "exec"
        ? `cannot exec into a container in a completed pod; current phase is ${phase}`
        : `cannot attach a container in a completed pod; current phase is ${phase}`,
    );
  const container = containerOf(session, pod, wanted);
  askToConnect(session, { namespace, name, subresource });
  if (!containersOf(pod).includes(container))
    throw new StatusFailure({
      reason: "BadRequest",
      message: `container ${container} is not valid for pod ${name}`,
    });
  if (phase === "Pending")
    throw new PlainError(`unable to upgrade connection: container not found (${JSON.stringify(container)})`);
  return { namespace, pod: name, container };
}

function containersOf(pod: Json): readonly string[] {
  return ["containers", "initContainers", "ephemeralContainers"].flatMap((field) =>
    listAt(pod, "spec", field).map((one) => textAt(one, "name")),
  );
}

function containerOf(session: Session, pod: Json, wanted: string): string {
  if (wanted !== "") return wanted;
  const annotations = at(pod, "metadata", "annotations");
  const named = textAt(annotations, "kubectl.kubernetes.io/default-container");
  const all = containersOf(pod);
  if (all.includes(named)) return named;
  const [first = ""] = all;
  const inits = new Set(listAt(pod, "spec", "initContainers").map((one) => textAt(one, "name")));
  const shown = all.map((name) => (inits.has(name) ? `${name} (init)` : name));
  if (all.length > 1)
    session.err(`Defaulted container ${JSON.stringify(first)} out of: ${shown.join(", ")}\n`);
  return first;
}

/** The server opens no connections, but it refuses those who may not have one. */
export function askToConnect(
  session: Session,
  {
    namespace,
    name,
    subresource,
  }: { readonly namespace: string; readonly name: string; readonly subresource: string },
): void {
  const location = { resource: session.discovery.named("pods"), namespace, name, subresource };
  try {
    session.client.connect(pathOf(location));
  } catch (error) {
    const isLetIn = error instanceof StatusFailure && error.status.reason === "NotImplemented";
    if (!isLetIn || session.around.enter === undefined) throw error;
  }
}
