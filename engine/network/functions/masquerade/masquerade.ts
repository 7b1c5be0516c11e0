import type { ClusterView } from "../../../cluster/view.ts";
import { type Flow, type NetworkFunction, type Outcome, PASS } from "../../function.ts";
import type { MasqueradeStep } from "./steps.ts";

/** What a CNI's rule for it leaves alone. */
interface MasqueradeBehaviour {
  /** Whether other nodes of the cluster see the pod, as they can where nodes have routes to pods of others. */
  readonly sparesNodes: boolean;
}

/**
 * Source NAT of what leaves the pod network: pod addresses mean nothing outside of it, so the node's stands for them
 * (Calico's natOutgoing with natOutgoingExclusions IPPoolsOnly, flannel's --ip-masq, Cilium's masquerading,
 * OVN-Kubernetes' gateway router).
 */
export function masquerade(behaviour: MasqueradeBehaviour): NetworkFunction {
  return {
    name: "masquerade",
    compile: (view) => ({ visit: (flow) => visit(view, flow, behaviour) }),
  };
}

function visit(view: ClusterView, flow: Flow, { sparesNodes }: MasqueradeBehaviour): Outcome<MasqueradeStep> {
  const { origin, packet } = flow;
  if (origin.kind !== "pod" || origin.pod.hostNetwork || flow.masqueraded !== undefined) return PASS;
  if (!view.profile.natOutgoing) return PASS;
  const { pod } = origin;
  const { destination } = packet;
  const peer = view.nodeAt(destination);
  // What a pod sends to its own node is delivered there and never goes out.
  if (peer !== undefined && (sparesNodes || peer.name === pod.node)) return PASS;
  if (peer === undefined && view.rangeOf(destination) !== undefined) return PASS;
  if (peer === undefined && view.podAt(destination) !== undefined) return PASS;
  const node = pod.node === undefined ? undefined : view.node(pod.node);
  const address = node?.ips.find(({ family }) => family === packet.source.family);
  if (node === undefined || address === undefined) return PASS;
  const step: MasqueradeStep = {
    function: "masquerade",
    code: "hidden-behind-node",
    pod: { kind: "Pod", namespace: pod.namespace, name: pod.name },
    node: node.name,
    from: packet.source.text,
    to: address.text,
    objects: [view.use(node.node)],
  };
  return { kind: "next", branches: [{ step, flow: { ...flow, masqueraded: address } }] };
}
