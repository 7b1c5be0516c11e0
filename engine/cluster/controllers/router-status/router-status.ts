import equal from "fast-deep-equal";
import type {
  IngressController,
  IngressControllerStatus,
} from "../../../api/openshift/ingress-controller.ts";
import { formatTimestamp } from "../../../values/clock.ts";
import type { Controller, ControlPlane } from "../../control-plane.ts";
import { OPERATOR_NAMESPACE, type Router, routersOf } from "../../routers.ts";

type Condition = NonNullable<IngressControllerStatus["conditions"]>[number];

/** What the operator says of routers that are installed, as the status of their IngressControllers. */
export const routerStatus: Controller = {
  name: "router-status",
  watches: ["IngressController", "Ingress.config.openshift.io", "Deployment", "Service", "Pod"],
  settles: true,
  reconcile: (plane) => {
    if (plane.list("IngressController").length === 0) return;
    for (const router of routersOf(plane))
      if (plane.get("Deployment", router.edge.namespace, router.edge.workload) !== undefined)
        report(plane, router);
  },
};

/** How the router is reached, and whether it is (cluster-ingress-operator, pkg/resources/status). */
function report(plane: ControlPlane, router: Router): void {
  const object = plane.get("IngressController", OPERATOR_NAMESPACE, router.name);
  if (object === undefined) return;
  const before = object.status?.conditions ?? [];
  const found = conditionsOf(plane, router, object);
  const conditions = found.map((one) => {
    const known = before.find(({ type, status }) => type === one.type && status === one.status);
    return { ...one, lastTransitionTime: known?.lastTransitionTime ?? formatTimestamp(plane.now()) };
  });
  const endpointPublishingStrategy = object.spec?.endpointPublishingStrategy ??
    object.status?.endpointPublishingStrategy ?? {
      type: "LoadBalancerService" as const,
      loadBalancer: { scope: "External" as const, dnsManagementPolicy: "Managed" as const },
    };
  const status = { ...object.status, domain: router.domain, endpointPublishingStrategy, conditions };
  if (!equal(status, object.status)) plane.put({ ...object, status });
}

function conditionsOf(
  plane: ControlPlane,
  { edge, publishing }: Router,
  { spec }: IngressController,
): Condition[] {
  const pods = plane.labelled("Pod", edge.namespace, edge.labels);
  const isReady = pods.some(({ status }) =>
    (status?.conditions ?? []).every((one) => one.type !== "Ready" || one.status === "True"),
  );
  const parts = publishing.type === "LoadBalancerService" ? balanced(plane, edge, spec) : UNBALANCED;
  const isUp = isReady && parts.every(({ type, status }) => !type.endsWith("Ready") || status !== "False");
  return [
    condition("Admitted", true, "Valid"),
    isUp
      ? condition("Available", true)
      : condition(
          "Available",
          false,
          "IngressControllerUnavailable",
          "One or more status conditions indicate unavailable",
        ),
    ...parts,
  ];
}

function condition(type: string, holds: boolean, reason?: string, message?: string): Condition {
  return {
    type,
    status: holds ? "True" : "False",
    ...(reason === undefined ? {} : { reason }),
    ...(message === undefined ? {} : { message }),
  };
}

const UNBALANCED: readonly Condition[] = [
  condition(
    "LoadBalancerManaged",
    false,
    "EndpointPublishingStrategyExcludesManagedLoadBalancer",
    "The configured endpoint publishing strategy does not include a managed load balancer",
  ),
  condition(
    "DNSManaged",
    false,
    "UnsupportedEndpointPublishingStrategy",
    "The endpoint publishing strategy doesn't support DNS management.",
  ),
];

function balanced(
  plane: ControlPlane,
  { namespace, service }: Router["edge"],
  spec: IngressController["spec"],
): readonly Condition[] {
  const front = plane.get("Service", namespace, service);
  const isProvisioned = (front?.status?.loadBalancer?.ingress ?? []).length > 0;
  const isUnmanaged = spec?.endpointPublishingStrategy?.loadBalancer?.dnsManagementPolicy === "Unmanaged";
  const unmanaged = "The DNS management policy is set to Unmanaged.";
  return [
    condition(
      "LoadBalancerManaged",
      true,
      "WantedByEndpointPublishingStrategy",
      "The endpoint publishing strategy supports a managed load balancer",
    ),
    isProvisioned
      ? condition(
          "LoadBalancerReady",
          true,
          "LoadBalancerProvisioned",
          "The LoadBalancer service is provisioned",
        )
      : condition("LoadBalancerReady", false, "LoadBalancerPending", "The LoadBalancer service is pending"),
    ...(isUnmanaged
      ? [
          condition("DNSManaged", false, "UnmanagedLoadBalancerDNS", unmanaged),
          { ...condition("DNSReady", false, "UnmanagedDNS", unmanaged), status: "Unknown" },
        ]
      : [
          condition(
            "DNSManaged",
            true,
            "Normal",
            "DNS management is supported and zones are specified in the cluster DNS config.",
          ),
          condition("DNSReady", true, "NoFailedZones", "The record is provisioned in all reported zones."),
        ]),
  ];
}
