import equal from "fast-deep-equal";
import type { Deployment } from "../../../api/apps/workloads.ts";
import type { Pod } from "../../../api/core/pod.ts";
import type { Service } from "../../../api/core/service.ts";
import type { AnyKind, KindName } from "../../../api/kinds.ts";
import type { Ingress, IngressLoadBalancerIngress } from "../../../api/networking/ingress.ts";
import { brokenOf, riskyOf } from "../../../api/networking/nginx-annotations.ts";
import { type Cidr, parseCidr } from "../../../values/cidr.ts";
import { addToIp, parseIp } from "../../../values/ip.ts";
import type { Controller, ControlPlane } from "../../control-plane.ts";
import { edgeIn, NGINX_ARGS } from "../../edge-flags.ts";
import { type Edge, HTTP_PORT, HTTPS_PORT } from "../../edges.ts";
import { classVerdict } from "../../ingress-class.ts";
import { inspected } from "../../ingress-webhook.ts";
import { NGINX_CONFIG_MAP, NginxConfig } from "../../nginx-config.ts";
import type { Profile } from "../../profile.ts";
import { type Publishing, type Router, routersOf, serviceNames } from "../../routers.ts";
import type { Change } from "../../store.ts";

const SOURCES: readonly KindName[] = [
  "Ingress",
  "IngressClass",
  "IngressController",
  "Route",
  "Service",
  "Deployment",
  "DaemonSet",
  "Namespace",
];

/**
 * The profile's ingress controller: installed as soon as an input speaks of Ingress or Route, unless it brings its own.
 * Ingresses that it acts on get its address as their status, while a pod of it runs.
 */
export const ingressController: Controller = {
  name: "ingress-controller",
  watches: [...SOURCES, "Pod"],
  reconcile: (plane, changes) => {
    const ingresses = plane.list("Ingress");
    const edge = edgeIn(plane);
    const isOwn = ({ before, after }: Change): boolean =>
      (after ?? before)?.metadata.namespace === edge.namespace;
    // Of pods only its own are news.
    const isQuiet = SOURCES.every((kind) => changes.of(kind)?.length === 0);
    if (isQuiet && changes.of("Pod")?.some(isOwn) === false) return;
    const hasRoutes = plane.list("Route").length > 0;
    const isWanted = ingresses.length > 0 || plane.list("IngressClass").length > 0;
    if (isWanted && edge.name !== "openshift") install(plane, edge);
    // Routes have routers of their own, whoever acts on Ingress.
    if (hasRoutes || (isWanted && edge.name === "openshift"))
      for (const router of routersOf(plane)) followStrategy(plane, router);
    // OpenShift's routers serve the Routes that Ingresses are turned into.
    if (edge.name !== "openshift" && ingresses.length > 0) publish(plane, edge, ingresses);
  },
};

function install(plane: ControlPlane, edge: Edge, publishing: Publishing = COMMON): void {
  const taken = new Set(
    plane.list("Service").flatMap(({ status }) => (status?.loadBalancer?.ingress ?? []).map(({ ip }) => ip)),
  );
  for (const object of edgeObjects(edge, publishing, plane.profile, taken)) {
    const { kind, metadata } = object;
    if (plane.get(kind, metadata.namespace, metadata.name) === undefined) plane.put(object);
  }
}

/**
 * A router is installed as its strategy says, and anew when that changes: one Service in front of it, and its pods' network.
 * What an input brings is left as it is.
 */
function followStrategy(plane: ControlPlane, { name, edge, publishing }: Router): void {
  install(plane, edge, publishing);
  const { namespace, service, workload } = edge;
  const own = <T extends AnyKind>(object: T | undefined): readonly T[] =>
    object === undefined || plane.isFromInput(object) ? [] : [object];
  for (const other of serviceNames(name))
    if (other !== service) for (const old of own(plane.get("Service", namespace, other))) plane.remove(old);
  const wanted = edgeObjects(edge, publishing, plane.profile, new Set());
  const { template } = wanted.find((one) => one.kind === "Deployment")?.spec ?? {};
  for (const before of own(plane.get("Deployment", namespace, workload)))
    if (template !== undefined && !hasNetwork(before, template))
      plane.put({ ...before, spec: { ...before.spec, template } });
  const { allowedSourceRanges: ranges } = publishing;
  for (const front of own(plane.get("Service", namespace, service)))
    if (!equal(front.spec.loadBalancerSourceRanges ?? [], ranges))
      plane.put({ ...front, spec: { ...front.spec, loadBalancerSourceRanges: ranges } });
}

/** Whether the pods are in the wanted network, and listen on the wanted ports. */
function hasNetwork({ spec }: Deployment, { spec: wanted }: Deployment["spec"]["template"]): boolean {
  const own = spec.template.spec;
  const numbers = ({ containers }: typeof own): readonly number[] =>
    containers.flatMap(({ ports = [] }) => ports.map(({ containerPort }) => containerPort));
  return own.hostNetwork === wanted.hostNetwork && equal(numbers(own), numbers(wanted));
}

/** As every controller is installed that is no router of OpenShift's. */
const COMMON: Publishing = {
  type: "LoadBalancerService",
  httpPort: HTTP_PORT,
  httpsPort: HTTPS_PORT,
  allowedSourceRanges: [],
};

function edgeObjects(
  edge: Edge,
  publishing: Publishing,
  profile: Profile,
  taken: ReadonlySet<string | undefined>,
): readonly AnyKind[] {
  const { namespace, workload, labels, image, classes } = edge;
  const { httpPort, httpsPort, type } = publishing;
  const ports = [
    { name: "http", containerPort: httpPort, protocol: "TCP" },
    { name: "https", containerPort: httpsPort, protocol: "TCP" },
  ] as const;
  const args = edge.name === "ingress-nginx" ? { args: NGINX_ARGS } : {};
  const host = type === "HostNetwork" ? HOST_NETWORK : {};
  const namespaceLabels = { ...edge.namespaceLabels, "kubernetes.io/metadata.name": namespace };
  return [
    {
      apiVersion: "v1",
      kind: "Namespace",
      metadata: { name: namespace, labels: namespaceLabels },
      status: { phase: "Active" },
    },
    ...Object.entries(classes).map(
      ([name, controller]): AnyKind => ({
        apiVersion: "networking.k8s.io/v1",
        kind: "IngressClass",
        metadata: { name },
        spec: { controller },
      }),
    ),
    {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { name: workload, namespace, labels },
      spec: {
        replicas: 1,
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: { ...host, containers: [{ name: "controller", image, ...args, ports }] },
        },
      },
    },
    edgeService(edge, publishing, profile, taken),
    // Settings have a place before anybody makes one.
    ...(edge.name === "ingress-nginx" ? [settingsOf(edge)] : []),
  ];
}

function settingsOf({ labels }: Edge): AnyKind {
  return { apiVersion: "v1", kind: "ConfigMap", metadata: { ...NGINX_CONFIG_MAP, labels }, data: {} };
}

const HOST_NETWORK = { hostNetwork: true, dnsPolicy: "ClusterFirstWithHostNet" } as const;

/**
 * Whoever runs an ingress controller sees to it that the world reaches it, so its Service has an address even where the
 * profile has nobody who gives addresses to load balancers.
 */
function edgeService(
  { namespace, service, labels, externalTrafficPolicy }: Edge,
  { type, allowedSourceRanges }: Publishing,
  profile: Profile,
  taken: ReadonlySet<string | undefined>,
): Service {
  const ports = [
    { name: "http", port: HTTP_PORT, protocol: "TCP", targetPort: "http" },
    { name: "https", port: HTTPS_PORT, protocol: "TCP", targetPort: "https" },
  ] as const;
  const common = {
    selector: labels,
    sessionAffinity: "None",
    internalTrafficPolicy: "Cluster",
    ports,
  } as const;
  const base = { apiVersion: "v1", kind: "Service", metadata: { name: service, namespace, labels } } as const;
  if (type === "NodePortService")
    return { ...base, spec: { ...common, type: "NodePort", externalTrafficPolicy } };
  if (type !== "LoadBalancerService") return { ...base, spec: { ...common, type: "ClusterIP" } };
  const block = profile.loadBalancerCidrs.map(parseCidr).find((one) => one !== undefined);
  const own = block === undefined ? [] : [{ ip: freeAddress(block, taken), ipMode: "VIP" }];
  const status = profile.loadBalancer === "none" ? { status: { loadBalancer: { ingress: own } } } : {};
  return {
    ...base,
    spec: {
      type: "LoadBalancer",
      allocateLoadBalancerNodePorts: true,
      externalTrafficPolicy,
      ...common,
      ...(allowedSourceRanges.length === 0 ? {} : { loadBalancerSourceRanges: allowedSourceRanges }),
    },
    ...status,
  };
}

/** The first address of the block that no load balancer has. */
function freeAddress(block: Cidr, taken: ReadonlySet<string | undefined>): string {
  let offset = 1;
  while (taken.has(addToIp(block.first, offset).text)) offset++;
  return addToIp(block.first, offset).text;
}

/** `status.loadBalancer` as the controller writes it; nothing for others' Ingresses. The last pod takes it back as it goes. */
function publish(plane: ControlPlane, edge: Edge, ingresses: readonly Ingress[]): void {
  const classes = plane.list("IngressClass");
  const pods = plane.labelled("Pod", edge.namespace, edge.labels);
  const addresses = pods.length === 0 ? [] : [...addressesOf(plane, edge, pods)].sort(byAddress);
  const loadBalancer = Object.freeze(addresses.length === 0 ? {} : { ingress: addresses });
  const status = Object.freeze({ loadBalancer });
  const { namespace, name } = NGINX_CONFIG_MAP;
  const { risk } = new NginxConfig(plane.get("ConfigMap", namespace, name));
  // What ingress-nginx leaves out does not come into its store, of which alone it writes statuses (syncIngress).
  const isLeftOut = (ingress: Ingress): boolean =>
    edge.name === "ingress-nginx" &&
    (brokenOf(ingress).length > 0 || riskyOf(ingress, risk).length > 0 || inspected(ingress) !== undefined);
  for (const ingress of ingresses) {
    if (classVerdict(edge, classes, ingress).kind !== "served" || isLeftOut(ingress)) continue;
    if (ingress.status === undefined && addresses.length === 0) continue;
    if (!equal(ingress.status, status)) plane.put({ ...ingress, status });
  }
}

/** `lessLoadBalancerIngress`: by name, then by address as text. */
function byAddress(a: IngressLoadBalancerIngress, b: IngressLoadBalancerIngress): number {
  const [one, other] = [a, b].map(({ hostname = "", ip = "" }) => `${hostname} ${ip}`);
  return one === other ? 0 : (one ?? "") < (other ?? "") ? -1 : 1;
}

/** `runningAddresses` of internal/ingress/status/status.go: what a flag says, a Service's, or those of the pods' nodes. */
function addressesOf(
  plane: ControlPlane,
  edge: Edge,
  pods: readonly Pod[],
): readonly IngressLoadBalancerIngress[] {
  const { publishes = { service: `${edge.namespace}/${edge.service}`, internal: false } } = edge;
  if (publishes.addresses !== undefined) return publishes.addresses.map(nameOrIp);
  if (publishes.service !== undefined) {
    const [namespace, name = ""] = publishes.service.split("/");
    return addressesOfService(plane.get("Service", namespace, name));
  }
  const nodes = pods.filter(isReady).map(({ spec }) => spec.nodeName ?? "");
  const found = nodes.flatMap((name) => {
    const addresses = plane.get("Node", undefined, name)?.status?.addresses ?? [];
    const outside = addresses.filter(({ type }) => type === "ExternalIP" && !publishes.internal);
    return (outside.length > 0 ? outside : addresses.filter(({ type }) => type === "InternalIP")).map(
      ({ address }) => address,
    );
  });
  return [...new Set(found)].map(nameOrIp);
}

function isReady({ status }: Pod): boolean {
  const ready = status?.conditions?.find(({ type }) => type === "Ready");
  return (status?.phase ?? "Running") === "Running" && (ready === undefined || ready.status === "True");
}

function addressesOfService(service: Service | undefined): readonly IngressLoadBalancerIngress[] {
  if (service === undefined) return [];
  const { type = "ClusterIP", clusterIP = "", externalName = "", externalIPs = [] } = service.spec;
  const extra = externalIPs.map((ip) => ({ ip }));
  if (type === "ExternalName") return [{ hostname: externalName }];
  if (type === "ClusterIP" || (type === "NodePort" && extra.length === 0)) return [{ ip: clusterIP }];
  if (type === "NodePort") return extra;
  const own = (service.status?.loadBalancer?.ingress ?? []).map(({ ip, hostname }) =>
    ip === undefined ? { hostname: hostname ?? "" } : { ip },
  );
  const known = new Set(own.map(({ ip }) => ip));
  return [...own, ...extra.filter(({ ip }) => !known.has(ip))];
}

function nameOrIp(text: string): IngressLoadBalancerIngress {
  return parseIp(text) === undefined ? { hostname: text } : { ip: text };
}
