import type { KubernetesObject } from "../meta.ts";

export type PathType = "Exact" | "Prefix" | "ImplementationSpecific";

/** A port of the Service, by name or by number: never the pod's port. */
export interface ServiceBackendPort {
  readonly name?: string;
  readonly number?: number;
}

export interface IngressServiceBackend {
  readonly name: string;
  readonly port?: ServiceBackendPort;
}

/** An object of the Ingress's own namespace. */
export interface TypedLocalObjectReference {
  readonly apiGroup?: string;
  readonly kind: string;
  readonly name: string;
}

/** Exactly one of the two. */
export interface IngressBackend {
  readonly service?: IngressServiceBackend;
  readonly resource?: TypedLocalObjectReference;
}

export interface HttpIngressPath {
  readonly path?: string;
  readonly pathType: PathType;
  readonly backend: IngressBackend;
}

/** Without `http` every path of the host belongs to the default backend. */
export interface IngressRule {
  readonly host?: string;
  readonly http?: { readonly paths: readonly HttpIngressPath[] };
}

export interface IngressTls {
  readonly hosts?: readonly string[];
  readonly secretName?: string;
}

export interface IngressSpec {
  readonly ingressClassName?: string;
  readonly defaultBackend?: IngressBackend;
  readonly rules?: readonly IngressRule[];
  readonly tls?: readonly IngressTls[];
}

export interface IngressLoadBalancerIngress {
  readonly ip?: string;
  readonly hostname?: string;
  readonly ports?: readonly { readonly port: number; readonly protocol: string; readonly error?: string }[];
}

export interface Ingress extends KubernetesObject {
  readonly kind: "Ingress";
  readonly spec: IngressSpec;
  readonly status?: { readonly loadBalancer?: { readonly ingress?: readonly IngressLoadBalancerIngress[] } };
}

/** The older way to choose a class. Controllers still read it; the API server warns. */
export const INGRESS_CLASS_ANNOTATION = "kubernetes.io/ingress.class";
