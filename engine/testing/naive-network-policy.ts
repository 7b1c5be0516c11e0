import ipaddr from "ipaddr.js";
import type {
  NetworkPolicyPeer,
  NetworkPolicyPort,
  NetworkPolicySpec,
} from "../api/networking/network-policy.ts";
import type { LabelSelector } from "../values/label-selector.ts";
import type { Protocol } from "../values/protocol.ts";

/**
 * The API documentation of networking.k8s.io/v1 NetworkPolicy, sentence by sentence and as slowly as it reads. It
 * shares nothing with the engine, so that the two can be compared.
 */
export interface NaivePod {
  readonly namespace: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly ip: string;
  readonly ports: readonly {
    readonly name?: string;
    readonly containerPort: number;
    readonly protocol?: Protocol;
  }[];
}

export interface NaivePolicy {
  readonly namespace: string;
  readonly spec: NetworkPolicySpec;
}

export interface NaiveCluster {
  readonly namespaces: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly pods: readonly NaivePod[];
  readonly policies: readonly NaivePolicy[];
}

/** One end of a connection: a pod, or an address outside the cluster. */
export type NaiveEnd = NaivePod | string;

export function naiveAllows(
  cluster: NaiveCluster,
  from: NaiveEnd,
  to: NaiveEnd,
  protocol: Protocol,
  port: number,
): boolean {
  if (from === to) return true;
  return (
    directionAllows(cluster, "Egress", from, to, to, protocol, port) &&
    directionAllows(cluster, "Ingress", to, from, to, protocol, port)
  );
}

function directionAllows(
  cluster: NaiveCluster,
  type: "Ingress" | "Egress",
  isolated: NaiveEnd,
  peer: NaiveEnd,
  destination: NaiveEnd,
  protocol: Protocol,
  port: number,
): boolean {
  if (typeof isolated === "string") return true;
  const selecting = cluster.policies.filter(
    ({ namespace, spec }) =>
      namespace === isolated.namespace &&
      typesOf(spec).includes(type) &&
      matches(spec.podSelector ?? {}, isolated.labels),
  );
  if (selecting.length === 0) return true;
  for (const { namespace, spec } of selecting) {
    const rules = type === "Ingress" ? (spec.ingress ?? []) : (spec.egress ?? []);
    for (const rule of rules) {
      const peers = "from" in rule ? rule.from : "to" in rule ? rule.to : undefined;
      const peerOk =
        peers === undefined || peers.length === 0 || peers.some((p) => peerIs(cluster, p, namespace, peer));
      const ports = rule.ports;
      const portOk =
        ports === undefined ||
        ports.length === 0 ||
        ports.some((p) => portIs(p, destination, protocol, port));
      if (peerOk && portOk) return true;
    }
  }
  return false;
}

function typesOf(spec: NetworkPolicySpec): readonly string[] {
  if (spec.policyTypes !== undefined) return spec.policyTypes;
  return spec.egress !== undefined && spec.egress.length > 0 ? ["Ingress", "Egress"] : ["Ingress"];
}

function peerIs(cluster: NaiveCluster, peer: NetworkPolicyPeer, namespace: string, end: NaiveEnd): boolean {
  if (peer.ipBlock !== undefined) {
    const text = typeof end === "string" ? end : end.ip;
    const { cidr, except = [] } = peer.ipBlock;
    return inside(text, cidr) && !except.some((block) => inside(text, block));
  }
  if (typeof end === "string") return false;
  if (peer.namespaceSelector !== undefined) {
    if (!matches(peer.namespaceSelector, cluster.namespaces[end.namespace] ?? {})) return false;
    return peer.podSelector === undefined || matches(peer.podSelector, end.labels);
  }
  return end.namespace === namespace && matches(peer.podSelector ?? {}, end.labels);
}

function portIs(entry: NetworkPolicyPort, destination: NaiveEnd, protocol: Protocol, port: number): boolean {
  if ((entry.protocol ?? "TCP") !== protocol) return false;
  if (entry.port === undefined) return true;
  if (typeof entry.port === "string") {
    if (typeof destination === "string") return false;
    return destination.ports.some(
      (p) => p.name === entry.port && (p.protocol ?? "TCP") === protocol && p.containerPort === port,
    );
  }
  if (entry.endPort !== undefined) return port >= entry.port && port <= entry.endPort;
  return entry.port === port;
}

function matches(selector: LabelSelector, labels: Readonly<Record<string, string>>): boolean {
  for (const [key, value] of Object.entries(selector.matchLabels ?? {}))
    if (labels[key] !== value) return false;
  for (const { key, operator, values = [] } of selector.matchExpressions ?? []) {
    const value = labels[key];
    if (operator === "In" && !(value !== undefined && values.includes(value))) return false;
    if (operator === "NotIn" && value !== undefined && values.includes(value)) return false;
    if (operator === "Exists" && value === undefined) return false;
    if (operator === "DoesNotExist" && value !== undefined) return false;
  }
  return true;
}

function inside(address: string, cidr: string): boolean {
  const parsed = ipaddr.parse(address);
  const [base, bits] = ipaddr.parseCIDR(cidr);
  return parsed.kind() === base.kind() && parsed.match(base, bits);
}
