import type { KubernetesObject } from "../meta.ts";

export interface Taint {
  readonly key: string;
  readonly value?: string;
  readonly effect: string;
  readonly timeAdded?: string;
}

type Quantities = Readonly<Record<string, string | number>>;

export interface Node extends KubernetesObject {
  readonly kind: "Node";
  readonly spec?: {
    readonly podCIDR?: string;
    readonly podCIDRs?: readonly string[];
    readonly unschedulable?: boolean;
    readonly taints?: readonly Taint[];
  };
  readonly status?: {
    readonly addresses?: readonly { readonly type: string; readonly address: string }[];
    readonly allocatable?: Quantities;
    readonly capacity?: Quantities;
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
  };
}
