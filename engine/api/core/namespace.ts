import type { KubernetesObject } from "../meta.ts";

export interface Namespace extends KubernetesObject {
  readonly kind: "Namespace";
  readonly status?: { readonly phase?: string };
}
