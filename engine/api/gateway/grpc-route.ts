import type { KubernetesObject } from "../meta.ts";
import type { HTTPHeaderFilter, HTTPRequestMirrorFilter } from "./http-filter.ts";
import type { HTTPNamedMatch } from "./http-route.ts";
import type {
  BackendReference,
  CommonRouteSpec,
  LocalObjectReference,
  RouteStatus,
  SessionPersistence,
} from "./references.ts";

export interface GRPCMethodMatch {
  readonly type: "Exact" | "RegularExpression";
  readonly service?: string;
  readonly method?: string;
}

export interface GRPCRouteMatch {
  readonly method?: GRPCMethodMatch;
  readonly headers?: readonly HTTPNamedMatch[];
}

/** The field that `type` names is set, and no other. */
export interface GRPCRouteFilter {
  readonly type: "RequestHeaderModifier" | "ResponseHeaderModifier" | "RequestMirror" | "ExtensionRef";
  readonly requestHeaderModifier?: HTTPHeaderFilter;
  readonly responseHeaderModifier?: HTTPHeaderFilter;
  readonly requestMirror?: HTTPRequestMirrorFilter;
  readonly extensionRef?: LocalObjectReference;
}

export interface GRPCBackendRef extends BackendReference {
  readonly filters?: readonly GRPCRouteFilter[];
}

/** A rule without matches takes every call. */
export interface GRPCRouteRule {
  readonly name?: string;
  readonly matches?: readonly GRPCRouteMatch[];
  readonly filters?: readonly GRPCRouteFilter[];
  readonly backendRefs?: readonly GRPCBackendRef[];
  readonly sessionPersistence?: SessionPersistence;
}

export interface GRPCRoute extends KubernetesObject {
  readonly kind: "GRPCRoute";
  readonly spec: CommonRouteSpec & {
    readonly hostnames?: readonly string[];
    readonly rules?: readonly GRPCRouteRule[];
  };
  readonly status?: RouteStatus;
}
