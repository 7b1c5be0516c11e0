import type { IntOrString } from "../../../api/meta.ts";
import type { HttpIngressPath, Ingress } from "../../../api/networking/ingress.ts";
import type { Route, RouteTls } from "../../../api/openshift/route.ts";
import { type Controller, type ControlPlane, controlledBy } from "../../control-plane.ts";
import { edgeOf } from "../../edges.ts";
import { classVerdict } from "../../ingress-class.ts";
import { suffixFor } from "../../pod-template.ts";
import { routersOf } from "../../routers.ts";
import { secretText } from "../../tls-secret.ts";

/** Routes for Ingresses, one for each host and path; what has no counterpart is dropped. */
export const ingressToRoute: Controller = {
  name: "ingress-to-route",
  watches: [
    "Ingress",
    "IngressClass",
    "IngressController",
    "Ingress.config.openshift.io",
    "Service",
    "Secret",
    "Route",
  ],
  reconcile: (plane) => {
    if (plane.profile.ingressController !== "openshift") return;
    for (const ingress of plane.list("Ingress")) {
      const verdict = classVerdict(edgeOf("openshift"), plane.list("IngressClass"), ingress);
      const wanted = verdict.kind === "served" ? routesOf(plane, ingress) : [];
      keep(plane, ingress, wanted);
      publish(plane, ingress, wanted);
    }
  },
};

/** Makes what is missing, brings up to date what differs, and removes what nothing asks for any more. */
function keep(plane: ControlPlane, ingress: Ingress, wanted: readonly Route[]): void {
  const names = new Set(wanted.map(({ metadata }) => metadata.name));
  for (const route of plane.owned("Route", ingress)) if (!names.has(route.metadata.name)) plane.remove(route);
  for (const route of wanted) {
    const before = plane.get("Route", route.metadata.namespace, route.metadata.name);
    plane.put(before === undefined ? route : { ...before, spec: route.spec });
  }
}

/** The canonical names of the routers that took one of the Routes. */
function publish(plane: ControlPlane, ingress: Ingress, wanted: readonly Route[]): void {
  const routers = routersOf(plane);
  const names = wanted.length === 0 ? [] : routers.map(({ name, domain }) => `router-${name}.${domain}`);
  plane.put({ ...ingress, status: { loadBalancer: { ingress: names.map((hostname) => ({ hostname })) } } });
}

function routesOf(plane: ControlPlane, ingress: Ingress): readonly Route[] {
  return (ingress.spec.rules ?? []).flatMap(({ host = "", http }) =>
    host === "" ? [] : (http?.paths ?? []).flatMap((path) => routeOf(plane, ingress, host, path) ?? []),
  );
}

function routeOf(
  plane: ControlPlane,
  ingress: Ingress,
  host: string,
  rule: HttpIngressPath,
): Route | undefined {
  const { metadata } = ingress;
  const { namespace = "default", name, annotations, labels } = metadata;
  const { path = "", pathType, backend } = rule;
  const port = targetPortOf(plane, namespace, backend);
  const tls = tlsOf(plane, ingress, host);
  if (pathType === "Exact" || backend.service === undefined || port === undefined || tls === "none")
    return undefined;
  const isWildcard = host.startsWith("*.");
  return {
    apiVersion: "route.openshift.io/v1",
    kind: "Route",
    metadata: {
      name: `${name}-${suffixFor(namespace, name, host, path)}`,
      namespace,
      ...(labels === undefined ? {} : { labels }),
      ...(annotations === undefined ? {} : { annotations }),
      ownerReferences: controlledBy(ingress),
    },
    spec: {
      host: isWildcard ? `wildcard.${host.slice(2)}` : host,
      ...(path === "" ? {} : { path }),
      to: { kind: "Service", name: backend.service.name, weight: 100 },
      port: { targetPort: port },
      ...(tls === undefined ? {} : { tls }),
      wildcardPolicy: isWildcard ? "Subdomain" : "None",
    },
  };
}

/** The Service port's name, as endpoints have it; without a name the pods' own port. */
function targetPortOf(
  plane: ControlPlane,
  namespace: string,
  { service }: HttpIngressPath["backend"],
): IntOrString | undefined {
  const found = service === undefined ? undefined : plane.get("Service", namespace, service.name);
  const port = found?.spec.ports?.find((one) =>
    service?.port?.name === undefined ? one.port === service?.port?.number : one.name === service.port.name,
  );
  return port?.name ?? port?.targetPort ?? port?.port;
}

/** `none`: a Secret is named and cannot be used, so there is no Route. */
function tlsOf(
  plane: ControlPlane,
  { spec, metadata }: Ingress,
  host: string,
): RouteTls | "none" | undefined {
  const termination = metadata.annotations?.["route.openshift.io/termination"];
  if (termination === "passthrough" || termination === "reencrypt")
    return { termination, insecureEdgeTerminationPolicy: "Redirect" };
  const entries = spec.tls ?? [];
  const entry =
    entries.find(({ hosts = [] }) => hosts.includes(host)) ??
    entries.find(({ hosts = [] }) => hosts.length === 0);
  if (entry === undefined) return undefined;
  const edge = { termination: "edge", insecureEdgeTerminationPolicy: "Redirect" } as const;
  const { secretName = "" } = entry;
  if (secretName === "") return edge;
  const secret = plane.get("Secret", metadata.namespace ?? "default", secretName);
  if (secret?.type !== "kubernetes.io/tls") return "none";
  const certificate = secretText(secret, "tls.crt");
  return certificate === "" ? edge : { ...edge, certificate, key: secretText(secret, "tls.key") };
}
