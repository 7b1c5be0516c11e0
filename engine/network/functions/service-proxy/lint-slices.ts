import type { Service } from "../../../api/core/service.ts";
import type { EndpointSlice } from "../../../api/discovery/endpoint-slice.ts";
import { allotZones, wantsTopologyHints, zoneShares } from "../../../cluster/topology-hints.ts";
import type { ClusterView } from "../../../cluster/view.ts";
import type { Issue } from "../../../values/issue.ts";
import { suggest } from "../../../values/suggest.ts";
import { finding } from "../../shared/finding.ts";
import { slicesOf } from "./endpoints.ts";

/** As many endpoints as the controller of Kubernetes puts into a slice. */
const FULL = 100;
const OVER_CAPACITY = "endpoints.kubernetes.io/over-capacity";

/** What looks wrong about the endpoints of a Service, whoever wrote them. */
export function lintEndpoints(view: ClusterView, service: Service): readonly Issue[] {
  const slices = slicesOf(view, service);
  const written = slices.filter((slice) => view.use(slice).source !== undefined);
  return [
    ...truncatedEndpoints(view, service, slices),
    ...unreadEndpoints(view, service, slices),
    ...missingHints(view, service, slices),
    ...written.flatMap((slice) => strangePorts(view, service, slice)),
    ...written.flatMap((slice) => overfilled(view, slice)),
    ...written.flatMap((slice) => virtualAddresses(view, slice)),
    ...hardlyFilled(view, service, written),
  ];
}

function truncatedEndpoints(
  view: ClusterView,
  service: Service,
  slices: readonly EndpointSlice[],
): readonly Issue[] {
  const { namespace = "default", name } = service.metadata;
  const { annotations = {} } = view.get("Endpoints", namespace, name)?.metadata ?? {};
  if (annotations[OVER_CAPACITY] !== "truncated") return [];
  const count = slices.reduce((sum, { endpoints }) => sum + endpoints.length, 0);
  return finding(view, service, {
    severity: "note",
    code: "endpoints-truncated",
    path: ["spec", "selector"],
    message: `${count} endpoints are more than the 1000 that an Endpoints object holds: the rest is missing there`,
    remedy: "whoever reads Endpoints has to read EndpointSlices instead",
  });
}

/** kube-proxy reads slices alone: Endpoints that nobody mirrors lead nowhere, though kubectl shows them. */
function unreadEndpoints(
  view: ClusterView,
  service: Service,
  slices: readonly EndpointSlice[],
): readonly Issue[] {
  const { namespace = "default", name } = service.metadata;
  const written = view.get("Endpoints", namespace, name);
  const holds = (written?.subsets ?? []).some(({ addresses = [] }) => addresses.length > 0);
  if (written === undefined || !holds || slices.length > 0) return [];
  return finding(view, written, {
    code: "endpoints-unread",
    path: ["subsets"],
    message: `no EndpointSlice is made of these Endpoints, and kube-proxy reads nothing else: Service ${name} has no endpoint`,
    remedy: "write an EndpointSlice, or let the mirroring controller do it",
  });
}

/** Upstream says so with the event TopologyAwareHintsDisabled. */
function missingHints(
  view: ClusterView,
  service: Service,
  slices: readonly EndpointSlice[],
): readonly Issue[] {
  if (!wantsTopologyHints(service)) return [];
  const shares = zoneShares(view.nodes.map(({ node }) => node));
  const endpoints = slices.flatMap((slice) => slice.endpoints);
  const { reason } = allotZones(endpoints, shares);
  if (reason === undefined) return [];
  return finding(view, service, {
    severity: "note",
    code: "topology-hints-disabled",
    path: ["metadata", "annotations"],
    message: `topology-mode Auto has no effect: ${reason}`,
    remedy: "trafficDistribution: PreferSameZone asks for no CPU and no number of endpoints",
  });
}

/** Port names tie a slice's ports to the Service's; `targetPort` plays no part. */
function strangePorts(view: ClusterView, service: Service, slice: EndpointSlice): readonly Issue[] {
  const known = (service.spec.ports ?? []).map(({ name = "", protocol = "TCP" }) => `${name}/${protocol}`);
  if (service.spec.clusterIP === "None") return [];
  return (slice.ports ?? []).flatMap(({ name = "", protocol = "TCP" }, index) => {
    if (known.includes(`${name}/${protocol}`)) return [];
    const names = (service.spec.ports ?? []).map((port) => port.name ?? "");
    const shown = suggest(name, names)[0] ?? names[0];
    return finding(view, slice, {
      code: "slice-port-unknown",
      path: ["ports", index, ...(name === "" ? [] : ["name"])],
      message: `Service ${service.metadata.name} has no port named "${name}" for ${protocol}: these endpoints get no traffic through it`,
      ...(shown === undefined ? {} : { remedy: `the Service's port is named "${shown}"` }),
    });
  });
}

function overfilled(view: ClusterView, slice: EndpointSlice): readonly Issue[] {
  const { length } = slice.endpoints;
  if (length <= FULL) return [];
  return finding(view, slice, {
    severity: "note",
    code: "slice-overfilled",
    path: ["endpoints"],
    message: `${length} endpoints in one slice: with each change of one of them all are sent to every node`,
    remedy: `Kubernetes puts ${FULL} into a slice`,
  });
}

/** A cluster IP is nobody's: kube-proxy translates a packet once, and what comes out has to be a real address. */
function virtualAddresses(view: ClusterView, slice: EndpointSlice): readonly Issue[] {
  return slice.endpoints.flatMap(({ addresses }, index) => {
    const owner = view
      .list("Service")
      .find(({ spec }) => (spec.clusterIPs ?? []).some((address) => addresses.includes(address)));
    if (owner === undefined) return [];
    const { namespace, name } = owner.metadata;
    return finding(view, slice, {
      code: "slice-cluster-ip",
      path: ["endpoints", index, "addresses", 0],
      message: `${addresses[0]} is the cluster IP of Service ${namespace}/${name}: it is translated no second time, and leads nowhere`,
      remedy: "name its pods' addresses, or an ExternalName for its name",
    });
  });
}

/** Slices of one kind that fewer would do for; one too many is what a rollout leaves, and no news. */
function hardlyFilled(
  view: ClusterView,
  service: Service,
  written: readonly EndpointSlice[],
): readonly Issue[] {
  const alike = new Map<string, EndpointSlice[]>();
  for (const slice of written) {
    const key = JSON.stringify([slice.addressType, slice.ports ?? []]);
    alike.set(key, [...(alike.get(key) ?? []), slice]);
  }
  return [...alike.values()].flatMap((slices) => {
    const count = slices.reduce((sum, { endpoints }) => sum + endpoints.length, 0);
    const needed = Math.max(1, Math.ceil(count / FULL));
    const [first] = slices;
    if (first === undefined || slices.length < needed + 2) return [];
    return finding(view, first, {
      severity: "note",
      code: "slices-hardly-filled",
      path: ["endpoints"],
      message: `Service ${service.metadata.name} has ${slices.length} slices with the same ports for ${count} endpoints`,
      remedy: needed === 1 ? "one slice holds them" : `${needed} slices hold them`,
    });
  });
}
