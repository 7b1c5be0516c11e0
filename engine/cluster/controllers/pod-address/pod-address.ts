import type { Pod } from "../../../api/core/pod.ts";
import { type Cidr, contains, parseCidr } from "../../../values/cidr.ts";
import { addToIp, type Ip, parseIp } from "../../../values/ip.ts";
import { hasChanged, touched } from "../../changes.ts";
import type { Controller, ControlPlane } from "../../control-plane.ts";

/** The first address of a node's block is its gateway; pods start after it. */
const FIRST_HOST = 2;
/** Addresses that are tried before a block counts as full. */
const MOST = 65_536;

/** Addresses for pods from their node's block, in the order of their names; the input's addresses are never given out. */
export const podAddress: Controller = {
  name: "pod-address",
  watches: ["Pod", "Node"],
  settles: true,
  reconcile: (plane, changes) => {
    const pods = hasChanged(changes, "Node") ? plane.list("Pod") : touched(plane, changes, "Pod");
    let taken: Set<string> | undefined;
    const next = new Map<string, number>();
    for (const pod of pods) {
      if (pod.spec.nodeName === undefined || isOver(pod) || isComplete(pod)) continue;
      taken ??= new Set(plane.list("Pod").flatMap(addressesOf));
      const status = complete(plane, pod, taken, next);
      if (status !== undefined) plane.put({ ...pod, status });
    }
  },
};

function addressesOf({ status }: Pod): readonly string[] {
  const all = [...(status?.podIPs ?? []).map(({ ip }) => ip), ...(status?.podIP ? [status.podIP] : [])];
  return all.map((text) => parseIp(text)?.text ?? text);
}

function isOver({ status }: Pod): boolean {
  return status?.phase === "Succeeded" || status?.phase === "Failed" || status?.phase === "Pending";
}

function isComplete({ status = {} }: Pod): boolean {
  const { hostIP, hostIPs, podIP, podIPs } = status;
  return [hostIP, hostIPs, podIP, podIPs].every((field) => field !== undefined);
}

function complete(
  plane: ControlPlane,
  pod: Pod,
  taken: Set<string>,
  next: Map<string, number>,
): Pod["status"] {
  const { status = {}, spec } = pod;
  const hosts = nodeAddresses(plane, spec.nodeName ?? "");
  const [hostIP] = hosts;
  const hostIPs = hosts.map((ip) => ({ ip }));
  const hasHost = status.hostIP !== undefined && status.hostIPs !== undefined;
  const host =
    hasHost || hostIP === undefined
      ? {}
      : { hostIP: status.hostIP ?? hostIP, hostIPs: status.hostIPs ?? hostIPs };
  const given = status.podIPs ?? (status.podIP === undefined ? [] : [{ ip: status.podIP }]);
  if (given.length > 0) {
    const [first] = given;
    const isComplete =
      status.podIP !== undefined && status.podIPs !== undefined && Object.keys(host).length === 0;
    return isComplete || first === undefined
      ? undefined
      : { ...status, ...host, podIP: first.ip, podIPs: given };
  }
  const own = spec.hostNetwork === true ? hosts : allocate(plane, spec.nodeName ?? "", taken, next);
  const [podIP] = own;
  if (podIP === undefined) return undefined;
  return { ...status, ...host, podIP, podIPs: own.map((ip) => ({ ip })) };
}

function nodeAddresses(plane: ControlPlane, name: string): readonly string[] {
  const addresses = plane.get("Node", undefined, name)?.status?.addresses ?? [];
  return addresses.filter(({ type }) => type === "InternalIP").map(({ address }) => address);
}

function allocate(
  plane: ControlPlane,
  node: string,
  taken: Set<string>,
  next: Map<string, number>,
): readonly string[] {
  const blocks = plane.get("Node", undefined, node)?.spec?.podCIDRs ?? [];
  return blocks.flatMap((text) => {
    const block = parseCidr(text);
    const address = block === undefined ? undefined : firstFree(block, taken, next);
    if (address === undefined) return [];
    taken.add(address.text);
    return [address.text];
  });
}

function firstFree(block: Cidr, taken: ReadonlySet<string>, next: Map<string, number>): Ip | undefined {
  for (let host = next.get(block.text) ?? FIRST_HOST; host < MOST; host++) {
    const address = addToIp(block.first, host);
    if (!contains(block, address)) return undefined;
    if (taken.has(address.text)) continue;
    next.set(block.text, host + 1);
    return address;
  }
  return undefined;
}
