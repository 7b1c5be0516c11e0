import type {
  NetworkPolicy,
  NetworkPolicyPeer,
  NetworkPolicyPort,
} from "../../../api/networking/network-policy.ts";
import type { PodView } from "../../../cluster/view.ts";
import type { Direction } from "../../../trace/nearest.ts";
import { type Cidr, contains, parseCidr } from "../../../values/cidr.ts";
import type { Ip } from "../../../values/ip.ts";
import { type CompiledSelector, compileSelector, selects } from "../../../values/label-selector.ts";
import type { Protocol } from "../../../values/protocol.ts";

/** The other end of a flow. `pod` is there only when selectors can match it. */
export interface Party {
  readonly address: Ip;
  readonly pod: PodView | undefined;
}

/** What a rule is asked: may this peer talk to this destination port? */
export interface Question {
  readonly peer: Party;
  /** The pod that owns the destination address: named ports resolve on it, for ingress and egress alike. */
  readonly destination: PodView | undefined;
  readonly port: number;
  readonly protocol: Protocol;
}

export type CompiledPeer =
  | {
      readonly kind: "pods";
      /** Absent: every pod of the namespaces selected. */
      readonly pods: CompiledSelector | undefined;
      /** Absent: the policy's own namespace only. */
      readonly namespaces: CompiledSelector | undefined;
    }
  | { readonly kind: "block"; readonly block: Cidr; readonly except: readonly Cidr[] };

/** A numeric entry has `from` and `to`, a named one `name`, a bare protocol none of them. */
export interface CompiledPort {
  readonly protocol: Protocol;
  readonly from?: number;
  readonly to?: number;
  readonly name?: string;
}

export interface CompiledRule {
  /** Absent: any peer, external ones included. */
  readonly peers: readonly CompiledPeer[] | undefined;
  /** Absent: any port of any protocol. */
  readonly ports: readonly CompiledPort[] | undefined;
}

export interface CompiledPolicy {
  readonly policy: NetworkPolicy;
  readonly namespace: string;
  readonly selector: CompiledSelector;
  /** Rules of the directions it isolates; a direction it does not isolate has none. */
  readonly rules: Readonly<Record<Direction, readonly CompiledRule[] | undefined>>;
}

export function compilePolicy(policy: NetworkPolicy): CompiledPolicy {
  const { spec } = policy;
  const types = spec.policyTypes ?? defaultPolicyTypes(policy);
  return {
    policy,
    namespace: policy.metadata.namespace ?? "default",
    selector: compileSelector(spec.podSelector ?? {}),
    rules: {
      ingress: types.includes("Ingress")
        ? (spec.ingress ?? []).map((rule) => compileRule(rule.from, rule.ports))
        : undefined,
      egress: types.includes("Egress")
        ? (spec.egress ?? []).map((rule) => compileRule(rule.to, rule.ports))
        : undefined,
    },
  };
}

/** `SetDefaults_NetworkPolicy`: Ingress always, Egress only when there is an egress rule. */
function defaultPolicyTypes(policy: NetworkPolicy): readonly ("Ingress" | "Egress")[] {
  return (policy.spec.egress ?? []).length > 0 ? ["Ingress", "Egress"] : ["Ingress"];
}

function compileRule(
  peers: readonly NetworkPolicyPeer[] | undefined,
  ports: readonly NetworkPolicyPort[] | undefined,
): CompiledRule {
  return {
    peers: peers === undefined || peers.length === 0 ? undefined : peers.map(compilePeer),
    ports: ports === undefined || ports.length === 0 ? undefined : ports.map(compilePort),
  };
}

function compilePeer(peer: NetworkPolicyPeer): CompiledPeer {
  if (peer.ipBlock !== undefined) {
    const block = parseCidr(peer.ipBlock.cidr);
    if (block === undefined) throw new Error(`unvalidated ipBlock ${peer.ipBlock.cidr}`);
    const except = (peer.ipBlock.except ?? []).map(parseCidr).filter((cidr) => cidr !== undefined);
    return { kind: "block", block, except };
  }
  return {
    kind: "pods",
    pods: peer.podSelector === undefined ? undefined : compileSelector(peer.podSelector),
    namespaces: peer.namespaceSelector === undefined ? undefined : compileSelector(peer.namespaceSelector),
  };
}

function compilePort(entry: NetworkPolicyPort): CompiledPort {
  const protocol = entry.protocol ?? "TCP";
  if (entry.port === undefined) return { protocol };
  if (typeof entry.port === "string") return { protocol, name: entry.port };
  return { protocol, from: entry.port, to: entry.endPort ?? entry.port };
}

/** Ports and peers of one rule must both match; entries within each list are alternatives. */
export function allows(
  rule: CompiledRule,
  policy: CompiledPolicy,
  question: Question,
  blocksMatchPods: boolean,
): boolean {
  return (
    (rule.ports === undefined || rule.ports.some((port) => portMatches(port, question))) &&
    (rule.peers === undefined ||
      rule.peers.some((peer) => peerMatches(peer, policy.namespace, question.peer, blocksMatchPods)))
  );
}

export function portMatches(entry: CompiledPort, question: Question): boolean {
  if (entry.protocol !== question.protocol) return false;
  if (entry.name !== undefined) return namedPortIs(entry.name, question);
  return (
    entry.from === undefined ||
    entry.to === undefined ||
    (entry.from <= question.port && question.port <= entry.to)
  );
}

/** A name that the destination pod does not declare for this protocol matches nothing, and never an external address. */
function namedPortIs(name: string, question: Question): boolean {
  for (const named of question.destination?.namedPorts ?? []) {
    if (named.name === name && named.protocol === question.protocol && named.port === question.port)
      return true;
  }
  return false;
}

export function peerMatches(
  peer: CompiledPeer,
  namespace: string,
  party: Party,
  blocksMatchPods: boolean,
): boolean {
  if (peer.kind === "block") {
    if (party.pod !== undefined && !blocksMatchPods) return false;
    return (
      contains(peer.block, party.address) && !peer.except.some((block) => contains(block, party.address))
    );
  }
  const { pod } = party;
  if (pod === undefined) return false;
  if (peer.namespaces === undefined) {
    if (pod.namespace !== namespace) return false;
  } else if (!selects(peer.namespaces, pod.namespaceLabels)) return false;
  return peer.pods === undefined || selects(peer.pods, pod.labels);
}
