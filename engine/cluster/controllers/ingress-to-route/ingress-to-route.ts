import type { HttpIngressPath, Ingress } from "../../../api/networking/ingress.ts";
import type { Route, RouteTls } from "../../../api/openshift/route.ts";
import { type Controller, type ControlPlane, controlledBy } from "../../control-plane.ts";
import { edgeOf } from "../../edges.ts";
import { classVerdict } from "../../ingress-class.ts";
import { suffixFor } from "../../pod-template.ts";
import { secretText } from "../../tls-secret.ts";

type Reader = Pick<ControlPlane, "get">;

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
      publish(plane, ingress);
    }
  },
};

/** Makes what is missing, brings up to date what differs, and removes what nothing asks for any more. */
function keep(plane: ControlPlane, ingress: Ingress, wanted: readonly Route[]): void {
  const names = new Set(wanted.map(({ metadata }) => metadata.name));
  for (const route of plane.owned("Route", ingress)) if (!names.has(route.metadata.name)) plane.remove(route);
  for (const route of wanted) {
    const before = plane.get("Route", route.metadata.namespace, route.metadata.name);
    plane.put(before === undefined ? route : updated(route, before));
  }
}

/** What people may have changed on a Route stays: its weight, what happens to plain HTTP, its authorities. */
function updated({ metadata, spec }: Route, before: Route): Route {
  const { annotations: _, ...own } = before.metadata;
  const { tls } = spec;
  const old = before.spec.tls;
  const kept: RouteTls | undefined = tls &&
    old && {
      ...tls,
      ...only("caCertificate", old),
      ...only("insecureEdgeTerminationPolicy", old),
      ...(tls.destinationCACertificate === undefined ? only("destinationCACertificate", old) : {}),
    };
  return {
    ...before,
    metadata: { ...own, ...(metadata.annotations && { annotations: metadata.annotations }) },
    spec: { ...spec, to: { ...spec.to, weight: before.spec.to.weight ?? 100 }, ...(kept && { tls: kept }) },
  };
}

function only<K extends keyof RouteTls>(field: K, tls: RouteTls): Pick<RouteTls, K> | object {
  return tls[field] === undefined ? {} : { [field]: tls[field] };
}

/** The canonical names of the routers that admitted one of the Routes. */
function publish(plane: ControlPlane, ingress: Ingress): void {
  const names = plane
    .owned("Route", ingress)
    .flatMap(({ status }) =>
      (status?.ingress ?? []).flatMap(({ routerCanonicalHostname = "", conditions = [] }) =>
        conditions.some(({ type, status: is }) => type === "Admitted" && is === "True")
          ? [routerCanonicalHostname]
          : [],
      ),
    );
  const hosts = [...new Set(names)].sort().map((hostname) => ({ hostname }));
  plane.put({ ...ingress, status: { loadBalancer: { ingress: hosts } } });
}

function routesOf(reader: Reader, ingress: Ingress): readonly Route[] {
  return piecesOf(reader, ingress).flatMap((piece) => (typeof piece === "string" ? [] : [piece]));
}

/** What of an Ingress becomes no Route, and why, in the words of the controller's event. */
export function incompleteRules(reader: Reader, ingress: Ingress): readonly string[] {
  return piecesOf(reader, ingress).filter((piece) => typeof piece === "string");
}

function piecesOf(reader: Reader, ingress: Ingress): readonly (Route | string)[] {
  return (ingress.spec.rules ?? []).flatMap(({ host = "", http }, index) => {
    if (http === undefined) return [`Missing http field in rule at index ${index}`];
    if (host === "") return [`Missing host field in rule at index ${index}`];
    return http.paths.map((path, at) => {
      const piece = routeOf(reader, ingress, host, path);
      return typeof piece === "string"
        ? `${piece} ${path.backend.service === undefined || path.pathType === "Exact" ? "in rule " : ""}at index ${index}, path index ${at}`
        : piece;
    });
  });
}

/** The Route for one path, or why there is none. */
function routeOf(reader: Reader, ingress: Ingress, host: string, rule: HttpIngressPath): Route | string {
  const { metadata } = ingress;
  const { namespace = "default", name, annotations, labels } = metadata;
  const { path = "", pathType, backend } = rule;
  if (backend.service === undefined) return "Missing backend service field";
  if (pathType === "Exact") return "Unsupported exact path type";
  const service = reader.get("Service", namespace, backend.service.name);
  const quoted = JSON.stringify(backend.service.name);
  if (service === undefined) return `Backend service ${quoted} not found`;
  const { port: wanted } = backend.service;
  const port = service.spec.ports?.find((one) =>
    wanted?.name === undefined ? one.port === wanted?.number : one.name === wanted.name,
  );
  if (port === undefined) return `No valid target port for backend service ${quoted}`;
  const tls = tlsOf(reader, ingress, host);
  if (tls === "none") return `Invalid or missing TLS secret for rule host ${JSON.stringify(host)}`;
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
      // A Service with one port need not name it, and then the Route names none either.
      ...(port.name ? { port: { targetPort: port.name } } : {}),
      ...(tls === undefined ? {} : { tls }),
      wildcardPolicy: isWildcard ? "Subdomain" : "None",
    },
  };
}

const TERMINATION = "route.openshift.io/termination";
const DESTINATION_CA = "route.openshift.io/destination-ca-certificate-secret";

/**
 * TLS of a Route: by the Secret of the entry that lists the host, by the annotation, or by an entry without anything in it.
 * `none`: the entry that lists the host has no Secret that can be used, so there is no Route.
 */
function tlsOf(
  reader: Reader,
  { spec: { tls: entries = [] }, metadata }: Ingress,
  host: string,
): RouteTls | "none" | undefined {
  const { namespace = "default", annotations = {} } = metadata;
  const entry = entries.find(({ hosts = [] }) => hosts.includes(host));
  const pair = entry && certificateIn(reader, namespace, entry.secretName ?? "");
  if (entry !== undefined && pair === undefined) return "none";
  const said = annotations[TERMINATION] ?? "";
  const isEnabled = ["edge", "passthrough", "reencrypt"].includes(said) || pair !== undefined;
  if (!isEnabled && !entries.some((one) => Object.keys(one).length === 0)) return undefined;
  const termination = said === "passthrough" || said === "reencrypt" ? said : "edge";
  const authority = reader.get("Secret", namespace, annotations[DESTINATION_CA] ?? "");
  const isUsable = authority?.type === "kubernetes.io/tls" || (authority?.type ?? "Opaque") === "Opaque";
  const ca =
    authority === undefined || !isUsable || termination !== "reencrypt"
      ? ""
      : secretText(authority, "tls.crt");
  return {
    termination,
    insecureEdgeTerminationPolicy: "Redirect",
    ...(termination === "passthrough" ? {} : pair),
    ...(ca === "" ? {} : { destinationCACertificate: ca }),
  };
}

/** The Secret's certificate and key; nothing of one whose data the input leaves out. */
function certificateIn(
  reader: Reader,
  namespace: string,
  name: string,
): Pick<RouteTls, "certificate" | "key"> | undefined {
  const secret = name === "" ? undefined : reader.get("Secret", namespace, name);
  if (secret?.type !== "kubernetes.io/tls") return undefined;
  const [certificate, key] = [secretText(secret, "tls.crt"), secretText(secret, "tls.key")];
  return certificate === "" ? {} : { certificate, key };
}
