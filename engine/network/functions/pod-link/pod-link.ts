import type { ClusterView, PodView } from "../../../cluster/view.ts";
import type { ObjectName } from "../../../values/object-name.ts";
import type { Flow, NetworkFunction, Outcome } from "../../function.ts";
import type { PodLinkStep } from "./steps.ts";

/** The veth pair of the sending pod: from its network namespace onto its node. */
export const podLinkOut: NetworkFunction = {
  name: "pod-link",
  compile: (view) => ({
    visit: ({ origin, ...rest }) => {
      if (origin.kind !== "pod" || origin.pod.hostNetwork) return { kind: "pass" };
      const { pod } = origin;
      const step: PodLinkStep = {
        function: "pod-link",
        code: "left-pod",
        pod: podName(pod),
        node: pod.node ?? "",
        objects: [view.use(pod.pod)],
      };
      return { kind: "next", branches: [{ step, flow: { origin, ...rest } }] };
    },
  }),
};

/** The last link: who owns the destination address, and is there a way in. */
export const podLinkIn: NetworkFunction = {
  name: "pod-link",
  compile: (view) => ({ visit: (flow) => arrive(view, flow) }),
};

function arrive(view: ClusterView, flow: Flow): Outcome<PodLinkStep> {
  const { destination } = flow.packet;
  const address = destination.text;
  const pod = view.podAt(destination);
  if (pod !== undefined) {
    if (flow.origin.kind === "external") {
      return ended({
        function: "pod-link",
        code: "not-routed-outside",
        address,
        objects: [view.use(pod.pod)],
      });
    }
    const node = pod.node ?? "";
    const sameNode =
      flow.origin.kind === "pod" ? flow.origin.pod.node === node : flow.origin.node.name === node;
    const objects = [view.use(pod.pod)];
    return next(flow, {
      function: "pod-link",
      code: "entered-pod",
      pod: podName(pod),
      node,
      sameNode,
      objects,
    });
  }
  const node = view.nodeAt(destination);
  if (node !== undefined) {
    const objects = [view.use(node.node)];
    return next(flow, { function: "pod-link", code: "reached-node", node: node.name, address, objects });
  }
  const range = view.rangeOf(destination);
  if (range !== undefined) {
    return ended({ function: "pod-link", code: "nobody-has-address", address, range, objects: [] });
  }
  return next(flow, { function: "pod-link", code: "left-cluster", address, objects: [] });
}

function next(flow: Flow, step: PodLinkStep): Outcome<PodLinkStep> {
  return { kind: "next", branches: [{ step, flow }] };
}

/** Nobody answers ARP or a route that leads nowhere: the client sees silence. */
function ended(step: PodLinkStep): Outcome<PodLinkStep> {
  return { kind: "end", ending: { kind: "dropped" }, step };
}

function podName(pod: PodView): ObjectName {
  return { kind: "Pod", namespace: pod.namespace, name: pod.name };
}
