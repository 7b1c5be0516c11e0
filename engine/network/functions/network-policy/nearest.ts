import type { ClusterView } from "../../../cluster/view.ts";
import type { Difference, Direction, Nearest } from "../../../trace/nearest.ts";
import { contains } from "../../../values/cidr.ts";
import {
  type CompiledSelector,
  failingTerms,
  type Labels,
  type SelectorTerm,
} from "../../../values/label-selector.ts";
import type { CompiledPeer, CompiledPolicy, CompiledPort, CompiledRule, Question } from "./rules.ts";
import { peerMatches, portMatches } from "./rules.ts";

/** How far a difference is from being a slip: a wrong port is nearer than a missing rule. */
const WEIGHT: Readonly<Record<Difference["kind"], number>> = {
  port: 1,
  protocol: 1,
  label: 1,
  "namespace-label": 1,
  namespace: 1,
  address: 2,
  "not-a-pod": 3,
  "no-rule": 6,
};

/** Of all rules of the isolating policies, the one with the least to change; `undefined` without policies. */
export function nearestRule(
  view: ClusterView,
  policies: readonly CompiledPolicy[],
  direction: Direction,
  question: Question,
): Nearest | undefined {
  let best: Nearest | undefined;
  for (const policy of policies) {
    for (const candidate of candidates(view, policy, direction, question)) {
      if (best === undefined || weigh(candidate) < weigh(best)) best = candidate;
    }
  }
  return best;
}

function* candidates(
  view: ClusterView,
  policy: CompiledPolicy,
  direction: Direction,
  question: Question,
): Generator<Nearest> {
  const rules = policy.rules[direction] ?? [];
  if (rules.length === 0) {
    const object = view.use(policy.policy, ["spec", direction]);
    yield { object, direction, differs: [{ kind: "no-rule" }] };
  }
  for (const [rule, compiled] of rules.entries()) {
    const peer = nearestPeer(view, compiled, policy, question);
    const port = nearestPort(compiled, question);
    const path = ["spec", direction, rule, ...pathOf(direction, peer, port)];
    yield {
      object: view.use(policy.policy, path),
      direction,
      rule,
      ...(peer.index === undefined ? {} : { peer: peer.index }),
      ...(port.index === undefined ? {} : { port: port.index }),
      differs: [...peer.differs, ...port.differs],
    };
  }
}

interface Part {
  readonly index?: number;
  readonly differs: readonly Difference[];
}

/** The field to look at: the peer when the peer differs, else the port. */
function pathOf(direction: Direction, peer: Part, port: Part): readonly (string | number)[] {
  if (peer.differs.length > 0 && peer.index !== undefined)
    return [direction === "ingress" ? "from" : "to", peer.index];
  return port.index === undefined ? [] : ["ports", port.index];
}

function least(parts: readonly Part[]): Part {
  return parts.reduce((best, part) => (weigh(part) < weigh(best) ? part : best));
}

function weigh(part: { readonly differs: readonly Difference[] }): number {
  return part.differs.reduce((sum, difference) => sum + WEIGHT[difference.kind], 0);
}

function nearestPeer(
  view: ClusterView,
  rule: CompiledRule,
  policy: CompiledPolicy,
  question: Question,
): Part {
  if (rule.peers === undefined) return { differs: [] };
  return least(
    rule.peers.map((peer, index) => ({
      index,
      differs: peerDifferences(view, peer, policy.namespace, question),
    })),
  );
}

function peerDifferences(
  view: ClusterView,
  peer: CompiledPeer,
  namespace: string,
  question: Question,
): readonly Difference[] {
  const party = question.peer;
  if (peerMatches(peer, namespace, party, view.profile.ipBlockMatchesPods)) return [];
  const has = party.address.text;
  if (peer.kind === "block") {
    const except = peer.except.find((block) => contains(block, party.address));
    const difference: Difference = { kind: "address", has, wants: peer.block.text };
    return [except === undefined ? difference : { ...difference, except: except.text }];
  }
  const { pod } = party;
  if (pod === undefined) return [{ kind: "not-a-pod", has }];
  const differs: Difference[] = [];
  if (peer.namespaces === undefined) {
    if (pod.namespace !== namespace)
      differs.push({ kind: "namespace", wants: namespace, has: pod.namespace });
  } else {
    for (const missing of missingLabels(peer.namespaces, pod.namespaceLabels)) {
      differs.push({ kind: "namespace-label", namespace: pod.namespace, ...missing });
    }
  }
  for (const missing of peer.pods === undefined ? [] : missingLabels(peer.pods, pod.labels)) {
    differs.push({ kind: "label", pod: pod.id, ...missing });
  }
  return differs;
}

function missingLabels(
  selector: CompiledSelector,
  labels: Labels,
): readonly { readonly term: SelectorTerm; readonly has?: string }[] {
  return failingTerms(selector, labels).map((term) => {
    const has = labels[term.key];
    return has === undefined ? { term } : { term, has };
  });
}

function nearestPort(rule: CompiledRule, question: Question): Part {
  if (rule.ports === undefined) return { differs: [] };
  return least(rule.ports.map((entry, index) => ({ index, differs: portDifferences(entry, question) })));
}

function portDifferences(entry: CompiledPort, question: Question): readonly Difference[] {
  if (portMatches(entry, question)) return [];
  const differs: Difference[] = [];
  if (entry.protocol !== question.protocol) {
    differs.push({ kind: "protocol", has: question.protocol, wants: entry.protocol });
  }
  if (!portMatches({ ...entry, protocol: question.protocol }, question)) {
    differs.push({ kind: "port", has: question.port, wants: describePort(entry) });
  }
  return differs;
}

function describePort(entry: CompiledPort): string {
  if (entry.name !== undefined) return entry.name;
  return entry.from === entry.to ? String(entry.from) : `${entry.from}–${entry.to}`;
}
