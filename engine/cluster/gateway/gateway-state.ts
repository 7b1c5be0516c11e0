import type { Gateway } from "../../api/gateway/gateway.ts";
import type { ListenerSet } from "../../api/gateway/listener-set.ts";
import type { ParentReference } from "../../api/gateway/references.ts";
import { compileSelector, selects } from "../../values/label-selector.ts";
import { type Reader, remembered } from "../remembered.ts";
import type { ClusterView } from "../view.ts";
import { type Attached, attach, parentOf } from "./attachment.ts";
import { backendVerdict } from "./backends.ts";
import { droppedVerdict, extensionsOf } from "./dropped-rules.ts";
import { gatewayClassVerdict } from "./gateway-class.ts";
import { intersection } from "./hostnames.ts";
import { type ListenerState, listenerStates } from "./listeners.ts";
import { GATEWAY_GROUP, no, type Verdict, yes } from "./reading.ts";
import { type AnyRoute, allRoutes, backendsOf, oldestFirst } from "./routes.ts";

/** What a controller makes of one Gateway: its listeners, and the routes that are attached to each. */
export interface GatewayState {
  readonly gateway: Gateway;
  readonly controllerName: string;
  readonly accepted: Verdict;
  readonly sets: readonly SetState[];
  readonly listeners: readonly ListenerState[];
}

/** A ListenerSet that names the Gateway, and whether the Gateway lets it. */
export interface SetState {
  readonly set: ListenerSet;
  readonly accepted: Verdict;
}

/** A route and one of its parents. */
export interface ParentState {
  readonly route: AnyRoute;
  readonly parentRef: ParentReference;
  readonly state: GatewayState;
  readonly accepted: Verdict;
  readonly resolvedRefs: Verdict;
  /** Rules that are left out; absent: none. */
  readonly partiallyInvalid?: Verdict;
  readonly attached: readonly Attached[];
}

/** Gateways that somebody acts on, and all that is attached to them. */
export interface GatewayStates {
  readonly gateways: readonly GatewayState[];
  /** The oldest route first. */
  readonly parents: readonly ParentState[];
}

const known = new WeakMap<ClusterView, GatewayStates>();

/** The same of a cluster that does not change any more, worked out once. */
export function gatewayStatesOf(view: ClusterView): GatewayStates {
  let states = known.get(view);
  if (states === undefined) {
    states = gatewayStates(view);
    known.set(view, states);
  }
  return states;
}

export function gatewayStates(reader: Reader): GatewayStates {
  const gateways = reader.list("Gateway").flatMap((gateway) => stateOf(reader, gateway) ?? []);
  const parents = allRoutes(reader).flatMap((route) => parentsOf(reader, route, ...gateways));
  return { gateways, parents: withoutRivals(parents) };
}

/** What the Gateway's controller makes of it; nothing where nobody acts on it. */
const stateOf = remembered((reader, gateway: Gateway): GatewayState | undefined => {
  const verdict = gatewayClassVerdict(reader, gateway);
  if (verdict.kind !== "served") return undefined;
  const { controllerName } = verdict;
  const sets = setsOf(reader, gateway);
  const open = sets.filter(({ accepted }) => accepted.holds).map(({ set }) => set);
  const listeners = listenerStates(reader, gateway, open);
  const own = listeners.filter(({ owner }) => owner === gateway);
  return { gateway, controllerName, accepted: acceptance(reader, gateway, own), sets, listeners };
});

/** The older ListenerSet comes first, then the one that is first by name. */
function setsOf(reader: Reader, gateway: Gateway): readonly SetState[] {
  const own = gateway.metadata.namespace ?? "default";
  const keyOf = ({ metadata }: ListenerSet): string =>
    `${metadata.creationTimestamp ?? ""} ${metadata.namespace ?? "default"}/${metadata.name}`;
  return reader
    .list("ListenerSet")
    .filter(({ spec, metadata }) => {
      const { group, kind, name, namespace = metadata.namespace ?? "default" } = spec.parentRef;
      return (
        group === GATEWAY_GROUP && kind === "Gateway" && name === gateway.metadata.name && namespace === own
      );
    })
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
    .map((set) => ({ set, accepted: allowsSet(reader, gateway, set) }));
}

function allowsSet(reader: Reader, { metadata, spec }: Gateway, set: ListenerSet): Verdict {
  const { from, selector = {} } = spec.allowedListeners?.namespaces ?? { from: "None" };
  const theirs = set.metadata.namespace ?? "default";
  const labels = reader.get("Namespace", undefined, theirs)?.metadata.labels ?? {};
  const isAllowed =
    from === "All" ||
    (from === "Same" && theirs === (metadata.namespace ?? "default")) ||
    (from === "Selector" && selects(compileSelector(selector), labels));
  return isAllowed
    ? yes("Accepted")
    : no(
        "NotAllowed",
        `Gateway ${metadata.name} takes no ListenerSet of namespace ${theirs} (allowedListeners: ${from})`,
      );
}

/** Kinds of parameters that implementations bring; the engine does not read them, and takes them to be there. */
const PARAMETER_GROUPS: ReadonlySet<string> = new Set([
  "cilium.io",
  "gateway.envoyproxy.io",
  "gateway.kgateway.dev",
  "gateway.nginx.org",
]);

function acceptance(
  reader: Reader,
  { metadata, spec }: Gateway,
  listeners: readonly ListenerState[],
): Verdict {
  const parameters = spec.infrastructure?.parametersRef;
  if (parameters !== undefined && !PARAMETER_GROUPS.has(parameters.group)) {
    const { group, kind, name } = parameters;
    const isThere = group === "" && kind === "ConfigMap" && reader.get("ConfigMap", metadata.namespace, name);
    if (!isThere)
      return no(
        "InvalidParameters",
        `there is no ${kind} ${name} of group "${group}" to take parameters from`,
      );
  }
  const odd = (spec.addresses ?? []).find(({ type }) => type !== "IPAddress" && type !== "Hostname");
  if (odd !== undefined) return no("UnsupportedAddress", `addresses of type ${odd.type} are not known`);
  const bad = listeners.filter(({ accepted }) => !accepted.holds);
  if (bad.length === 0) return yes("Accepted");
  const holds = bad.length < listeners.length;
  const named = (of: readonly ListenerState[]): string => of.map(({ listener }) => listener.name).join(", ");
  const each = bad.map(({ listener, accepted: { reason } }) => `${listener.name} (${reason})`).join(", ");
  const rest = holds ? `; accepted: ${named(listeners.filter(({ accepted }) => accepted.holds))}` : "";
  return { holds, reason: "ListenersNotValid", message: `not accepted: ${each}${rest}` };
}

const parentsOf = remembered(function parents(
  reader,
  route: AnyRoute,
  ...gateways: readonly GatewayState[]
): readonly ParentState[] {
  const references = route.spec.parentRefs ?? [];
  if (references.length === 0) return [];
  const resolvedRefs = resolution(reader, route);
  const dropped = droppedVerdict(route);
  return references.flatMap((parentRef): readonly ParentState[] => {
    const parent = parentOf(reader, route, parentRef);
    if (parent === undefined) return [];
    const state = gateways.find(
      ({ gateway, sets }) => gateway === parent || sets.some(({ set }) => set === parent),
    );
    if (state === undefined) return [];
    const listeners = state.listeners.filter(({ owner }) => owner === parent);
    const { accepted, attached } = attach(reader, route, parentRef, listeners);
    const own = { route, parentRef, state, resolvedRefs };
    if (dropped === undefined || !accepted.holds) return [{ ...own, accepted, attached }];
    return dropped.holds
      ? [{ ...own, accepted, partiallyInvalid: dropped, attached }]
      : [{ ...own, accepted: dropped, attached: [] }];
  });
});

/** Whether every backend of a route can be used; the first that cannot says why. */
function resolution(reader: Reader, route: AnyRoute): Verdict {
  for (const { reference } of backendsOf(route)) {
    const verdict = backendVerdict(reader, route, reference);
    if (verdict.kind === "invalid") return no(verdict.reason, verdict.message);
  }
  const [extension] = extensionsOf(route);
  return extension === undefined ? yes("ResolvedRefs") : no("InvalidKind", extension.message);
}

/** HTTPRoutes and GRPCRoutes do not share a name on a listener: the older one keeps it, the other is not accepted. */
function withoutRivals(parents: readonly ParentState[]): readonly ParentState[] {
  const kinds = new Set(parents.map(({ route }) => route.kind));
  if (!kinds.has("HTTPRoute") || !kinds.has("GRPCRoute")) return parents;
  const taken = new Map<string, Set<string>>();
  const listeners = new Map<ListenerState, number>();
  const keyOf = (kind: string, state: ListenerState): string => {
    if (!listeners.has(state)) listeners.set(state, listeners.size);
    return `${kind} ${listeners.get(state)}`;
  };
  return [...parents]
    .sort((a, b) => oldestFirst(a.route, b.route))
    .map((parent) => {
      const { route, attached } = parent;
      if (route.kind !== "HTTPRoute" && route.kind !== "GRPCRoute") return parent;
      const other = route.kind === "HTTPRoute" ? "GRPCRoute" : "HTTPRoute";
      const rival = attached.find(({ state, hostnames }) => {
        const theirs = [...(taken.get(keyOf(other, state)) ?? [])];
        return hostnames.some((own) => intersection(own, theirs).length > 0 && theirs.length > 0);
      });
      if (rival !== undefined) {
        const { name } = rival.state.listener;
        const message = `an older ${other} has these hostnames on listener ${name}`;
        const { partiallyInvalid: _, ...rest } = parent;
        return { ...rest, accepted: no("HostnameConflict", message), attached: [] };
      }
      for (const { state, hostnames } of attached) {
        const key = keyOf(route.kind, state);
        taken.set(key, new Set([...(taken.get(key) ?? []), ...hostnames]));
      }
      return parent;
    });
}

/** How many routes a listener has, accepted ones. */
export function attachedTo({ parents }: GatewayStates, listener: ListenerState): number {
  const routes = parents
    .filter(({ attached }) => attached.some(({ state }) => state === listener))
    .map(({ route }) => route);
  return new Set(routes).size;
}
