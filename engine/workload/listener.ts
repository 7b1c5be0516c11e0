import type { Container, Pod, Probe } from "../api/core/pod.ts";
import type { Service } from "../api/core/service.ts";
import type { IntOrString } from "../api/meta.ts";
import type { ClusterView, NodeView, PodView } from "../cluster/view.ts";
import { monitoringPorts } from "../network/functions/cluster-dns/monitoring.ts";
import { compileSelector, selects } from "../values/label-selector.ts";
import { type Port, port } from "../values/port.ts";
import type { Protocol } from "../values/protocol.ts";
import { type Application, applicationOf } from "./well-known-ports.ts";

export interface Listener {
  readonly port: Port;
  readonly protocol: Protocol;
  readonly application: Application;
  /** HTTP status it answers a GET with. */
  readonly status: number;
}

export const LISTEN_ANNOTATION = "podwire.dev/listen";

const API_SERVER: Listener = { port: 6443 as Port, protocol: "TCP", application: "TLS", status: 403 };
const KUBELET: Listener = { port: 10250 as Port, protocol: "TCP", application: "TLS", status: 401 };

type Listeners = ReadonlyMap<string, Listener>;
const cache = new WeakMap<ClusterView, Map<string, Listeners>>();

/**
 * What listens in a pod, by `port/protocol`: declared container ports, probe ports, the annotation, and what a DNS pod's
 * Corefile opens; if there is none of them, the ports that Services point to.
 */
export function listenersOf(view: ClusterView, pod: PodView): Listeners {
  return remembered(view, pod.id, () => {
    const declared = declaredListeners(pod.pod);
    for (const number of monitoringPorts(view, pod)) add(declared, number, "TCP", "HTTP");
    return asServicesSay(view, pod, declared.size > 0 ? declared : targetedListeners(view, pod));
  });
}

/** A node: pods in its host network, the kubelet and, on a control plane node, the API server. */
export function listenersOfNode(view: ClusterView, node: NodeView): Listeners {
  return remembered(view, `node ${node.name}`, () => {
    const listeners = new Map([[keyOf(KUBELET.port, "TCP"), KUBELET]]);
    const labels = node.node.metadata.labels ?? {};
    if (Object.hasOwn(labels, "node-role.kubernetes.io/control-plane")) {
      listeners.set(keyOf(API_SERVER.port, "TCP"), API_SERVER);
    }
    for (const pod of hostPods(view, node)) {
      for (const [key, listener] of listenersOf(view, pod)) listeners.set(key, listener);
    }
    return listeners;
  });
}

/** Running pods in the node's host network. */
export function hostPods(view: ClusterView, node: NodeView): readonly PodView[] {
  return view.pods.filter((pod) => pod.hostNetwork && pod.running && pod.node === node.name);
}

export function keyOf(number: number, protocol: Protocol): string {
  return `${number}/${protocol}`;
}

function remembered(view: ClusterView, key: string, make: () => Listeners): Listeners {
  let known = cache.get(view);
  if (known === undefined) {
    known = new Map();
    cache.set(view, known);
  }
  let listeners = known.get(key);
  if (listeners === undefined) {
    listeners = make();
    known.set(key, listeners);
  }
  return listeners;
}

function declaredListeners(pod: Pod): Map<string, Listener> {
  const listeners = new Map<string, Listener>();
  const containers = runningContainers(pod);
  for (const container of containers) {
    for (const { containerPort, protocol = "TCP", name } of container.ports ?? []) {
      add(listeners, containerPort, protocol, applicationOf(containerPort, name));
    }
  }
  for (const container of containers) addProbes(listeners, container);
  for (const entry of parseListenAnnotation(pod.metadata.annotations?.[LISTEN_ANNOTATION] ?? "")) {
    listeners.set(keyOf(entry.port, entry.protocol), entry);
  }
  return listeners;
}

/** Containers that run beside each other: init containers only as sidecars (`restartPolicy: Always`). */
function runningContainers(pod: Pod): readonly Container[] {
  const sidecars = (pod.spec.initContainers ?? []).filter(
    (container) => container.restartPolicy === "Always",
  );
  return [...pod.spec.containers, ...sidecars];
}

function addProbes(listeners: Map<string, Listener>, container: Container): void {
  const { livenessProbe, readinessProbe, startupProbe } = container;
  for (const probe of [livenessProbe, readinessProbe, startupProbe]) {
    if (probe === undefined) continue;
    const number = portOfProbe(probe, container);
    if (number === undefined) continue;
    const key = keyOf(number, "TCP");
    const isTls = probe.httpGet?.scheme === "HTTPS";
    if (isTls) listeners.delete(key);
    if (listeners.has(key)) continue;
    const guess: Application = probe.grpc === undefined ? applicationOf(number) : "H2C";
    add(listeners, number, "TCP", isTls ? "TLS" : probe.httpGet === undefined ? guess : "HTTP");
  }
}

function portOfProbe({ httpGet, tcpSocket, grpc }: Probe, container: Container): number | undefined {
  const wanted: IntOrString | undefined = httpGet?.port ?? tcpSocket?.port ?? grpc?.port;
  if (typeof wanted !== "string") return wanted;
  return container.ports?.find((entry) => entry.name === wanted)?.containerPort;
}

function targetedListeners(view: ClusterView, pod: PodView): Listeners {
  const listeners = new Map<string, Listener>();
  for (const service of view.list("Service", pod.namespace)) {
    if (!selectsPod(service, pod)) continue;
    for (const { port: number, targetPort = number, protocol = "TCP", name } of service.spec.ports ?? []) {
      if (typeof targetPort === "number")
        add(listeners, targetPort, protocol, applicationOf(targetPort, name));
    }
  }
  return listeners;
}

/** A port of which nothing is known but HTTP speaks WebSocket where a Service's `appProtocol` says so (GEP-1911). */
function asServicesSay(view: ClusterView, pod: PodView, listeners: Listeners): Listeners {
  const services = webSocketServices(view).filter((one) => one.metadata.namespace === pod.namespace);
  if (services.length === 0) return listeners;
  const spoken = new Map(listeners);
  const named = pod.pod.spec.containers.flatMap(({ ports = [] }) => ports);
  for (const service of services.filter((one) => selectsPod(one, pod))) {
    for (const { port: number, targetPort = number, appProtocol } of service.spec.ports ?? []) {
      const own = named.find(({ name }) => name === targetPort)?.containerPort;
      const key = `${typeof targetPort === "number" ? targetPort : own}/TCP`;
      const listener = spoken.get(key);
      if (appProtocol === WEB_SOCKET && listener?.application === "HTTP")
        spoken.set(key, { ...listener, application: "WS" });
    }
  }
  return spoken;
}

const WEB_SOCKET = "kubernetes.io/ws";
const webSockets = new WeakMap<ClusterView, readonly Service[]>();

function webSocketServices(view: ClusterView): readonly Service[] {
  let services = webSockets.get(view);
  if (services === undefined) {
    services = view
      .list("Service")
      .filter(({ spec }) => spec.ports?.some(({ appProtocol }) => appProtocol === WEB_SOCKET) === true);
    webSockets.set(view, services);
  }
  return services;
}

function selectsPod({ spec }: Service, pod: PodView): boolean {
  const labels = spec.selector ?? {};
  return Object.keys(labels).length > 0 && selects(compileSelector({ matchLabels: labels }), pod.labels);
}

/** Entries of `8080/HTTP, 8081/H2C, 8082/WS, 5432/TCP, 53/UDP, 8443/HTTPS`; those that are not understood are left out. */
export function parseListenAnnotation(text: string): readonly Listener[] {
  return text.split(",").flatMap((entry) => {
    const [number, kind = "TCP"] = entry.trim().split("/");
    const parsed = port(Number(number));
    const speaks = ANNOTATED[kind.toUpperCase()];
    return parsed === undefined || speaks === undefined ? [] : [{ port: parsed, status: 200, ...speaks }];
  });
}

const ANNOTATED: Readonly<
  Record<string, { readonly protocol: Protocol; readonly application: Application }>
> = {
  HTTP: { protocol: "TCP", application: "HTTP" },
  HTTP1: { protocol: "TCP", application: "HTTP1" },
  H2C: { protocol: "TCP", application: "H2C" },
  WS: { protocol: "TCP", application: "WS" },
  HTTPS: { protocol: "TCP", application: "TLS" },
  TLS: { protocol: "TCP", application: "TLS" },
  TCP: { protocol: "TCP", application: "raw" },
  UDP: { protocol: "UDP", application: "raw" },
  SCTP: { protocol: "SCTP", application: "raw" },
};

function add(
  listeners: Map<string, Listener>,
  number: number,
  protocol: Protocol,
  application: Application,
): void {
  const parsed = port(number);
  if (parsed === undefined) return;
  const key = keyOf(parsed, protocol);
  if (!listeners.has(key)) listeners.set(key, { port: parsed, protocol, application, status: 200 });
}
