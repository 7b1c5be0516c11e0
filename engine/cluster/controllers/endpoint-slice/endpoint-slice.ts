import type { Pod } from "../../../api/core/pod.ts";
import type { Service } from "../../../api/core/service.ts";
import {
  type Endpoint,
  type EndpointSlice,
  SERVICE_NAME_LABEL,
} from "../../../api/discovery/endpoint-slice.ts";
import type { KubernetesObject } from "../../../api/meta.ts";
import { familyOf, type IpFamily } from "../../../values/ip.ts";
import { hasChanged } from "../../changes.ts";
import { type Controller, type ControlPlane, controlledBy, isControlledBy } from "../../control-plane.ts";
import { suffixFor } from "../../pod-template.ts";
import {
  endpointPods,
  goesByName,
  hasSelectedEndpoints,
  isReady,
  isTerminating,
  mayServe,
  type ResolvedPort,
  servedPorts,
  servicesConcerned,
} from "../../service-endpoints.ts";
import { allotZones, wantsTopologyHints, type ZoneShares, zoneShares } from "../../topology-hints.ts";
import { pack } from "./packing.ts";

const MANAGED_BY_LABEL = "endpointslice.kubernetes.io/managed-by";
const MANAGER = "endpointslice-controller.k8s.io";
/** `--max-endpoints-per-slice` of kube-controller-manager. */
const MOST_ENDPOINTS = 100;

/** Slices of every Service with a selector, one set per family and set of ports. Slices of other makers are left alone. */
export const endpointSlice: Controller = {
  name: "endpoint-slice",
  watches: ["Service", "Pod", "Node", "EndpointSlice"],
  settles: true,
  reconcile: (plane, changes) => {
    const serviceOf = ({ metadata }: KubernetesObject): string | undefined =>
      metadata.labels?.[SERVICE_NAME_LABEL];
    const services = hasChanged(changes, "Node")
      ? plane.list("Service")
      : servicesConcerned(plane, changes, "EndpointSlice", serviceOf);
    const zones = zonesOf(plane);
    for (const service of services) reconcile(plane, service, zones);
  },
};

/** Zones of the nodes; empty where a node says none. */
type Zones = ReadonlyMap<string, string>;

function zonesOf(plane: ControlPlane): Zones {
  const zones = new Map<string, string>();
  for (const { metadata } of plane.list("Node"))
    zones.set(metadata.name, metadata.labels?.["topology.kubernetes.io/zone"] ?? "");
  return zones;
}

/** A pod whose node is gone is no endpoint any more, unless the Service wants pods that are not ready, too. */
function onNodes(pods: readonly Pod[], { spec }: Service, zones: Zones): readonly Pod[] {
  const isThere = ({ spec: { nodeName } }: Pod): boolean => nodeName === undefined || zones.has(nodeName);
  return spec.publishNotReadyAddresses === true || pods.every(isThere) ? pods : pods.filter(isThere);
}

function reconcile(plane: ControlPlane, service: Service, zones: Zones): void {
  const { namespace = "default", name } = service.metadata;
  // By the rarer label alone, so that nobody keeps an index of the other.
  const existing = plane
    .labelled("EndpointSlice", namespace, { [SERVICE_NAME_LABEL]: name })
    .filter(({ metadata }) => metadata.labels?.[MANAGED_BY_LABEL] === MANAGER);
  const wanted = hasSelectedEndpoints(service) ? slicesFor(plane, service, existing, zones) : [];
  for (const slice of existing) {
    const isOwned = isControlledBy(slice, service) || hasSelectedEndpoints(service);
    const isWanted = wanted.some((one) => one.slice.metadata.name === slice.metadata.name);
    if (isOwned && !isWanted) plane.remove(slice);
  }
  for (const { slice, later } of wanted) {
    if (later === undefined) plane.put(slice);
    else plane.putLazily(slice, "endpoints", later);
  }
}

/** A slice to be written. `later` gives its endpoints where nobody has had to look at them yet. */
interface Wanted {
  readonly slice: EndpointSlice;
  readonly later?: () => readonly Endpoint[];
}

/** Pods that serve the same ports, each with its address. */
interface Group {
  readonly ports: readonly ResolvedPort[];
  readonly key: string;
  readonly members: Member[];
}

interface Member {
  readonly pod: Pod;
  readonly address: string;
}

function slicesFor(
  plane: ControlPlane,
  service: Service,
  existing: readonly EndpointSlice[],
  zones: Zones,
): readonly Wanted[] {
  const shares = wantsTopologyHints(service) ? zoneShares(plane.list("Node")) : "unwanted";
  return (service.spec.ipFamilies ?? ["IPv4"]).flatMap((family) => {
    const own = existing.filter(({ addressType }) => addressType === family);
    const only =
      own.length === 0 && shares === "unwanted" ? onlySlice(plane, service, family, zones) : undefined;
    if (only !== undefined) return [only];
    const groups = groupsOf(service, onNodes(endpointPods(plane, service), service, zones), family);
    // A Service without endpoints keeps one slice that says so.
    if (groups.length === 0) groups.push({ ports: [], key: "[]", members: [] });
    const slices = groups.flatMap((group) => packed(service, family, group, { own, zones }));
    const complete = shares === "unwanted" ? slices : hinted(slices, shares);
    return complete.map((slice) => ({ slice }));
  });
}

/**
 * The usual case: nothing is there yet, all pods serve the same ports, and all of them go into one slice. So nobody has to
 * look at more than the first of them to write it.
 */
function onlySlice(
  plane: ControlPlane,
  service: Service,
  family: IpFamily,
  zones: Zones,
): Wanted | undefined {
  const pods = onNodes(plane.selected(service), service, zones);
  if (pods.length > MOST_ENDPOINTS || goesByName(service)) return undefined;
  const first = pods.find((pod) => mayServe(pod) && addressOf(pod, family) !== undefined);
  if (first === undefined) return undefined;
  const { ports, key } = servedPorts(service)(first);
  const { namespace = "default", name } = service.metadata;
  const sliceName = `${name}-${suffixFor(namespace, name, family, key, 0)}`;
  const slice = sliceOf(service, family, sliceName, { ports, endpoints: [] });
  const later = (): readonly Endpoint[] =>
    groupsOf(service, pods.filter(mayServe), family).flatMap((group) => endpointsOf(service, group, zones));
  return { slice, later };
}

function endpointsOf(service: Service, { members }: Group, zones: Zones): readonly Endpoint[] {
  return members.map(({ pod, address }) => endpointOf(service, pod, address, zones));
}

/** The slices of one family with the zone hints of the annotation, which go by all of them together. */
function hinted(slices: readonly EndpointSlice[], shares: ZoneShares | undefined): readonly EndpointSlice[] {
  const { zones } = allotZones(
    slices.flatMap(({ endpoints }) => endpoints),
    shares,
  );
  if (zones === undefined) return slices;
  return slices.map((slice) => ({
    ...slice,
    endpoints: slice.endpoints.map((endpoint) => {
      const name = zones.get(endpoint);
      return name === undefined ? endpoint : { ...endpoint, hints: { forZones: [{ name }] } };
    }),
  }));
}

function packed(
  service: Service,
  family: IpFamily,
  group: Group,
  { own, zones }: { readonly own: readonly EndpointSlice[]; readonly zones: Zones },
): readonly EndpointSlice[] {
  const { namespace = "default", name } = service.metadata;
  const { ports, key } = group;
  const endpoints = endpointsOf(service, group, zones);
  const served = own.filter((slice) => JSON.stringify(portsOf(slice)) === key);
  const names = new Set(served.map(({ metadata }) => metadata.name));
  let index = 0;
  const newName = (): string => {
    for (; ; index++) {
      const free = `${name}-${suffixFor(namespace, name, family, key, index)}`;
      if (names.has(free)) continue;
      names.add(free);
      return free;
    }
  };
  const packages =
    endpoints.length === 0 ? [{ of: served[0], endpoints }] : pack(served, endpoints, MOST_ENDPOINTS);
  return packages.map(({ of, endpoints: held }) =>
    sliceOf(service, family, of?.metadata.name ?? newName(), { ports, endpoints: held }),
  );
}

/** A slice's ports as the controller writes them. */
function portsOf({ ports = [] }: EndpointSlice): readonly unknown[] {
  return ports.map(({ name = "", port, protocol = "TCP", appProtocol }) =>
    appProtocol === undefined ? { name, port, protocol } : { name, port, protocol, appProtocol },
  );
}

/** Endpoints that serve the same ports share slices. */
function groupsOf(service: Service, pods: readonly Pod[], family: IpFamily): Group[] {
  const groups: Group[] = [];
  const served = servedPorts(service);
  for (const pod of pods) {
    const address = addressOf(pod, family);
    if (address === undefined) continue;
    const { ports, key } = served(pod);
    let group = groups.find((one) => one.key === key);
    if (group === undefined) {
      group = { ports, key, members: [] };
      groups.push(group);
    }
    group.members.push({ pod, address });
  }
  return groups;
}

function addressOf({ status }: Pod, family: IpFamily): string | undefined {
  for (const { ip } of status?.podIPs ?? []) if (familyOf(ip) === family) return ip;
  return undefined;
}

function endpointOf(service: Service, pod: Pod, address: string, zones: Zones): Endpoint {
  const { metadata, spec } = pod;
  const terminating = isTerminating(pod);
  const serving = isReady(pod);
  const ready = service.spec.publishNotReadyAddresses === true || (serving && !terminating);
  const zone = zones.get(spec.nodeName ?? "");
  // The annotation wins over the field.
  const isOwn = ready && !wantsTopologyHints(service);
  const hints = isOwn ? hintsFor(service.spec.trafficDistribution, zone, spec.nodeName) : undefined;
  const hasHostname = spec.hostname !== undefined && spec.subdomain === service.metadata.name;
  return {
    addresses: [address],
    conditions: { ready, serving, terminating },
    ...(hasHostname && spec.hostname !== undefined ? { hostname: spec.hostname } : {}),
    ...(spec.nodeName === undefined ? {} : { nodeName: spec.nodeName }),
    ...(zone ? { zone } : {}),
    ...(hints === undefined ? {} : { hints }),
    targetRef: {
      kind: "Pod",
      namespace: metadata.namespace ?? "default",
      name: metadata.name,
      ...(metadata.uid === undefined ? {} : { uid: metadata.uid }),
    },
  };
}

/** `trafficdist.ReconcileHintsForTrafficDistribution`: ready endpoints are hinted to their own zone, or node too. */
function hintsFor(
  distribution: string | undefined,
  zone: string | undefined,
  node: string | undefined,
): Endpoint["hints"] | undefined {
  const near = ["PreferClose", "PreferSameZone", "PreferSameNode"].includes(distribution ?? "");
  if (!near) return undefined;
  const forZones = zone ? { forZones: [{ name: zone }] } : {};
  const forNodes =
    distribution !== "PreferSameNode" || node === undefined ? {} : { forNodes: [{ name: node }] };
  const hints = { ...forZones, ...forNodes };
  return Object.keys(hints).length === 0 ? undefined : hints;
}

function sliceOf(
  service: Service,
  family: IpFamily,
  sliceName: string,
  { ports, endpoints }: { readonly ports: readonly ResolvedPort[]; readonly endpoints: readonly Endpoint[] },
): EndpointSlice {
  const { namespace = "default", name, labels } = service.metadata;
  const isHeadless = service.spec.clusterIP === "None";
  return {
    apiVersion: "discovery.k8s.io/v1",
    kind: "EndpointSlice",
    metadata: {
      name: sliceName,
      namespace,
      labels: {
        ...labels,
        [MANAGED_BY_LABEL]: MANAGER,
        [SERVICE_NAME_LABEL]: name,
        ...(isHeadless ? { "service.kubernetes.io/headless": "" } : {}),
      },
      ownerReferences: controlledBy(service),
    },
    addressType: family,
    endpoints,
    ports,
  };
}
