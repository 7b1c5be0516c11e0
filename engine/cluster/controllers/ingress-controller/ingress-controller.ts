import equal from "fast-deep-equal";
import type { Service } from "../../../api/core/service.ts";
import type { AnyKind } from "../../../api/kinds.ts";
import type { Ingress, IngressLoadBalancerIngress } from "../../../api/networking/ingress.ts";
import { type Cidr, parseCidr } from "../../../values/cidr.ts";
import { addToIp } from "../../../values/ip.ts";
import type { Controller, ControlPlane } from "../../control-plane.ts";
import { type Edge, edgeOf, HTTP_PORT, HTTPS_PORT } from "../../edges.ts";
import { classVerdict } from "../../ingress-class.ts";
import { NGINX_CONFIG_MAP } from "../../nginx-config.ts";
import type { Profile } from "../../profile.ts";
import { routersOf } from "../../routers.ts";

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
    if (ingresses.length > 0 || plane.list("IngressClass").length > 0) install(plane, edge);
    // Routes have routers of their own, whoever acts on Ingress.
    if (hasRoutes) for (const router of routersOf(readerOf(plane))) install(plane, router.edge);
    // OpenShift's routers serve the Routes that Ingresses are turned into.
    if (edge.name !== "openshift" && ingresses.length > 0) publish(plane, edge, ingresses);
  },
};

function readerOf(plane: ControlPlane): Parameters<typeof routersOf>[0] {
  return { profile: plane.profile, list: () => plane.list("IngressController") };
}

function install(plane: ControlPlane, edge: Edge): void {
  const taken = new Set(
    plane.list("Service").flatMap(({ status }) => (status?.loadBalancer?.ingress ?? []).map(({ ip }) => ip)),
  );
  for (const object of edgeObjects(edge, plane.profile, taken)) {
    const { kind, metadata } = object;
    if (plane.get(kind, metadata.namespace, metadata.name) === undefined) plane.put(object);
  }
}

function edgeObjects(
  edge: Edge,
  profile: Profile,
  taken: ReadonlySet<string | undefined>,
): readonly AnyKind[] {
  const { namespace, workload, labels, image, classes } = edge;
  const ports = [
    { name: "http", containerPort: HTTP_PORT, protocol: "TCP" },
    { name: "https", containerPort: HTTPS_PORT, protocol: "TCP" },
  ] as const;
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
        template: { metadata: { labels }, spec: { containers: [{ name: "controller", image, ports }] } },
      },
    },
    edgeService(edge, profile, taken),
    // Settings have a place before anybody makes one.
    ...(edge.name === "ingress-nginx" ? [settingsOf(edge)] : []),
  ];
}

function settingsOf({ labels }: Edge): AnyKind {
  return { apiVersion: "v1", kind: "ConfigMap", metadata: { ...NGINX_CONFIG_MAP, labels }, data: {} };
}

/**
 * Whoever runs an ingress controller sees to it that the world reaches it, so its Service has an address even where the
 * profile has nobody who gives addresses to load balancers.
 */
function edgeService(
  { namespace, service, labels, externalTrafficPolicy }: Edge,
  profile: Profile,
  taken: ReadonlySet<string | undefined>,
): Service {
  const block = profile.loadBalancerCidrs.map(parseCidr).find((one) => one !== undefined);
  const own = block === undefined ? [] : [{ ip: freeAddress(block, taken), ipMode: "VIP" }];
  const status = profile.loadBalancer === "none" ? { status: { loadBalancer: { ingress: own } } } : {};
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: service, namespace, labels },
    spec: {
      type: "LoadBalancer",
      allocateLoadBalancerNodePorts: true,
      externalTrafficPolicy,
      internalTrafficPolicy: "Cluster",
      sessionAffinity: "None",
      selector: labels,
      ports: [
        { name: "http", port: HTTP_PORT, protocol: "TCP", targetPort: "http" },
        { name: "https", port: HTTPS_PORT, protocol: "TCP", targetPort: "https" },
      ],
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
