import type { KubernetesObject } from "../meta.ts";

export interface IngressClassParametersReference {
  readonly apiGroup?: string;
  readonly kind: string;
  readonly name: string;
  /** After defaulting it is there. */
  readonly scope?: "Cluster" | "Namespace";
  readonly namespace?: string;
}

export interface IngressClassSpec {
  /** Which controller acts on Ingresses of this class, e.g. `k8s.io/ingress-nginx`. */
  readonly controller: string;
  readonly parameters?: IngressClassParametersReference;
}

export interface IngressClass extends KubernetesObject {
  readonly kind: "IngressClass";
  readonly spec: IngressClassSpec;
}
