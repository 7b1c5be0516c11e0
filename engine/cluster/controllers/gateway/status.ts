import equal from "fast-deep-equal";
import type { Gateway, ListenerStatus } from "../../../api/gateway/gateway.ts";
import type { ListenerSet } from "../../../api/gateway/listener-set.ts";
import type { RouteParentStatus } from "../../../api/gateway/references.ts";
import type { AnyKind } from "../../../api/kinds.ts";
import type { ControlPlane } from "../../control-plane.ts";
import { clientCertificateVerdict } from "../../gateway/certificates.ts";
import { insecureMode } from "../../gateway/frontend-tls.ts";
import { isForeign } from "../../gateway/gateway-class.ts";
import {
  attachedTo,
  type GatewayState,
  type GatewayStates,
  type ParentState,
} from "../../gateway/gateway-state.ts";
import type { ListenerState } from "../../gateway/listeners.ts";
import { overlapOf } from "../../gateway/overlaps.ts";
import { proxyName } from "../../gateway/proxy-names.ts";
import { no, type Verdict, yes } from "../../gateway/reading.ts";
import { type AnyRoute, allRoutes } from "../../gateway/routes.ts";
import { areSame } from "../../remembered.ts";
import { addressProblem, askedAddresses } from "./addresses.ts";
import { writeConditions } from "./conditions.ts";

export function writeGateway(plane: ControlPlane, state: GatewayState, states: GatewayStates): void {
  const { gateway, listeners, sets } = state;
  const addresses = state.accepted.holds ? addressesOf(plane, gateway) : [];
  const own = listeners.filter(({ owner }) => owner === gateway);
  const insecure = insecureMode(gateway);
  const references = resolvedRefs(plane, gateway, own);
  const conditions = writeConditions(plane, gateway, gateway.status?.conditions ?? [], [
    ["Accepted", state.accepted],
    ["Programmed", programmed(plane, state, own, addresses)],
    ...(references === undefined ? [] : [["ResolvedRefs", references] as const]),
    ...(insecure === undefined ? [] : [["InsecureFrontendValidationMode", insecure] as const]),
  ]);
  const accepted = sets.filter((one) => setVerdict(one.accepted, listenersOf(state, one.set)).holds).length;
  plane.put({
    ...gateway,
    status: {
      ...(addresses.length === 0 ? {} : { addresses }),
      conditions,
      listeners: listenerStatuses(plane, gateway, own, state, states),
      ...(accepted === 0 ? {} : { attachedListenerSets: accepted }),
    },
  });
}

function programmed(
  plane: ControlPlane,
  { gateway, accepted }: GatewayState,
  own: readonly ListenerState[],
  addresses: readonly { readonly value: string }[],
): Verdict {
  if (!accepted.holds) return no("Invalid", accepted.message);
  if (!own.some((listener) => listener.programmed.holds)) return no("Invalid", "no listener can be opened");
  const values = addresses.map(({ value }) => value);
  const lacking = askedAddresses(gateway).find((asked) => !values.includes(asked));
  if (lacking !== undefined) {
    const why = addressProblem(plane, gateway, lacking) ?? `its load balancer does not have ${lacking}`;
    return no("AddressNotUsable", why);
  }
  return addresses.length === 0
    ? no("AddressNotAssigned", "nobody has given the proxy's Service an address")
    : yes("Programmed");
}

/** Of a Gateway that refers to something itself: to what, and what its listeners make of theirs. */
function resolvedRefs(
  plane: ControlPlane,
  gateway: Gateway,
  own: readonly ListenerState[],
): Verdict | undefined {
  const verdict = clientCertificateVerdict(plane, gateway);
  if (verdict?.holds !== true) return verdict;
  const bad = own.filter((listener) => !listener.resolvedRefs.holds).map(({ listener }) => listener.name);
  return bad.length === 0
    ? verdict
    : no("ListenersNotResolved", `listeners with references that lead nowhere: ${bad.join(", ")}`);
}

/** Addresses of the proxy's Service. */
function addressesOf(
  plane: ControlPlane,
  gateway: Gateway,
): readonly { readonly type: string; readonly value: string }[] {
  const service = plane.get("Service", gateway.metadata.namespace, proxyName(gateway));
  return (service?.status?.loadBalancer?.ingress ?? []).map(({ ip, hostname = "" }) =>
    ip === undefined ? { type: "Hostname", value: hostname } : { type: "IPAddress", value: ip },
  );
}

function listenerStatuses(
  plane: ControlPlane,
  owner: Gateway | ListenerSet,
  listeners: readonly ListenerState[],
  { listeners: all }: GatewayState,
  states: GatewayStates,
): readonly ListenerStatus[] {
  return listeners.map((state): ListenerStatus => {
    const { listener, supportedKinds, accepted, conflicted, resolvedRefs } = state;
    const overlap = overlapOf(plane, state, all);
    const before = owner.status?.listeners?.find(({ name }) => name === listener.name)?.conditions ?? [];
    const conditions = writeConditions(plane, owner, before, [
      ["Accepted", accepted],
      ["Conflicted", conflicted],
      ["Programmed", state.programmed],
      ["ResolvedRefs", resolvedRefs],
      ...(overlap === undefined ? [] : [["OverlappingTLSConfig", overlap] as const]),
    ]);
    return { name: listener.name, supportedKinds, attachedRoutes: attachedTo(states, state), conditions };
  });
}

function listenersOf({ listeners }: GatewayState, set: ListenerSet): readonly ListenerState[] {
  return listeners.filter(({ owner }) => owner === set);
}

export function writeSets(plane: ControlPlane, state: GatewayState, states: GatewayStates): void {
  for (const { set, accepted } of state.sets) {
    const own = listenersOf(state, set);
    const verdict = setVerdict(accepted, own);
    const conditions = writeConditions(plane, set, set.status?.conditions ?? [], [
      ["Accepted", verdict],
      ["Programmed", verdict.holds ? yes("Programmed") : verdict],
    ]);
    const listeners = listenerStatuses(plane, set, own, state, states);
    plane.put({ ...set, status: { conditions, ...(accepted.holds ? { listeners } : {}) } });
  }
}

function setVerdict(accepted: Verdict, own: readonly ListenerState[]): Verdict {
  if (!accepted.holds) return accepted;
  const good = own.filter((one) => one.programmed.holds);
  if (good.length === own.length) return accepted;
  return { holds: good.length > 0, reason: "ListenersNotValid", message: "not every listener can be opened" };
}

/** Routes whose status says what these parents come to: there is nothing to write until one or the other is another. */
const written = new WeakMap<AnyRoute, readonly ParentState[]>();

/** An entry for each parent that is one of ours; a route without any has no status at all. */
export function writeRoutes(plane: ControlPlane, states: GatewayStates): void {
  const byRoute = new Map<AnyRoute, ParentState[]>();
  for (const parent of states.parents) {
    const known = byRoute.get(parent.route);
    if (known === undefined) byRoute.set(parent.route, [parent]);
    else known.push(parent);
  }
  for (const route of allRoutes(plane)) {
    const before = route.status?.parents ?? [];
    const own = byRoute.get(route) ?? [];
    const known = written.get(route);
    if (known !== undefined && areSame(known, own)) continue;
    const parents = [
      ...own.map((parent) => parentStatus(plane, route, parent, before)),
      ...before.filter(({ controllerName }) => isForeign(controllerName)),
    ];
    if (parents.length > 0 || before.length > 0) plane.put({ ...route, status: { parents } } as AnyKind);
    const { kind, metadata } = route;
    if (plane.get(kind, metadata.namespace, metadata.name) === route) written.set(route, own);
  }
}

function parentStatus(
  plane: ControlPlane,
  route: AnyRoute,
  { parentRef, state, accepted, resolvedRefs, partiallyInvalid }: ParentState,
  before: readonly RouteParentStatus[],
): RouteParentStatus {
  const known = before.find((entry) => equal(entry.parentRef, parentRef))?.conditions ?? [];
  const conditions = writeConditions(plane, route, known, [
    ["Accepted", accepted],
    ["ResolvedRefs", resolvedRefs],
    ...(partiallyInvalid === undefined ? [] : [["PartiallyInvalid", partiallyInvalid] as const]),
  ]);
  return { parentRef, controllerName: state.controllerName, conditions };
}
