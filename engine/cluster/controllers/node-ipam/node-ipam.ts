import { type Cidr, cidr, cidrOf } from "../../../values/cidr.ts";
import { addToIp, ipv6 } from "../../../values/ip.ts";
import type { Controller, ControlPlane } from "../../control-plane.ts";

/** Prefix lengths of a node's pod blocks (`--node-cidr-mask-size` of kube-controller-manager). */
const MASK = { IPv4: 24, IPv6: 64 } as const;

/** A block of the pod network for every node. */
export const nodeIpam: Controller = {
  name: "node-ipam",
  watches: ["Node"],
  settles: true,
  reconcile: (plane) => {
    const taken = new Set(plane.list("Node").flatMap((node) => node.spec?.podCIDRs ?? []));
    const next = new Map<string, number>();
    for (const node of plane.list("Node")) {
      if ((node.spec?.podCIDRs ?? []).length > 0) continue;
      const own = node.spec?.podCIDR === undefined ? allocate(plane, taken, next) : [node.spec.podCIDR];
      const [first] = own;
      if (first === undefined) continue;
      for (const block of own) taken.add(block);
      plane.put({ ...node, spec: { ...node.spec, podCIDR: first, podCIDRs: own } });
    }
  },
};

/** `next` remembers how far each network has been looked through. */
function allocate(
  { profile }: ControlPlane,
  taken: ReadonlySet<string>,
  next: Map<string, number>,
): readonly string[] {
  return profile.podCidrs.flatMap((text) => {
    const block = firstFree(cidr(text), taken, next);
    return block === undefined ? [] : [block.text];
  });
}

function firstFree(network: Cidr, taken: ReadonlySet<string>, next: Map<string, number>): Cidr | undefined {
  const prefix = Math.max(MASK[network.family], network.prefix);
  const blocks = 2 ** Math.min(16, prefix - network.prefix);
  // The first block stays free, so that node 1 has block 1 and addresses are easy to read.
  for (let index = next.get(network.text) ?? (blocks > 1 ? 1 : 0); index < blocks; index++) {
    next.set(network.text, index + 1);
    const block = blockAt(network, prefix, index);
    if (!taken.has(block.text)) return block;
  }
  return undefined;
}

function blockAt({ first, family }: Cidr, prefix: number, index: number): Cidr {
  if (first.family === "IPv6")
    return cidrOf(ipv6(first.bits + (BigInt(index) << BigInt(128 - prefix))), prefix);
  return cidrOf(addToIp(first, index * 2 ** ((family === "IPv4" ? 32 : 128) - prefix)), prefix);
}
