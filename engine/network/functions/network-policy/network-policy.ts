import type { ClusterView, PodView } from "../../../cluster/view.ts";
import type { Direction } from "../../../trace/nearest.ts";
import type { ObjectUse } from "../../../trace/step.ts";
import { sameIp } from "../../../values/ip.ts";
import type { ObjectName } from "../../../values/object-name.ts";
import type { Flow, NetworkFunction, Outcome, Visitor } from "../../function.ts";
import { nearestRule } from "./nearest.ts";
import type { CompiledPolicy, Question } from "./rules.ts";
import type { NetworkPolicyStep, PolicyFacts } from "./steps.ts";
import { directTable, type PolicyTable } from "./table.ts";

/** How an implementation differs where the API leaves it open. */
export interface PolicyBehaviour {
  /** Whether a pod that reaches itself through its own Service is exempt too, not only by its own address. */
  readonly hairpinExempt: boolean;
}

/** NetworkPolicy in one direction: `egress` at the client's node, `ingress` at the server's. */
export function networkPolicy(direction: Direction, behaviour: PolicyBehaviour): NetworkFunction {
  return {
    name: "network-policy",
    policy: true,
    compile: (view) => enforcer(view, direction, behaviour),
  };
}

/** A CNI that stores NetworkPolicy objects and does nothing about them: recorded, so that nobody is fooled. */
export function networkPolicyNotEnforced(direction: Direction): NetworkFunction {
  return {
    name: "network-policy",
    compile: (view) => {
      const table = directTable(view);
      return {
        visit: (flow) => {
          const asked = ask(view, flow, direction);
          if (asked === undefined) return { kind: "pass" };
          const policies = table.isolating(asked.pod, direction);
          if (policies.length === 0) return { kind: "pass" };
          const uses = policies.map((policy) => useOf(view, policy, direction));
          const { cni } = view.profile;
          return next(flow, {
            ...facts(asked, direction),
            code: "not-enforced",
            cni,
            policies: uses,
            objects: uses,
          });
        },
      };
    },
  };
}

interface Asked {
  /** The pod whose isolation decides. */
  readonly pod: PodView;
  readonly question: Question;
}

function enforcer(view: ClusterView, direction: Direction, behaviour: PolicyBehaviour): Visitor {
  const table = directTable(view);
  return {
    visit: (flow) => visit(view, table, direction, behaviour, flow),
    selectedBy: (flow) => {
      const asked = ask(view, flow, direction);
      if (asked === undefined) return [];
      return table.isolating(asked.pod, direction).map((policy) => useOf(view, policy, direction));
    },
    nearest: (flow) => {
      const asked = ask(view, flow, direction);
      if (asked === undefined) return undefined;
      return nearestRule(view, table.isolating(asked.pod, direction), direction, asked.question);
    },
  };
}

function visit(
  view: ClusterView,
  table: PolicyTable,
  direction: Direction,
  behaviour: PolicyBehaviour,
  flow: Flow,
): Outcome<NetworkPolicyStep> {
  const asked = ask(view, flow, direction);
  if (asked === undefined) return { kind: "pass" };
  const { pod, question } = asked;
  const policies = table.isolating(pod, direction);
  if (policies.length === 0)
    return next(flow, { ...facts(asked, direction), code: "not-isolated", objects: [podName(pod)] });
  if (isOwnPod(flow, pod, question, behaviour)) {
    return next(flow, { ...facts(asked, direction), code: "own-pod", objects: [podName(pod)] });
  }
  if (isOwnNode(view, pod, question)) {
    return next(flow, { ...facts(asked, direction), code: "own-node", objects: [podName(pod)] });
  }
  const permission = table.permission(policies, direction, question);
  if (permission !== undefined) {
    const { policy, rule } = permission;
    const use = view.use(policy.policy, ["spec", direction, rule]);
    return next(flow, { ...facts(asked, direction), code: "allowed", rule, policies: [use], objects: [use] });
  }
  const uses = policies.map((policy) => useOf(view, policy, direction));
  return {
    kind: "end",
    ending: { kind: "dropped" },
    step: { ...facts(asked, direction), code: "denied", policies: uses, objects: uses },
  };
}

/** The question a flow asks in this direction, or `undefined` when no pod's isolation is concerned. */
function ask(view: ClusterView, flow: Flow, direction: Direction): Asked | undefined {
  const { packet, origin } = flow;
  const destination = view.podAt(packet.destination);
  const { destinationPort: port, protocol } = packet;
  if (direction === "ingress") {
    if (destination === undefined) return undefined;
    // Masquerading comes after policy on the node that translated, so only other nodes see its address.
    const hidden = flow.masqueraded !== undefined && flow.entry !== destination.node;
    const address = hidden ? flow.masqueraded : packet.source;
    const peer = { address, pod: view.podAt(address) };
    return { pod: destination, question: { peer, destination, port, protocol } };
  }
  if (origin.kind !== "pod" || origin.pod.hostNetwork) return undefined;
  return {
    pod: origin.pod,
    question: { peer: { address: packet.destination, pod: destination }, destination, port, protocol },
  };
}

/** "A pod cannot block access to itself": by its own address always, through its Service as the CNI has it. */
function isOwnPod(flow: Flow, pod: PodView, question: Question, behaviour: PolicyBehaviour): boolean {
  if (question.peer.pod !== pod) return false;
  return flow.service === undefined || behaviour.hairpinExempt;
}

/** Only the node the pod runs on; other nodes are addresses like any other. */
function isOwnNode(view: ClusterView, pod: PodView, question: Question): boolean {
  if (pod.node === undefined || question.peer.pod !== undefined) return false;
  return view.node(pod.node)?.ips.some((address) => sameIp(address, question.peer.address)) ?? false;
}

function facts(asked: Asked, direction: Direction): PolicyFacts & { readonly function: "network-policy" } {
  const { pod, question } = asked;
  const { peer, port, protocol } = question;
  const base = {
    function: "network-policy",
    direction,
    pod: podName(pod),
    peerAddress: peer.address.text,
    port,
    protocol,
  } as const;
  return peer.pod === undefined ? base : { ...base, peerPod: podName(peer.pod) };
}

function next(flow: Flow, step: NetworkPolicyStep): Outcome<NetworkPolicyStep> {
  return { kind: "next", branches: [{ step, flow }] };
}

function podName(pod: PodView): ObjectName {
  return { kind: "Pod", namespace: pod.namespace, name: pod.name };
}

/** Points at what isolates: the direction's rule list when written, else the nearest written ancestor. */
function useOf(view: ClusterView, policy: CompiledPolicy, direction: Direction): ObjectUse {
  return view.use(policy.policy, ["spec", direction]);
}
