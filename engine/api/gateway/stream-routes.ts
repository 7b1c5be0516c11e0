import type { KubernetesObject } from "../meta.ts";
import type { BackendReference, CommonRouteSpec, RouteStatus } from "./references.ts";

/** Routes that look at the connection only. */
export interface StreamRouteRule {
  readonly name?: string;
  readonly backendRefs: readonly BackendReference[];
}

interface StreamRoute extends KubernetesObject {
  readonly spec: CommonRouteSpec & { readonly rules: readonly StreamRouteRule[] };
  readonly status?: RouteStatus;
}

/** Chosen by the server name that the client asks for. v1 needs hostnames, v1alpha2 does not. */
export interface TLSRoute extends StreamRoute {
  readonly kind: "TLSRoute";
  readonly spec: StreamRoute["spec"] & { readonly hostnames?: readonly string[] };
}

export interface TCPRoute extends StreamRoute {
  readonly kind: "TCPRoute";
}

export interface UDPRoute extends StreamRoute {
  readonly kind: "UDPRoute";
}
