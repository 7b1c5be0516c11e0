import type { LabelSelector } from "../../values/label-selector.ts";
import type { KubernetesObject } from "../meta.ts";

/** Exactly one of the three is there. */
export interface EgressFirewallDestination {
  readonly cidrSelector?: string;
  readonly dnsName?: string;
  readonly nodeSelector?: LabelSelector;
}

export interface EgressFirewallPort {
  readonly protocol: "TCP" | "UDP" | "SCTP";
  readonly port: number;
}

export interface EgressFirewallRule {
  readonly type: "Allow" | "Deny";
  /** Without ports the rule means all traffic. */
  readonly ports?: readonly EgressFirewallPort[];
  readonly to: EgressFirewallDestination;
}

/**
 * k8s.ovn.org/v1: what the pods of a namespace may reach outside of the cluster. Called `default`, so that a namespace
 * has one at most.
 */
export interface EgressFirewall extends KubernetesObject {
  readonly kind: "EgressFirewall";
  readonly spec: { readonly egress: readonly EgressFirewallRule[] };
  readonly status?: { readonly status?: string; readonly messages?: readonly string[] };
}
