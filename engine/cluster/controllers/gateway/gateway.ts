import type { Gateway, GatewayClass } from "../../../api/gateway/gateway.ts";
import type { AnyKind } from "../../../api/kinds.ts";
import type { Controller, ControlPlane } from "../../control-plane.ts";
import { isForeign, WELL_KNOWN_CLASSES } from "../../gateway/gateway-class.ts";
import { type GatewayState, gatewayStates } from "../../gateway/gateway-state.ts";
import { isProxy, proxyName } from "../../gateway/proxy-names.ts";
import { yes } from "../../gateway/reading.ts";
import { ROUTE_KINDS } from "../../gateway/routes.ts";
import { allocateAddress } from "../../load-balancer-address.ts";
import { addressProblem, askedAddresses, ingressAddresses, loadBalancerBlocks } from "./addresses.ts";
import { writeConditions } from "./conditions.ts";
import { FEATURES } from "./features.ts";
import { writePolicies } from "./policies.ts";
import { proxyObjects } from "./proxy.ts";
import { writeGateway, writeRoutes, writeSets } from "./status.ts";

/**
 * Whoever implements Gateway API here: accepts classes, runs a proxy behind a Service for each Gateway, and writes the
 * status of Gateways, ListenerSets and routes.
 */
export const gateway: Controller = {
  name: "gateway",
  watches: [
    "GatewayClass",
    "Gateway",
    "ListenerSet",
    ...ROUTE_KINDS,
    "ReferenceGrant",
    "BackendTLSPolicy",
    "Secret",
    "ConfigMap",
    "Service",
    "Deployment",
    "Namespace",
  ],
  reconcile: (plane) => {
    installClasses(plane);
    for (const one of plane.list("GatewayClass")) acceptClass(plane, one);
    const isIdle =
      plane.list("Gateway").length === 0 && ROUTE_KINDS.every((kind) => plane.list(kind).length === 0);
    if (isIdle) return;
    const states = gatewayStates(plane);
    const taken = takenAddresses(plane);
    for (const state of states.gateways) runProxy(plane, state, taken);
    for (const state of states.gateways) writeGateway(plane, state, states);
    for (const state of states.gateways) writeSets(plane, state, states);
    writeRoutes(plane, states);
    writePolicies(plane, states);
  },
};

/** Classes that Gateways name and every installation of their implementation brings. */
function installClasses(plane: ControlPlane): void {
  for (const { spec } of plane.list("Gateway")) {
    const name = spec.gatewayClassName;
    const controllerName = Object.hasOwn(WELL_KNOWN_CLASSES, name) ? WELL_KNOWN_CLASSES[name] : undefined;
    if (controllerName === undefined || plane.get("GatewayClass", undefined, name) !== undefined) continue;
    plane.put({
      apiVersion: "gateway.networking.k8s.io/v1",
      kind: "GatewayClass",
      metadata: { name },
      spec: { controllerName },
      status: { conditions: [] },
    });
  }
}

function acceptClass(plane: ControlPlane, object: GatewayClass): void {
  // A class of somebody else is left as the API server made it: Accepted Unknown, Waiting for controller.
  if (isForeign(object.spec.controllerName)) return;
  const conditions = writeConditions(plane, object, object.status.conditions, [
    ["Accepted", yes("Accepted")],
  ]);
  const supportedFeatures = FEATURES.map((name) => ({ name }));
  plane.put({ ...object, status: { ...object.status, conditions, supportedFeatures } });
}

function takenAddresses(plane: ControlPlane): Set<string> {
  return new Set(plane.list("Service").flatMap(ingressAddresses));
}

/** The proxy's objects as the Gateway now wants them; addresses that its Service has are kept. */
function runProxy(plane: ControlPlane, state: GatewayState, taken: Set<string>): void {
  const { gateway, accepted } = state;
  if (!accepted.holds) return;
  const namespace = gateway.metadata.namespace ?? "default";
  const before = ingressAddresses(plane.get("Service", namespace, proxyName(gateway)));
  const wanted = askedAddresses(gateway);
  const asked = wanted.filter((one) => addressProblem(plane, gateway, one) === undefined);
  let given: readonly string[] | undefined;
  // Whoever runs a Gateway sees to it that the world reaches it, even where nobody gives addresses to load balancers.
  if (plane.profile.loadBalancer === "none" && wanted.length > 0) given = asked;
  else if (plane.profile.loadBalancer === "none" && before.length === 0) {
    const [block] = loadBalancerBlocks(plane);
    given =
      block === undefined
        ? []
        : [allocateAddress(block, `${namespace}/${proxyName(gateway)}`, taken) ?? []].flat();
  }
  for (const object of proxyObjects(plane, state, given, asked[0])) plane.put(object);
  leaveNothing(plane, gateway);
}

/** A Gateway that moved to another class takes its proxy along. */
function leaveNothing(plane: ControlPlane, gateway: Gateway): void {
  const isOld = ({ metadata: { name, labels = {} } }: AnyKind): boolean =>
    name !== proxyName(gateway) && isProxy(labels);
  for (const deployment of plane.owned("Deployment", gateway).filter(isOld)) {
    for (const set of plane.owned("ReplicaSet", deployment)) {
      for (const pod of plane.owned("Pod", set)) plane.remove(pod);
      plane.remove(set);
    }
    plane.remove(deployment);
  }
  for (const service of plane.owned("Service", gateway).filter(isOld)) {
    for (const slice of plane.owned("EndpointSlice", service)) plane.remove(slice);
    const endpoints = plane.get("Endpoints", service.metadata.namespace, service.metadata.name);
    if (endpoints !== undefined) plane.remove(endpoints);
    plane.remove(service);
  }
  for (const account of plane.owned("ServiceAccount", gateway).filter(isOld)) plane.remove(account);
}
