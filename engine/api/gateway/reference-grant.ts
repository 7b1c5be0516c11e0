import type { KubernetesObject } from "../meta.ts";

/** Lets objects of other namespaces refer to objects of its own. */
export interface ReferenceGrant extends KubernetesObject {
  readonly kind: "ReferenceGrant";
  readonly spec: {
    readonly from: readonly { readonly group: string; readonly kind: string; readonly namespace: string }[];
    readonly to: readonly { readonly group: string; readonly kind: string; readonly name?: string }[];
  };
}
