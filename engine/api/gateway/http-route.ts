import type { KubernetesObject } from "../meta.ts";
import type { HTTPRouteFilter } from "./http-filter.ts";
import type { BackendReference, CommonRouteSpec, RouteStatus, SessionPersistence } from "./references.ts";

export interface HTTPPathMatch {
  readonly type: "Exact" | "PathPrefix" | "RegularExpression";
  readonly value: string;
}

/** A header or a query parameter. */
export interface HTTPNamedMatch {
  readonly type: "Exact" | "RegularExpression";
  readonly name: string;
  readonly value: string;
}

/** Everything in a match must hold. */
export interface HTTPRouteMatch {
  readonly path: HTTPPathMatch;
  readonly headers?: readonly HTTPNamedMatch[];
  readonly queryParams?: readonly HTTPNamedMatch[];
  readonly method?: "GET" | "HEAD" | "POST" | "PUT" | "DELETE" | "CONNECT" | "OPTIONS" | "TRACE" | "PATCH";
}

export interface HTTPBackendRef extends BackendReference {
  readonly filters?: readonly HTTPRouteFilter[];
}

/** Any of `matches` will do. */
export interface HTTPRouteRule {
  readonly name?: string;
  readonly matches: readonly HTTPRouteMatch[];
  readonly filters?: readonly HTTPRouteFilter[];
  readonly backendRefs?: readonly HTTPBackendRef[];
  readonly timeouts?: { readonly request?: string; readonly backendRequest?: string };
  /** Experimental channel, as is session persistence. */
  readonly retry?: {
    readonly codes?: readonly number[];
    readonly attempts?: number;
    readonly backoff?: string;
  };
  readonly sessionPersistence?: SessionPersistence;
}

export interface HTTPRoute extends KubernetesObject {
  readonly kind: "HTTPRoute";
  readonly spec: CommonRouteSpec & {
    readonly hostnames?: readonly string[];
    readonly rules: readonly HTTPRouteRule[];
  };
  readonly status?: RouteStatus;
}
