import type { KubernetesObject } from "../meta.ts";

/** Blocks that cluster IPs are taken from: one, or one of each family. */
export interface ServiceCIDR extends KubernetesObject {
  readonly kind: "ServiceCIDR";
  readonly spec: { readonly cidrs: readonly string[] };
  readonly status?: {
    readonly conditions?: readonly {
      readonly type: string;
      readonly status: string;
      readonly reason?: string;
      readonly message?: string;
    }[];
  };
}

/** A cluster IP that is in use; its name is the address. */
export interface IPAddress extends KubernetesObject {
  readonly kind: "IPAddress";
  readonly spec: {
    readonly parentRef: {
      readonly group?: string;
      readonly resource: string;
      readonly namespace?: string;
      readonly name: string;
    };
  };
}
