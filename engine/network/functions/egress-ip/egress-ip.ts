import type { EgressIP } from "../../../api/ovn/egress-ip.ts";
import type { ClusterView, PodView } from "../../../cluster/view.ts";
import type { ObjectUse } from "../../../trace/step.ts";
import { ip } from "../../../values/ip.ts";
import { compileSelector, selects } from "../../../values/label-selector.ts";
import { type Flow, type NetworkFunction, type Outcome, PASS } from "../../function.ts";
import type { EgressIpStep } from "./steps.ts";

/**
 * EgressIP of OVN-Kubernetes: what selected pods send to the world outside carries an address that a node holds for
 * them. With several addresses every connection takes one of them (ECMP).
 */
export const egressIp: NetworkFunction = {
  name: "egress-ip",
  compile: (view) => ({ visit: (flow) => visit(view, flow) }),
};

function visit(view: ClusterView, flow: Flow): Outcome<EgressIpStep> {
  const { origin, packet } = flow;
  if (origin.kind !== "pod" || origin.pod.hostNetwork || flow.masqueraded !== undefined) return PASS;
  const { destination } = packet;
  // Pods, Services and nodes are told the ordinary source.
  if (view.rangeOf(destination) !== undefined || view.nodeAt(destination) !== undefined) return PASS;
  if (view.podAt(destination) !== undefined) return PASS;
  const object = objectFor(view, origin.pod);
  if (object === undefined) return PASS;
  const base = {
    function: "egress-ip",
    pod: { kind: "Pod", namespace: origin.pod.namespace, name: origin.pod.name },
    objects: [view.use(object, ["spec", "egressIPs"])],
  } as const;
  const items = (object.status?.items ?? []).filter(
    ({ egressIP }) => ip(egressIP).family === packet.source.family,
  );
  if (items.length === 0)
    return { kind: "next", branches: [{ step: { ...base, code: "not-assigned" }, flow }] };
  return {
    kind: "next",
    branches: items.map(({ node, egressIP }) => ({
      step: {
        ...base,
        code: "leaves-as",
        egressIp: egressIP,
        node,
        count: items.length,
        objects: [...base.objects, ...nodeUse(view, node)],
      },
      flow: { ...flow, masqueraded: ip(egressIP), share: flow.share / items.length },
    })),
  };
}

function nodeUse(view: ClusterView, name: string): readonly ObjectUse[] {
  const node = view.node(name);
  return node === undefined ? [] : [view.use(node.node)];
}

/** The oldest object that selects the pod: of several, upstream keeps the others in reserve. */
function objectFor(view: ClusterView, pod: PodView): EgressIP | undefined {
  const made = ({ metadata }: EgressIP): string => metadata.creationTimestamp ?? "";
  return view
    .list("EgressIP")
    .filter(({ spec }) => {
      const isNamespace = selects(compileSelector(spec.namespaceSelector), pod.namespaceLabels);
      return isNamespace && selects(compileSelector(spec.podSelector ?? {}), pod.labels);
    })
    .reduce<EgressIP | undefined>(
      (first, one) => (first === undefined || made(one) < made(first) ? one : first),
      undefined,
    );
}
