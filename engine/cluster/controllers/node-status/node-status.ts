import { cidr } from "../../../values/cidr.ts";
import { addToIp } from "../../../values/ip.ts";
import type { Controller, ControlPlane } from "../../control-plane.ts";

/** Host part of the first node's address: `.11`, as people number machines. */
const FIRST_HOST = 11;

/** What a kubelet says of its node: an InternalIP of each family, and that it is ready. */
export const nodeStatus: Controller = {
  name: "node-status",
  watches: ["Node"],
  settles: true,
  reconcile: (plane) => {
    const taken = new Set(
      plane.list("Node").flatMap((node) => (node.status?.addresses ?? []).map(({ address }) => address)),
    );
    const next = new Map<string, number>();
    for (const node of plane.list("Node")) {
      const { status = {} } = node;
      const hasAddress = (status.addresses ?? []).some(({ type }) => type === "InternalIP");
      if (hasAddress && status.conditions !== undefined) continue;
      const own = hasAddress ? [] : allocate(plane, taken, next);
      const addresses = [
        ...own.map((address) => ({ type: "InternalIP", address })),
        ...(status.addresses ?? []),
      ];
      const conditions = status.conditions ?? [{ type: "Ready", status: "True" }];
      plane.put({ ...node, status: { ...status, addresses, conditions } });
    }
  },
};

/** `next` remembers how far each network has been looked through. */
function allocate(
  { profile }: ControlPlane,
  taken: Set<string>,
  next: Map<string, number>,
): readonly string[] {
  return profile.nodeCidrs.map((text) => {
    const { first } = cidr(text);
    for (let host = next.get(text) ?? FIRST_HOST; ; host++) {
      const { text: address } = addToIp(first, host);
      if (taken.has(address)) continue;
      taken.add(address);
      next.set(text, host + 1);
      return address;
    }
  });
}
