import type { LabelSelector } from "../../values/label-selector.ts";
import type { KubernetesObject } from "../meta.ts";

export interface EgressIPStatusItem {
  readonly node: string;
  readonly egressIP: string;
}

/** k8s.ovn.org/v1: addresses that selected pods show to the world outside, each held by a node. */
export interface EgressIP extends KubernetesObject {
  readonly kind: "EgressIP";
  readonly spec: {
    readonly egressIPs: readonly string[];
    readonly namespaceSelector: LabelSelector;
    readonly podSelector?: LabelSelector;
  };
  readonly status?: { readonly items: readonly EgressIPStatusItem[] };
}
