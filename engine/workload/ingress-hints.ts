import { INGRESS_CLASS_ANNOTATION, type Ingress } from "../api/networking/ingress.ts";
import { brokenOf, riskyOf, snippetsOf } from "../api/networking/nginx-annotations.ts";
import type { Route } from "../api/openshift/route.ts";
import { edgeIn } from "../cluster/edge-flags.ts";
import { hostMatches } from "../cluster/gateway/hostnames.ts";
import { classVerdict } from "../cluster/ingress-class.ts";
import { NGINX_CONFIG_MAP, NginxConfig } from "../cluster/nginx-config.ts";
import type { ClusterView } from "../cluster/view.ts";
import { type FieldPath, formatLocation } from "../values/source.ts";
import { isSlip, suggest } from "../values/suggest.ts";

/** The edge serves the host, and the world does not know where it is. */
export const UNPUBLISHED = "nothing leads the host to its address (the profile has no external-dns)";

/** Ingresses and Routes that have the host nobody serves, where they say so, and why nobody acts on them. */
export function unservedEdgeHints(view: ClusterView, host: string): readonly string[] {
  const ingresses = view.list("Ingress").flatMap((ingress) => {
    const index = (ingress.spec.rules ?? []).findIndex((rule) => isFor(rule.host, host));
    if (index === -1) return [];
    const at = placeOf(view, ingress, ["spec", "rules", index, "host"]);
    return [
      `Ingress ${nameOf(ingress)} has ${host}${at}, and nobody serves it: ${whyIngress(view, ingress)}`,
    ];
  });
  const routes = view.list("Route").flatMap((route) => {
    if (!isFor(route.spec.host, host)) return [];
    const at = placeOf(view, route, ["spec", "host"]);
    return [`Route ${nameOf(route)} has ${host}${at}, and nobody serves it: ${whyRoute(view, route)}`];
  });
  return [...ingresses, ...routes];
}

/** Hosts of Ingresses and Routes that are spelt much like this one. */
export function nearEdgeHosts(view: ClusterView, host: string): readonly string[] {
  const ingresses = view.list("Ingress").flatMap(({ spec }) => (spec.rules ?? []).map((rule) => rule.host));
  const routes = view.list("Route").map(({ spec }) => spec.host);
  const hosts = new Set([...ingresses, ...routes].map((one) => one?.toLowerCase()));
  return [...hosts].flatMap((one) => (one !== undefined && isSlip(host, one) ? [one] : []));
}

function isFor(pattern: string | undefined, host: string): boolean {
  return pattern !== undefined && hostMatches(pattern.toLowerCase(), host);
}

function nameOf({ metadata }: Ingress | Route): string {
  return `${metadata.namespace ?? "default"}/${metadata.name}`;
}

/** ` (shop.yaml:12:5)`; nothing for an object that has no place in an input. */
function placeOf(view: ClusterView, object: Ingress | Route, path: FieldPath): string {
  const { source } = view.use(object, path);
  return source === undefined ? "" : ` (${formatLocation(source.at(path))})`;
}

function whyIngress(view: ClusterView, ingress: Ingress): string {
  const edge = edgeIn(view);
  const classes = view.list("IngressClass");
  const verdict = classVerdict(edge, classes, ingress);
  switch (verdict.kind) {
    case "no-class":
      return "it names no ingressClassName, and no class is the default";
    case "class-missing": {
      const [near] = suggest(
        verdict.className,
        classes.map(({ metadata }) => metadata.name),
      );
      const meant = near === undefined ? "" : ` (did you mean ${near}?)`;
      return `there is no IngressClass ${verdict.className}${meant}`;
    }
    case "other-word":
      return `annotation ${INGRESS_CLASS_ANNOTATION} says ${verdict.className}, and the controller takes ${verdict.word} alone`;
    case "other-controller":
      return `class ${verdict.className} belongs to ${verdict.controller}, which does not run here`;
    case "served": {
      const { namespace, name } = NGINX_CONFIG_MAP;
      const { risk } = new NginxConfig(view.get("ConfigMap", namespace, name));
      const [annotation] =
        edge.name === "ingress-nginx"
          ? [...brokenOf(ingress), ...riskyOf(ingress, risk), ...snippetsOf(ingress)]
          : [];
      if (annotation !== undefined) return `ingress-nginx leaves it out for its annotation ${annotation}`;
      if (!ingress.status?.loadBalancer?.ingress?.length) return "it has no address";
      return view.profile.externalDns ? "its address is a name that no resolver here knows" : UNPUBLISHED;
    }
  }
}

function whyRoute(view: ClusterView, { status }: Route): string {
  const conditions = (status?.ingress ?? []).flatMap(({ conditions = [] }) => conditions);
  const refused = conditions.find(({ type, status }) => type === "Admitted" && status !== "True");
  if (refused !== undefined) return `${refused.message ?? "it is not admitted"} (${refused.reason})`;
  if (conditions.length === 0) return "no router takes it";
  return view.profile.externalDns ? "its router has no address" : UNPUBLISHED;
}
