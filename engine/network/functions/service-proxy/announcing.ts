import { sha256 } from "@noble/hashes/sha2.js";
import type { Service } from "../../../api/core/service.ts";
import type { ClusterView, NodeView } from "../../../cluster/view.ts";
import { readyOn, slicesOf } from "./endpoints.ts";

/** The nodes that take a load balancer's packets; empty when it sends them nowhere. */
export function balancedNodes(view: ClusterView, service: Service): readonly NodeView[] {
  const isLocal = service.spec.externalTrafficPolicy === "Local";
  const nodes = view.nodes.filter(isBalanced);
  switch (view.profile.loadBalancer) {
    case "metallb":
      return metallb(view, service, nodes, isLocal);
    case "kube-vip":
      return nodes.filter(({ name }) => !isLocal || readyOn(view, service, name).size > 0).slice(0, 1);
    default:
      return isLocal ? nodes.filter(({ name }) => readyOn(view, service, name).size > 0) : nodes;
  }
}

/** Whether one node has the address for itself, as MetalLB's and kube-vip's ARP answers make it. */
export function isAnnounced({ profile }: ClusterView): boolean {
  return profile.loadBalancer === "metallb" || profile.loadBalancer === "kube-vip";
}

/** `node.kubernetes.io/exclude-from-external-load-balancers` keeps a node out. */
function isBalanced({ node }: NodeView): boolean {
  return !Object.hasOwn(
    node.metadata.labels ?? {},
    "node.kubernetes.io/exclude-from-external-load-balancers",
  );
}

/**
 * `ShouldAnnounce` (MetalLB, speaker/layer2_controller.go): nobody without an endpoint that can serve; of the nodes that may
 * (with policy Local those that have one), the first by the hash of its name and the address.
 */
function metallb(
  view: ClusterView,
  service: Service,
  nodes: readonly NodeView[],
  isLocal: boolean,
): readonly NodeView[] {
  const serving = slicesOf(view, service)
    .flatMap(({ endpoints }) => endpoints)
    .filter(({ conditions }) => conditions?.serving ?? conditions?.ready ?? true);
  if (serving.length === 0) return [];
  const able = isLocal
    ? nodes.filter(({ name }) => serving.some(({ nodeName }) => nodeName === name))
    : nodes;
  const address = service.status?.loadBalancer?.ingress?.[0]?.ip ?? "";
  const ranked = able.map((node) => [rank(`${node.name}#${address}`), node] as const);
  return ranked
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .slice(0, 1)
    .map(([, node]) => node);
}

function rank(text: string): string {
  return [...sha256(new TextEncoder().encode(text))]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");
}
