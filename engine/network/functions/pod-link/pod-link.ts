import type { ClusterView, PodView } from "../../../cluster/view.ts";
import type { ObjectName } from "../../../values/object-name.ts";
import { type Flow, type NetworkFunction, type Origin, type Outcome, PASS } from "../../function.ts";
import { hairpinOff } from "./hairpin.ts";
import type { PodLinkStep } from "./steps.ts";

/**
 * The first link. A pod's veth pair leads onto its node; from outside, no route leads to a pod's address at all, so
 * that nothing behind it is ever asked.
 */
export const podLinkOut: NetworkFunction = {
  name: "pod-link",
  compile: (view) => ({
    visit: (flow) => {
      const { origin } = flow;
      if (origin.kind === "external") return fromOutside(view, flow);
      if (origin.kind !== "pod" || origin.pod.hostNetwork) return PASS;
      const { pod } = origin;
      const step: PodLinkStep = {
        function: "pod-link",
        code: "left-pod",
        pod: podName(pod),
        node: pod.node ?? "",
        objects: [view.use(pod.pod)],
      };
      return next(flow, step);
    },
  }),
};

/** The last link: who owns the destination address, and is there a way in. */
export const podLinkIn: NetworkFunction = {
  name: "pod-link",
  compile: (view) => {
    let off: { readonly map: ReturnType<typeof hairpinOff> } | undefined;
    return {
      visit: (flow) => {
        const { origin, packet, service } = flow;
        const isItself =
          service !== undefined &&
          origin.kind === "pod" &&
          view.podAt(packet.destination)?.id === origin.pod.id;
        if (!isItself || origin.pod.hostNetwork) return arrive(view, flow);
        off ??= { map: hairpinOff(view) };
        if (off.map === undefined) return arrive(view, flow);
        const objects = [view.use(off.map, ["data"])];
        return ended({ function: "pod-link", code: "hairpin-off", pod: podName(origin.pod), objects });
      },
    };
  },
};

function fromOutside(view: ClusterView, { packet }: Flow): Outcome<PodLinkStep> {
  const pod = view.podAt(packet.destination);
  if (pod === undefined) return PASS;
  const address = packet.destination.text;
  return ended({ function: "pod-link", code: "not-routed-outside", address, objects: [view.use(pod.pod)] });
}

function nodeOf(origin: Origin): string | undefined {
  if (origin.kind === "pod") return origin.pod.node;
  return origin.kind === "node" ? origin.node.name : undefined;
}

function arrive(view: ClusterView, flow: Flow): Outcome<PodLinkStep> {
  const { destination } = flow.packet;
  const address = destination.text;
  const pod = view.podAt(destination);
  if (pod !== undefined) {
    const node = pod.node ?? "";
    const sameNode = nodeOf(flow.origin) === node;
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
