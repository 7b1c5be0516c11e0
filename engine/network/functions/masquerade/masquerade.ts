import type { ClusterView } from "../../../cluster/view.ts";
import { type Flow, type NetworkFunction, type Outcome, PASS } from "../../function.ts";
import type { MasqueradeStep } from "./steps.ts";

/**
 * Source NAT of what leaves the pod network: pod addresses mean nothing outside of it, so the node's stands for them
 * (Calico's natOutgoing, flannel's --ip-masq, Cilium's masquerading, OVN-Kubernetes' gateway router).
 */
export const masquerade: NetworkFunction = {
  name: "masquerade",
  compile: (view) => ({ visit: (flow) => visit(view, flow) }),
};

function visit(view: ClusterView, flow: Flow): Outcome<MasqueradeStep> {
  const { origin, packet } = flow;
  if (origin.kind !== "pod" || origin.pod.hostNetwork || flow.masqueraded !== undefined) return PASS;
  if (!view.profile.natOutgoing) return PASS;
  const { pod } = origin;
  const { destination } = packet;
  if (view.rangeOf(destination) !== undefined || view.nodeAt(destination) !== undefined) return PASS;
  if (view.podAt(destination) !== undefined) return PASS;
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
