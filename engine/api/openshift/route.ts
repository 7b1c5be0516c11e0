import type { IntOrString, KubernetesObject } from "../meta.ts";
import type { HttpHeaderActions } from "./http-headers.ts";

/** After defaulting `kind` and `weight` are there. */
export interface RouteTarget {
  readonly kind?: string;
  readonly name: string;
  readonly weight?: number;
}

export interface RouteTls {
  readonly termination?: "edge" | "passthrough" | "reencrypt";
  readonly certificate?: string;
  readonly key?: string;
  readonly caCertificate?: string;
  readonly destinationCACertificate?: string;
  readonly insecureEdgeTerminationPolicy?: "None" | "Allow" | "Redirect" | "";
  readonly externalCertificate?: { readonly name?: string };
}

export type RouteWildcardPolicy = "None" | "Subdomain";

export interface RouteSpec {
  readonly host?: string;
  readonly subdomain?: string;
  readonly path?: string;
  readonly to: RouteTarget;
  readonly alternateBackends?: readonly RouteTarget[];
  /** Names or numbers an endpoint port: neither the Service's port nor its number. */
  readonly port?: { readonly targetPort: IntOrString };
  readonly tls?: RouteTls;
  /** After defaulting it is there. */
  readonly wildcardPolicy?: RouteWildcardPolicy;
  readonly httpHeaders?: { readonly actions?: HttpHeaderActions };
}

export interface RouteIngressCondition {
  readonly type: string;
  readonly status: "True" | "False" | "Unknown";
  readonly reason?: string;
  readonly message?: string;
  readonly lastTransitionTime?: string;
}

/** What one router made of the Route. */
export interface RouteIngress {
  readonly host?: string;
  readonly routerName?: string;
  readonly routerCanonicalHostname?: string;
  readonly wildcardPolicy?: RouteWildcardPolicy;
  readonly conditions?: readonly RouteIngressCondition[];
}

export interface Route extends KubernetesObject {
  readonly kind: "Route";
  readonly spec: RouteSpec;
  readonly status?: { readonly ingress?: readonly RouteIngress[] };
}

/** Set to `true`, the labels of `spec.host` may be longer than DNS has them. */
export const ALLOW_NON_DNS_HOST_ANNOTATION = "route.openshift.io/allow-non-dns-compliant-host";
