import type { Container, Pod } from "../api/core/pod.ts";
import type { Service, ServicePort } from "../api/core/service.ts";
import type { KubernetesObject } from "../api/meta.ts";
import type { Labels } from "../values/label-selector.ts";
import { touched } from "./changes.ts";
import type { ControlPlane } from "./control-plane.ts";
import type { Changes } from "./store.ts";

/** A Service port as one pod serves it. */
export interface ResolvedPort {
  readonly name: string;
  readonly port: number;
  readonly protocol: "TCP" | "UDP" | "SCTP";
  readonly appProtocol?: string;
}

/** Services whose endpoints a controller keeps: those with a selector that are not aliases. */
export function hasSelectedEndpoints({ spec }: Service): boolean {
  return spec.type !== "ExternalName" && Object.keys(spec.selector ?? {}).length > 0;
}

/**
 * Services whose endpoints may be others now: those that changed, those that a changed pod matched or matches, and those
 * whose own objects of `kind` somebody changed.
 */
export function servicesConcerned(
  plane: ControlPlane,
  changes: Changes,
  kind: "Endpoints" | "EndpointSlice",
  serviceOf: (object: KubernetesObject) => string | undefined,
): readonly Service[] {
  const [pods, objects] = [changes.of("Pod"), changes.of(kind)];
  if (changes.of("Service") === undefined || pods === undefined || objects === undefined)
    return plane.list("Service");
  const found = new Map<string, Service>();
  const add = (service: Service | undefined): void => {
    if (service !== undefined) found.set(`${service.metadata.namespace} ${service.metadata.name}`, service);
  };
  for (const service of touched(plane, changes, "Service")) add(service);
  // Most changes of a pod leave its labels alone, and then they are the same object.
  const looked = new Set<Labels>();
  for (const change of pods) {
    for (const pod of [change.before, change.after]) {
      const { namespace = "default", labels } = pod?.metadata ?? {};
      if (labels === undefined || looked.has(labels)) continue;
      looked.add(labels);
      for (const service of plane.selecting(namespace, labels)) add(service);
    }
  }
  for (const object of objects.flatMap(({ before, after }) => [before, after])) {
    const name = object === undefined ? undefined : serviceOf(object);
    if (name !== undefined) add(plane.get("Service", object?.metadata.namespace, name));
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, service]) => service);
}

/** Pods that the selector matches and that have an address and still run (`ShouldPodBeInEndpoints`). */
export function endpointPods(plane: ControlPlane, service: Service): readonly Pod[] {
  const selected = plane.selected(service);
  return selected.every(mayServe) ? selected : selected.filter(mayServe);
}

export function mayServe({ status }: Pod): boolean {
  const isOver = status?.phase === "Succeeded" || status?.phase === "Failed";
  return !isOver && status?.podIPs !== undefined && status.podIPs.length > 0;
}

export function isReady({ status }: Pod): boolean {
  for (const { type, status: value } of status?.conditions ?? [])
    if (type === "Ready" && value === "True") return true;
  return false;
}

export function isTerminating({ metadata }: Pod): boolean {
  return metadata.deletionTimestamp !== undefined;
}

/** The ports of a Service as a pod serves them, and a text that is the same for pods which serve the same. */
export interface ServedPorts {
  readonly ports: readonly ResolvedPort[];
  readonly key: string;
}

/** Whether it depends on the pod which ports it serves. */
export function goesByName({ spec }: Service): boolean {
  return (spec.ports ?? []).some(({ targetPort }) => typeof targetPort === "string");
}

/** How pods serve a Service's ports; worked out once when no port goes by a name, for then all serve the same. */
export function servedPorts(service: Service): (pod: Pod) => ServedPorts {
  const isSame = !goesByName(service);
  let known: ServedPorts | undefined;
  return (pod) => {
    if (known !== undefined) return known;
    const ports = resolvedPorts(service, pod);
    const served = { ports, key: JSON.stringify(ports) };
    if (isSame) known = served;
    return served;
  };
}

/** `FindPort`: a number as it is, a name among the pod's container ports of the protocol. Unknown names are left out. */
function resolvedPorts(service: Service, pod: Pod): readonly ResolvedPort[] {
  return (service.spec.ports ?? []).flatMap((servicePort) => {
    const port = portOf(servicePort, pod);
    if (port === undefined) return [];
    const { name = "", protocol = "TCP", appProtocol } = servicePort;
    const resolved = { name, port, protocol };
    return [appProtocol === undefined ? resolved : { ...resolved, appProtocol }];
  });
}

function portOf({ port, targetPort = port, protocol = "TCP" }: ServicePort, pod: Pod): number | undefined {
  if (typeof targetPort === "number") return targetPort;
  for (const container of servingContainers(pod)) {
    for (const entry of container.ports ?? []) {
      if (entry.name === targetPort && (entry.protocol ?? "TCP") === protocol) return entry.containerPort;
    }
  }
  return undefined;
}

/** Containers, and init containers that keep running beside them. */
export function servingContainers({ spec }: Pod): readonly Container[] {
  const sidecars = (spec.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === "Always");
  return [...spec.containers, ...sidecars];
}
