import equal from "fast-deep-equal";
import type { Route, RouteIngress } from "../../../api/openshift/route.ts";
import { formatTimestamp } from "../../../values/clock.ts";
import type { Controller, ControlPlane } from "../../control-plane.ts";
import { areSame } from "../../remembered.ts";
import { HOST_GENERATED_ANNOTATION } from "../../route-host.ts";
import { generatedHost, OPERATOR_NAMESPACE, type Router, routersOf } from "../../routers.ts";
import { unusableCertificate } from "./certificates.ts";
import { admit, refused, type Verdict } from "./claims.ts";
import { externalProblem, withExternal } from "./external-certificate.ts";

/** Hosts for Routes without one, and what each router makes of each Route, as its status. */
export const routeAdmission: Controller = {
  name: "route-admission",
  watches: [
    "Route",
    "IngressController",
    "Ingress.config.openshift.io",
    "Namespace",
    "Secret",
    "Role",
    "RoleBinding",
    "ClusterRole",
    "ClusterRoleBinding",
  ],
  settles: true,
  reconcile: (plane) => {
    if (plane.list("Route").length === 0) return;
    const routers = routersOf(plane);
    for (const route of plane.list("Route")) giveHost(plane, route);
    const routes = plane.list("Route");
    const unusable = new Map(routes.map((route) => [route, whyUnusable(plane, route)]));
    const found = new Map<Route, RouteIngress[]>();
    for (const router of routers) {
      const isCleared = noteSelectors(plane, router);
      const own = routes.filter((route) => router.selects(route, labelsOf(plane, route)));
      if (!isCleared && own.length < routes.length) keepStale(found, router, routes, new Set(own));
      const verdicts = admit(
        router,
        own,
        (route) => hostFor(router, route),
        (route) => unusable.get(route),
      );
      for (const [route, verdict] of verdicts) {
        childList(found, route).push(ingressOf(plane, router, route, verdict));
      }
    }
    for (const route of routes) {
      const ingress = found.get(route) ?? [];
      const before = route.status?.ingress;
      if (before === undefined || !areSame(before, ingress)) plane.put({ ...route, status: { ingress } });
    }
  },
};

function childList(found: Map<Route, RouteIngress[]>, route: Route): RouteIngress[] {
  const known = found.get(route) ?? [];
  found.set(route, known);
  return known;
}

/**
 * A router that no longer selects a Route says nothing of it any more, so that what it said stays. Only the operator takes it
 * away, when the router's own selectors change (cluster-ingress-operator, router_status.go).
 */
function keepStale(
  found: Map<Route, RouteIngress[]>,
  { name }: Router,
  routes: readonly Route[],
  own: ReadonlySet<Route>,
): void {
  for (const route of routes) {
    const stale = route.status?.ingress?.find(({ routerName }) => routerName === name);
    if (stale !== undefined && !own.has(route)) childList(found, route).push(stale);
  }
}

/** Whether the router's selectors are others than its status has; then they are written down there. */
function noteSelectors(plane: ControlPlane, { name }: Router): boolean {
  const object = plane.get("IngressController", OPERATOR_NAMESPACE, name);
  const { routeSelector, namespaceSelector } = object?.spec ?? {};
  const { routeSelector: before, namespaceSelector: other, ...rest } = object?.status ?? {};
  if (object === undefined || (equal(routeSelector, before) && equal(namespaceSelector, other))) return false;
  const status = {
    ...rest,
    ...(routeSelector && { routeSelector }),
    ...(namespaceSelector && { namespaceSelector }),
  };
  plane.put({ ...object, status });
  return true;
}

/** What it carries, or has in a Secret, is no use whatever the router. */
function whyUnusable(plane: ControlPlane, route: Route): Verdict | undefined {
  const external = externalProblem(plane, route);
  if (external !== undefined) return refused("ExternalCertificateValidationFailed", external);
  const own = unusableCertificate(withExternal(plane, route));
  return own === undefined ? undefined : refused("ExtendedValidationFailed", own);
}

function labelsOf(plane: ControlPlane, { metadata }: Route): Readonly<Record<string, string>> {
  return plane.get("Namespace", undefined, metadata.namespace ?? "default")?.metadata.labels ?? {};
}

function giveHost(plane: ControlPlane, route: Route): void {
  const { spec, metadata } = route;
  if ((spec.host ?? "") !== "" || (spec.subdomain ?? "") !== "") return;
  const annotations = { ...metadata.annotations, [HOST_GENERATED_ANNOTATION]: "true" };
  const host = generatedHost(plane, route);
  plane.put({ ...route, metadata: { ...metadata, annotations }, spec: { ...spec, host } });
}

/** A subdomain is completed by each router's own domain. */
function hostFor({ domain }: Router, { spec }: Route): string {
  if ((spec.host ?? "") !== "") return (spec.host ?? "").toLowerCase();
  return (spec.subdomain ?? "") === "" ? "" : `${spec.subdomain}.${domain}`;
}

/** The router's entry: the one that is there, when it says the same. */
function ingressOf(
  plane: ControlPlane,
  router: Router,
  route: Route,
  { admitted, reason, message }: Verdict,
): RouteIngress {
  const known = route.status?.ingress?.find(({ routerName }) => routerName === router.name);
  const before = known?.conditions?.[0];
  const status = admitted ? "True" : "False";
  const host = hostFor(router, route);
  const routerCanonicalHostname = `router-${router.name}.${router.domain}`;
  const wildcardPolicy = route.spec.wildcardPolicy ?? "None";
  if (
    known?.host === host &&
    known.routerCanonicalHostname === routerCanonicalHostname &&
    known.wildcardPolicy === wildcardPolicy &&
    known.conditions?.length === 1 &&
    before?.type === "Admitted" &&
    before.status === status &&
    before.reason === reason &&
    before.message === message
  )
    return known;
  const since = before?.status === status ? before.lastTransitionTime : undefined;
  return {
    host,
    routerName: router.name,
    routerCanonicalHostname,
    wildcardPolicy,
    conditions: [
      {
        type: "Admitted",
        status,
        ...(reason === undefined ? {} : { reason }),
        ...(message === undefined ? {} : { message }),
        lastTransitionTime: since ?? formatTimestamp(plane.now()),
      },
    ],
  };
}
