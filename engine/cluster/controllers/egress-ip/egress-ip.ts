import type { Node } from "../../../api/core/node.ts";
import type { EgressIP, EgressIPStatusItem } from "../../../api/ovn/egress-ip.ts";
import { contains, parseCidr } from "../../../values/cidr.ts";
import { type Ip, ip, parseIp, sameIp } from "../../../values/ip.ts";
import type { Controller, ControlPlane } from "../../control-plane.ts";

/** Nodes that somebody chose for egress addresses carry it, with any value. */
const ASSIGNABLE = "k8s.ovn.org/egress-assignable";

/**
 * Gives egress addresses to nodes, as OVN-Kubernetes' cluster manager does (go-controller
 * pkg/clustermanager/egressip_controller.go): each address goes to the assignable node with the fewest, and no node
 * holds two addresses of one object.
 */
export const egressIp: Controller = {
  name: "egress-ip",
  watches: ["EgressIP", "Node"],
  reconcile: (plane) => {
    if (plane.profile.cni !== "ovn-kubernetes") return;
    const nodes = plane.list("Node").filter((node) => canHold(node));
    const load = new Map(nodes.map(({ metadata }) => [metadata.name, 0]));
    const taken = new Set<string>();
    for (const object of byAge(plane.list("EgressIP"))) {
      const items = assign(plane, object, nodes, load, taken);
      for (const { node, egressIP } of items) {
        load.set(node, (load.get(node) ?? 0) + 1);
        taken.add(ip(egressIP).text);
      }
      plane.put({ ...object, status: { items } });
    }
  },
};

function byAge(objects: readonly EgressIP[]): readonly EgressIP[] {
  const made = ({ metadata }: EgressIP): string => metadata.creationTimestamp ?? "";
  return [...objects].sort((a, b) => (made(a) < made(b) ? -1 : made(a) > made(b) ? 1 : 0));
}

function canHold({ metadata, spec, status }: Node): boolean {
  if (!Object.hasOwn(metadata.labels ?? {}, ASSIGNABLE)) return false;
  const ready = status?.conditions?.find(({ type }) => type === "Ready");
  return spec?.unschedulable !== true && (ready === undefined || ready.status === "True");
}

function assign(
  plane: ControlPlane,
  { spec, status }: EgressIP,
  nodes: readonly Node[],
  load: ReadonlyMap<string, number>,
  taken: ReadonlySet<string>,
): readonly EgressIPStatusItem[] {
  const wanted = spec.egressIPs.flatMap((text) => parseIp(text) ?? []);
  // An address of a node is refused, and the object's others with it.
  if (wanted.some((address) => nodeAddresses(plane).some((other) => sameIp(other, address)))) return [];
  const free = wanted.filter((address) => !taken.has(address.text) && isOnNodeNetwork(plane, address));
  const items: EgressIPStatusItem[] = [];
  for (const address of free) {
    const kept = status?.items.find(({ egressIP }) => egressIP === address.text)?.node;
    const candidates = nodes
      .map(({ metadata }) => metadata.name)
      .filter((name) => !items.some(({ node }) => node === name))
      .sort((a, b) => (load.get(a) ?? 0) - (load.get(b) ?? 0) || (a < b ? -1 : 1));
    // What is assigned stays where it is as long as the node can hold it.
    const node = candidates.find((name) => name === kept) ?? candidates[0];
    if (node !== undefined) items.push({ node, egressIP: address.text });
  }
  return items;
}

function nodeAddresses(plane: ControlPlane): readonly Ip[] {
  return plane
    .list("Node")
    .flatMap(({ status }) => (status?.addresses ?? []).flatMap(({ address }) => parseIp(address) ?? []));
}

/** The nodes' network as the profile has it: an address that does not belong there cannot be answered for. */
function isOnNodeNetwork(plane: ControlPlane, address: Ip): boolean {
  return plane.profile.nodeCidrs.some((text) => {
    const block = parseCidr(text);
    return block !== undefined && block.family === address.family && contains(block, address);
  });
}
