import type { NetworkPolicyPeer, NetworkPolicyPort } from "../api/networking/network-policy.ts";
import type { Nearest } from "../trace/nearest.ts";
import type { LabelSelector, SelectorTerm } from "../values/label-selector.ts";
import type { Protocol } from "../values/protocol.ts";
import type { NaiveCluster, NaivePolicy } from "./naive-network-policy.ts";

interface Rule {
  readonly from?: readonly NetworkPolicyPeer[];
  readonly to?: readonly NetworkPolicyPeer[];
  readonly ports?: readonly NetworkPolicyPort[];
}

/** The denied connection, as the policy saw it. */
export interface Denied {
  readonly address: string;
  readonly port: number;
  readonly protocol: Protocol;
}

/**
 * The cluster with every difference of `nearest` mended, the way somebody would who reads its sentence: the label
 * term dropped, the port replaced, the namespace named, the address added, the missing rule written.
 */
export function mended(cluster: NaiveCluster, nearest: Nearest, denied: Denied): NaiveCluster {
  const index = Number(nearest.object.name.replace("policy-", ""));
  const policy = cluster.policies[index];
  if (policy === undefined) throw new Error(`no policy ${nearest.object.name}`);
  const policies = cluster.policies.map((one, at) => (at === index ? mendPolicy(one, nearest, denied) : one));
  return { ...cluster, policies };
}

function mendPolicy({ namespace, spec }: NaivePolicy, nearest: Nearest, denied: Denied): NaivePolicy {
  const { direction } = nearest;
  const peersKey = direction === "ingress" ? "from" : "to";
  const rules: readonly Rule[] = spec[direction] ?? [];
  const policyTypes =
    spec.policyTypes ??
    ((spec.egress ?? []).length > 0 ? (["Ingress", "Egress"] as const) : (["Ingress"] as const));
  const next = nearest.differs.some(({ kind }) => kind === "no-rule")
    ? [...rules, { ports: [{ protocol: denied.protocol, port: denied.port }] }]
    : rules.map((rule, at) => (at === nearest.rule ? mendRule(rule, peersKey, nearest, denied) : rule));
  return { namespace, spec: { ...spec, policyTypes, [direction]: next } };
}

function mendRule(rule: Rule, peersKey: "from" | "to", nearest: Nearest, denied: Denied): Rule {
  let peers = rule[peersKey] ?? [];
  let ports = rule.ports ?? [];
  for (const difference of nearest.differs) {
    switch (difference.kind) {
      case "label":
        peers = replace(peers, nearest.peer, (peer) => without(peer, "podSelector", difference.term));
        break;
      case "namespace-label":
        peers = replace(peers, nearest.peer, (peer) => without(peer, "namespaceSelector", difference.term));
        break;
      case "namespace": {
        const matchLabels = { "kubernetes.io/metadata.name": difference.has };
        peers = replace(peers, nearest.peer, (peer) => ({ ...peer, namespaceSelector: { matchLabels } }));
        break;
      }
      case "address":
      case "not-a-pod":
        peers = [
          ...peers,
          { ipBlock: { cidr: `${denied.address}/${denied.address.includes(":") ? 128 : 32}` } },
        ];
        break;
      case "port":
        ports = replace(ports, nearest.port, ({ protocol }) => withProtocol(protocol, { port: denied.port }));
        break;
      case "protocol":
        ports = replace(ports, nearest.port, (port) => ({ ...port, protocol: denied.protocol }));
        break;
      case "no-rule":
        throw new Error("a rule that is missing has no index");
    }
  }
  return { ...rule, [peersKey]: peers, ports };
}

function withProtocol(protocol: Protocol | undefined, port: NetworkPolicyPort): NetworkPolicyPort {
  return protocol === undefined ? port : { ...port, protocol };
}

function replace<T>(items: readonly T[], index: number | undefined, change: (item: T) => T): readonly T[] {
  if (index === undefined || items[index] === undefined) throw new Error("the difference names no entry");
  return items.map((item, at) => (at === index ? change(item) : item));
}

function without(
  peer: NetworkPolicyPeer,
  key: "podSelector" | "namespaceSelector",
  term: SelectorTerm,
): NetworkPolicyPeer {
  const selector: LabelSelector = peer[key] ?? {};
  const matchLabels = Object.fromEntries(
    Object.entries(selector.matchLabels ?? {}).filter(
      ([name, value]) => !(name === term.key && term.operator === "In" && term.values.join() === value),
    ),
  );
  const matchExpressions = (selector.matchExpressions ?? []).filter(
    ({ key: name, operator, values = [] }) =>
      !(name === term.key && operator === term.operator && values.join() === term.values.join()),
  );
  return { ...peer, [key]: { matchLabels, matchExpressions } };
}
