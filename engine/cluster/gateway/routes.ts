import type { GRPCRoute } from "../../api/gateway/grpc-route.ts";
import type { HTTPRoute } from "../../api/gateway/http-route.ts";
import type { BackendObjectReference } from "../../api/gateway/references.ts";
import type { TCPRoute, TLSRoute, UDPRoute } from "../../api/gateway/stream-routes.ts";
import type { FieldPath } from "../../values/source.ts";
import type { Reader } from "../remembered.ts";

export type AnyRoute = HTTPRoute | GRPCRoute | TLSRoute | TCPRoute | UDPRoute;

export const ROUTE_KINDS = ["HTTPRoute", "GRPCRoute", "TLSRoute", "TCPRoute", "UDPRoute"] as const;

/** Every route, the oldest first, then by namespace and name. */
export function allRoutes(reader: Reader): readonly AnyRoute[] {
  return ROUTE_KINDS.flatMap((kind) => inOrder(reader.list(kind)));
}

/** They are listed by name, and mostly came together. */
function inOrder(routes: readonly AnyRoute[]): readonly AnyRoute[] {
  for (let index = 1; index < routes.length; index++) {
    const [a, b] = [routes[index - 1], routes[index]];
    if (a !== undefined && b !== undefined && oldestFirst(a, b) > 0) return [...routes].sort(oldestFirst);
  }
  return routes;
}

export function oldestFirst(a: AnyRoute, b: AnyRoute): number {
  const [made, other] = [a.metadata.creationTimestamp ?? "", b.metadata.creationTimestamp ?? ""];
  if (made !== other) return made < other ? -1 : 1;
  if (a.metadata.namespace === b.metadata.namespace) return a.metadata.name < b.metadata.name ? -1 : 1;
  return nameOf(a) < nameOf(b) ? -1 : nameOf(a) > nameOf(b) ? 1 : 0;
}

function nameOf({ metadata }: AnyRoute): string {
  return `${metadata.namespace ?? "default"}/${metadata.name}`;
}

export function hostnamesOf(route: AnyRoute): readonly string[] | undefined {
  return "hostnames" in route.spec ? route.spec.hostnames : undefined;
}

/** A reference to a backend, and where it is written. */
export interface PlacedBackend {
  readonly reference: BackendObjectReference;
  readonly at: FieldPath;
}

/** Every backend that a route names: of its rules, and of filters that send copies. */
export function backendsOf(route: AnyRoute): readonly PlacedBackend[] {
  const rules = (route.spec.rules ?? []) as readonly Rule[];
  return rules.flatMap(({ backendRefs = [], filters = [] }, index) => {
    const rule: FieldPath = ["spec", "rules", index];
    return [
      ...backendRefs.flatMap((reference, nth): readonly PlacedBackend[] => {
        const at = [...rule, "backendRefs", nth];
        return [{ reference, at }, ...mirrorsOf(reference.filters ?? [], at)];
      }),
      ...mirrorsOf(filters, rule),
    ];
  });
}

interface Filter {
  readonly requestMirror?: { readonly backendRef: BackendObjectReference };
}

interface Rule {
  readonly backendRefs?: readonly (BackendObjectReference & { readonly filters?: readonly Filter[] })[];
  readonly filters?: readonly Filter[];
}

function mirrorsOf(filters: readonly Filter[], at: FieldPath): readonly PlacedBackend[] {
  return filters.flatMap(({ requestMirror }, index) =>
    requestMirror === undefined
      ? []
      : [
          {
            reference: requestMirror.backendRef,
            at: [...at, "filters", index, "requestMirror", "backendRef"],
          },
        ],
  );
}
