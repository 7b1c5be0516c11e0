import type { Ingress, IngressBackend } from "../../../../api/networking/ingress.ts";
import { isCanary } from "../../../../api/networking/nginx-annotations.ts";
import type { PathRule } from "../path-match.ts";

/** A path of a host that leads to a backend. */
export interface Leading extends PathRule {
  readonly host: string;
  readonly ingress: Ingress;
  readonly backend: IngressBackend;
  readonly isDefault: boolean;
}

/** What the controller calls a Service port behind a path: canaries and balancers go by it, not by the path (upstreamName). */
export function upstreamOf({ ingress, backend }: Pick<Leading, "ingress" | "backend">): string {
  const { name = "", port } = backend.service ?? {};
  return `${ingress.metadata.namespace ?? "default"}-${name}-${port?.name ?? port?.number}`;
}

/**
 * Upstreams that stand behind others: those that a canary names first. No path leads to them, not even one of an Ingress
 * that is no canary; a canary whose Service an older Ingress names as well has paths like any other (createUpstreams).
 */
export function standingBehind(routes: readonly Leading[]): ReadonlySet<string> {
  const first = new Map<string, boolean>();
  for (const route of routes) {
    const name = upstreamOf(route);
    const isBehind = isCanary(route.ingress);
    // A default backend makes its upstream anew.
    if (route.isDefault || !first.has(name)) first.set(name, isBehind);
  }
  return new Set([...first].flatMap(([name, isBehind]) => (isBehind ? [name] : [])));
}

/**
 * The canary of an upstream: the first that has host, path and type with one of its paths. From then on it stands behind
 * all of them, whatever host or path they are of (mergeAlternativeBackends; the balancer asks the first alone).
 */
export function alternativesOf<T extends Leading>(
  canaries: readonly T[],
  hosts: ReadonlyMap<string, { readonly routes: readonly T[] }>,
): ReadonlyMap<string, T> {
  const found = new Map<string, T>();
  for (const canary of canaries) {
    const own = upstreamOf(canary);
    for (const route of hosts.get(canary.host)?.routes ?? []) {
      const main = upstreamOf(route);
      if (main === own) break;
      const isSame = route.path === canary.path && typeOf(route) === typeOf(canary);
      if ((canary.isDefault || isSame) && !found.has(main)) found.set(main, canary);
    }
  }
  return found;
}

/** ImplementationSpecific is a Prefix to the controller (SetDefaultNGINXPathType). */
export function typeOf({ pathType }: PathRule): PathRule["pathType"] {
  return pathType === "ImplementationSpecific" ? "Prefix" : pathType;
}
