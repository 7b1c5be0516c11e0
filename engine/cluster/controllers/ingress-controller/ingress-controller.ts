import equal from "fast-deep-equal";
import type { Deployment } from "../../../api/apps/workloads.ts";
import type { Service } from "../../../api/core/service.ts";
import type { AnyKind } from "../../../api/kinds.ts";
import type { Ingress, IngressLoadBalancerIngress } from "../../../api/networking/ingress.ts";
import { type Cidr, parseCidr } from "../../../values/cidr.ts";
import { addToIp } from "../../../values/ip.ts";
import type { Controller, ControlPlane } from "../../control-plane.ts";
import { type Edge, edgeOf, HTTP_PORT, HTTPS_PORT } from "../../edges.ts";
import { classVerdict } from "../../ingress-class.ts";
import type { Profile } from "../../profile.ts";
import { type Publishing, type Router, routersOf, serviceNames } from "../../routers.ts";

/**
 * The profile's ingress controller: installed as soon as an input speaks of Ingress or Route, unless it brings its own.
 * Ingresses that it acts on get the address of its Service as their status.
 */
export const ingressController: Controller = {
  name: "ingress-controller",
  watches: ["Ingress", "IngressClass", "IngressController", "Route", "Service", "Deployment", "Namespace"],
  reconcile: (plane) => {
    const ingresses = plane.list("Ingress");
    const hasRoutes = plane.list("Route").length > 0;
    const edge = edgeOf(plane.profile.ingressController);
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
          spec: { ...host, containers: [{ name: "controller", image, ports }] },
        },
      },
    },
    edgeService(edge, publishing, profile, taken),
  ];
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

/** `status.loadBalancer` as the controller writes it: the addresses of its Service; nothing for others' Ingresses. */
function publish(plane: ControlPlane, edge: Edge, ingresses: readonly Ingress[]): void {
  const classes = plane.list("IngressClass");
  const service = plane.get("Service", edge.namespace, edge.service);
  const addresses: readonly IngressLoadBalancerIngress[] = (service?.status?.loadBalancer?.ingress ?? []).map(
    ({ ip, hostname }) => (ip === undefined ? { hostname: hostname ?? "" } : { ip }),
  );
  const status = Object.freeze({ loadBalancer: Object.freeze({ ingress: addresses }) });
  for (const ingress of ingresses) {
    if (classVerdict(edge, classes, ingress).kind !== "served") continue;
    if (!equal(ingress.status, status)) plane.put({ ...ingress, status });
  }
}
