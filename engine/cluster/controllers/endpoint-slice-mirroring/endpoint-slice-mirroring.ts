import type { EndpointSubset, Endpoints } from "../../../api/core/endpoints.ts";
import {
  type Endpoint,
  type EndpointSlice,
  SERVICE_NAME_LABEL,
} from "../../../api/discovery/endpoint-slice.ts";
import type { KubernetesObject } from "../../../api/meta.ts";
import { type IpFamily, parseIp } from "../../../values/ip.ts";
import { type Controller, type ControlPlane, controlledBy } from "../../control-plane.ts";
import { suffixFor } from "../../pod-template.ts";
import type { Changes } from "../../store.ts";

const MANAGED_BY_LABEL = "endpointslice.kubernetes.io/managed-by";
const MANAGER = "endpointslicemirroring-controller.k8s.io";
const SKIP_LABEL = "endpointslice.kubernetes.io/skip-mirror";
const LEADER_ANNOTATION = "control-plane.alpha.kubernetes.io/leader";

/** Endpoints that somebody wrote for a Service without a selector become slices: nobody else reads Endpoints any more. */
export const endpointSliceMirroring: Controller = {
  name: "endpoint-slice-mirroring",
  watches: ["Service", "Endpoints", "EndpointSlice"],
  reconcile: (plane, changes) => {
    if (!plane.profile.endpointSliceMirroring) return;
    for (const { namespace, name } of names(plane, changes)) {
      const object = plane.get("Endpoints", namespace, name);
      const wanted = object === undefined ? [] : mirrored(plane, object);
      const kept = new Set(wanted.map(({ metadata }) => metadata.name));
      for (const slice of plane.labelled("EndpointSlice", namespace, { [SERVICE_NAME_LABEL]: name }))
        if (isMirrored(slice) && !kept.has(slice.metadata.name)) plane.remove(slice);
      for (const slice of wanted) plane.put(slice);
    }
  },
};

interface Name {
  readonly namespace: string;
  readonly name: string;
}

/** Names whose Endpoints, Service or slices changed; all that have Endpoints or a mirrored slice when nobody remembers. */
function names(plane: ControlPlane, changes: Changes): readonly Name[] {
  const kinds = ["Endpoints", "Service", "EndpointSlice"] as const;
  const known = kinds.every((kind) => changes.of(kind) !== undefined);
  const objects: readonly KubernetesObject[] = known
    ? kinds.flatMap((kind) => (changes.of(kind) ?? []).flatMap(({ before, after }) => after ?? before ?? []))
    : [
        ...plane.list("Endpoints").filter((object) => isOfSomebody(plane, object)),
        ...plane.list("EndpointSlice").filter(isMirrored),
      ];
  const found = new Map<string, Name>();
  for (const { kind, metadata } of objects) {
    const { namespace = "default", labels } = metadata;
    const name = kind === "EndpointSlice" ? labels?.[SERVICE_NAME_LABEL] : metadata.name;
    if (name !== undefined) found.set(`${namespace} ${name}`, { namespace, name });
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, name]) => name);
}

/** Whether somebody may have written the Endpoints: those of a Service with a selector are its controller's. */
function isOfSomebody(plane: ControlPlane, { metadata }: Endpoints): boolean {
  const service = plane.get("Service", metadata.namespace ?? "default", metadata.name);
  return service !== undefined && Object.keys(service.spec.selector ?? {}).length === 0;
}

function isMirrored({ metadata }: EndpointSlice): boolean {
  return metadata.labels?.[MANAGED_BY_LABEL] === MANAGER;
}

function mirrored(plane: ControlPlane, object: Endpoints): readonly EndpointSlice[] {
  const { namespace = "default", name, labels, annotations } = object.metadata;
  const service = plane.get("Service", namespace, name);
  if (service === undefined || Object.keys(service.spec.selector ?? {}).length > 0) return [];
  if (labels?.[SKIP_LABEL] === "true" || annotations?.[LEADER_ANNOTATION] !== undefined) return [];
  return (object.subsets ?? []).flatMap((subset, index) =>
    (["IPv4", "IPv6"] as const).flatMap((family) => {
      const endpoints = endpointsOf(subset, family);
      if (endpoints.length === 0) return [];
      return [sliceOf(object, family, index, endpoints, subset.ports)];
    }),
  );
}

function endpointsOf(
  { addresses = [], notReadyAddresses = [] }: EndpointSubset,
  family: IpFamily,
): readonly Endpoint[] {
  const all = [
    ...addresses.map((address) => ({ address, ready: true })),
    ...notReadyAddresses.map((address) => ({ address, ready: false })),
  ];
  const mirrored = all.filter(({ address: { ip } }) => parseIp(ip) !== undefined).slice(0, MOST_ADDRESSES);
  const own = mirrored.filter(({ address: { ip } }) => parseIp(ip)?.family === family);
  return own.map(({ address: { ip, hostname, nodeName, targetRef }, ready }) => ({
    addresses: [ip],
    conditions: { ready },
    ...(hostname === undefined ? {} : { hostname }),
    ...(nodeName === undefined ? {} : { nodeName }),
    ...(targetRef === undefined ? {} : { targetRef }),
  }));
}

/** `--mirroring-max-endpoints-per-subset`, of both families together. */
const MOST_ADDRESSES = 1000;

/** Annotations that speak of the Endpoints object alone. */
const OWN_ANNOTATIONS = new Set([
  "endpoints.kubernetes.io/last-change-trigger-time",
  "kubectl.kubernetes.io/last-applied-configuration",
]);

function annotationsOf({ metadata }: Endpoints): Pick<EndpointSlice["metadata"], "annotations"> {
  const copied = Object.entries(metadata.annotations ?? {}).filter(([key]) => !OWN_ANNOTATIONS.has(key));
  return copied.length === 0 ? {} : { annotations: Object.fromEntries(copied) };
}

function sliceOf(
  object: Endpoints,
  family: IpFamily,
  index: number,
  endpoints: readonly Endpoint[],
  ports: EndpointSubset["ports"],
): EndpointSlice {
  const { namespace = "default", name, labels } = object.metadata;
  return {
    apiVersion: "discovery.k8s.io/v1",
    kind: "EndpointSlice",
    metadata: {
      name: `${name}-${suffixFor(namespace, name, "mirror", family, index)}`,
      namespace,
      labels: { ...labels, [MANAGED_BY_LABEL]: MANAGER, [SERVICE_NAME_LABEL]: name },
      ...annotationsOf(object),
      ownerReferences: controlledBy(object),
    },
    addressType: family,
    endpoints,
    ports: (ports ?? []).map(({ name: portName = "", port, protocol = "TCP" }) => ({
      name: portName,
      port,
      protocol,
    })),
  };
}
