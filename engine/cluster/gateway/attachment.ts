import type { Gateway } from "../../api/gateway/gateway.ts";
import type { ListenerSet } from "../../api/gateway/listener-set.ts";
import type { ParentReference } from "../../api/gateway/references.ts";
import { compileSelector, selects } from "../../values/label-selector.ts";
import type { Reader } from "../remembered.ts";
import { intersection } from "./hostnames.ts";
import type { ListenerState } from "./listeners.ts";
import { GATEWAY_GROUP, no, type Verdict, yes } from "./reading.ts";
import { type AnyRoute, hostnamesOf } from "./routes.ts";

/** A listener that takes a route, for these names. */
export interface Attached {
  readonly state: ListenerState;
  readonly hostnames: readonly string[];
}

/** Whether a parent accepts a route, and the listeners that it is attached to. */
export interface Attachment {
  readonly accepted: Verdict;
  readonly attached: readonly Attached[];
}

/** The Gateway or ListenerSet that a reference means. */
export function parentOf(
  reader: Reader,
  route: AnyRoute,
  { group, kind, namespace, name }: ParentReference,
): Gateway | ListenerSet | undefined {
  if (group !== GATEWAY_GROUP || (kind !== "Gateway" && kind !== "ListenerSet")) return undefined;
  return reader.get(kind, namespace ?? route.metadata.namespace ?? "default", name);
}

/** A route and the listeners of one parent: those that the reference means, allow the route, and share a name with it. */
export function attach(
  reader: Reader,
  route: AnyRoute,
  { sectionName, port }: ParentReference,
  listeners: readonly ListenerState[],
): Attachment {
  const meant = listeners.filter(
    ({ listener }) =>
      (sectionName === undefined || listener.name === sectionName) &&
      (port === undefined || listener.port === port),
  );
  if (meant.length === 0) {
    const wanted = [
      sectionName === undefined ? [] : [`named ${sectionName}`],
      port === undefined ? [] : [`on port ${port}`],
    ];
    const there = listeners.map(({ listener }) => `${listener.name} (${listener.port})`);
    return refused("NoMatchingParent", `no listener ${wanted.flat().join(" ")}, only ${there.join(", ")}`);
  }
  const open = meant.map((state) => ({ state, why: refusal(reader, route, state) }));
  const allowed = open.filter(({ why }) => why === undefined).map(({ state }) => state);
  if (allowed.length === 0) return refused("NotAllowedByListeners", open[0]?.why ?? "");
  const attached = allowed
    .map((state) => ({ state, hostnames: intersection(state.listener.hostname, hostnamesOf(route)) }))
    .filter(({ hostnames }) => hostnames.length > 0);
  if (attached.length > 0) return { accepted: yes("Accepted"), attached };
  const names = allowed.map(({ hostname }) => hostname).join(", ");
  const own = (hostnamesOf(route) ?? []).join(", ");
  return refused("NoMatchingListenerHostname", `${own} and the listeners' ${names} have no name in common`);
}

function refused(reason: string, message: string): Attachment {
  return { accepted: no(reason, message), attached: [] };
}

/** Why a listener does not allow a route: its kind, or its namespace. */
function refusal(
  reader: Reader,
  route: AnyRoute,
  { owner, listener, supportedKinds }: ListenerState,
): string | undefined {
  if (!supportedKinds.some(({ kind }) => kind === route.kind)) {
    const kinds = supportedKinds.map(({ kind }) => kind).join(", ");
    return `listener ${listener.name} takes ${kinds === "" ? "no route at all" : `${kinds}, no ${route.kind}`}`;
  }
  const { namespaces } = listener.allowedRoutes;
  const own = owner.metadata.namespace ?? "default";
  const theirs = route.metadata.namespace ?? "default";
  if (namespaces.from === "All") return undefined;
  if (namespaces.from === "Same")
    return own === theirs ? undefined : `listener ${listener.name} takes routes of namespace ${own} only`;
  const labels = reader.get("Namespace", undefined, theirs)?.metadata.labels ?? {};
  const isSelected = selects(compileSelector(namespaces.selector ?? {}), labels);
  return isSelected ? undefined : `listener ${listener.name} does not select namespace ${theirs}`;
}
