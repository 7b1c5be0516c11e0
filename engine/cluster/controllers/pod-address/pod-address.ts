import type { Pod, PodStatus } from "../../../api/core/pod.ts";
import { type Cidr, contains, parseCidr } from "../../../values/cidr.ts";
import { type Open, openCopy } from "../../../values/copy.ts";
import { addToIp, canonicalIp } from "../../../values/ip.ts";
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
    let given: Given | undefined;
    const nodes = new Map<string, NodeAddresses>();
    for (const pod of pods) {
      if (pod.spec.nodeName === undefined || isOver(pod) || isComplete(pod)) continue;
      given ??= givenIn(plane);
      const status = complete(pod, nodeOf(plane, pod.spec.nodeName, nodes), given);
      if (status !== undefined) plane.putPart(pod, "status", status);
    }
  },
};

/** Which addresses are no longer free. */
interface Given {
  /** What pods say is theirs, and what was given out since, where two blocks have addresses in common. */
  readonly taken: Set<string>;
  readonly hasOverlaps: boolean;
  /** How far each block has been given out. */
  readonly next: Map<string, number>;
}

function givenIn(plane: ControlPlane): Given {
  const blocks = plane
    .list("Node")
    .flatMap(({ spec }) => (spec?.podCIDRs ?? []).flatMap((text) => parseCidr(text) ?? []));
  return { taken: addressesOf(plane.list("Pod")), hasOverlaps: overlap(blocks), next: new Map() };
}

/** Whether an address is in two of the blocks. Blocks lie in one another or apart, so neighbours in order tell. */
function overlap(blocks: readonly Cidr[]): boolean {
  const sorted = [...blocks].sort((a, b) => (a.first.bits < b.first.bits ? -1 : 1));
  return sorted.some((block, index) => {
    const before = sorted[index - 1];
    return before !== undefined && (contains(before, block.first) || contains(block, before.first));
  });
}

/** Addresses that pods say are theirs. */
function addressesOf(pods: readonly Pod[]): Set<string> {
  const taken = new Set<string>();
  const take = (text: string): void => {
    taken.add(canonicalIp(text) ?? text);
  };
  for (const { status } of pods) {
    for (const { ip } of status?.podIPs ?? []) take(ip);
    if (status?.podIP) take(status.podIP);
  }
  return taken;
}

function isOver({ status }: Pod): boolean {
  return status?.phase === "Succeeded" || status?.phase === "Failed" || status?.phase === "Pending";
}

function isComplete({ status = {} }: Pod): boolean {
  const { hostIP, hostIPs, podIP, podIPs } = status;
  return hostIP !== undefined && hostIPs !== undefined && podIP !== undefined && podIPs !== undefined;
}

function complete(pod: Pod, node: NodeAddresses, free: Given): PodStatus | undefined {
  const { status = NOTHING, spec } = pod;
  const lacksHost = node.hosts.length > 0 && (status.hostIP === undefined || status.hostIPs === undefined);
  const host = lacksHost ? node : undefined;
  const given = status.podIPs ?? (status.podIP === undefined ? undefined : [{ ip: status.podIP }]);
  if (given !== undefined && given.length > 0) {
    const isComplete = status.podIP !== undefined && status.podIPs !== undefined && !lacksHost;
    return isComplete ? undefined : withAddresses(status, host, given);
  }
  const own = spec.hostNetwork === true ? node.hostIPs : allocate(node.blocks, free);
  return own.length === 0 ? undefined : withAddresses(status, host, own);
}

const NOTHING: PodStatus = {};

/** `host` is what the node says of itself, where the status does not say it yet. */
function withAddresses(
  status: PodStatus,
  host: Pick<NodeAddresses, "hosts" | "hostIPs"> | undefined,
  podIPs: NonNullable<PodStatus["podIPs"]>,
): PodStatus {
  const hostIP = host?.hosts[0];
  const first = podIPs[0];
  // What pod-status wrote: then the copy is made in one piece.
  if (isBare(status) && host !== undefined && hostIP !== undefined && first !== undefined) {
    const { phase, conditions } = status;
    return { phase, conditions, hostIP, hostIPs: host.hostIPs, podIP: first.ip, podIPs };
  }
  const complete: Open<PodStatus> = openCopy(status);
  if (host !== undefined && hostIP !== undefined) {
    complete.hostIP = status.hostIP ?? hostIP;
    complete.hostIPs = status.hostIPs ?? host.hostIPs;
  }
  if (first !== undefined) complete.podIP = first.ip;
  complete.podIPs = podIPs;
  return complete;
}

function isBare(status: PodStatus): status is Required<Pick<PodStatus, "phase" | "conditions">> {
  let count = 0;
  for (const key in status) if (key !== BARE[count++]) return false;
  return count === BARE.length;
}

const BARE = ["phase", "conditions"];

/** What a node gives its pods: its own addresses, and blocks for theirs. */
interface NodeAddresses {
  readonly hosts: readonly string[];
  readonly hostIPs: readonly { readonly ip: string }[];
  readonly blocks: readonly Cidr[];
}

function nodeOf(plane: ControlPlane, name: string, known: Map<string, NodeAddresses>): NodeAddresses {
  let node = known.get(name);
  if (node === undefined) {
    const { status, spec } = plane.get("Node", undefined, name) ?? {};
    const own = (status?.addresses ?? []).filter(({ type }) => type === "InternalIP");
    const hosts = own.map(({ address }) => address);
    const blocks = (spec?.podCIDRs ?? []).flatMap((text) => parseCidr(text) ?? []);
    node = { hosts, hostIPs: hosts.map((ip) => ({ ip })), blocks };
    known.set(name, node);
  }
  return node;
}

function allocate(blocks: readonly Cidr[], given: Given): readonly { readonly ip: string }[] {
  const [only] = blocks;
  if (blocks.length !== 1 || only === undefined)
    return blocks.flatMap((block) => firstFree(block, given) ?? []);
  const address = firstFree(only, given);
  return address === undefined ? [] : [address];
}

/** The block's next address, which then is taken. */
function firstFree(block: Cidr, { taken, hasOverlaps, next }: Given): { readonly ip: string } | undefined {
  for (let host = next.get(block.text) ?? FIRST_HOST; host < MOST; host++) {
    const address = addToIp(block.first, host);
    if (!contains(block, address)) break;
    if (taken.size > 0 && taken.has(address.text)) continue;
    if (hasOverlaps) taken.add(address.text);
    next.set(block.text, host + 1);
    return { ip: address.text };
  }
  next.set(block.text, MOST);
  return undefined;
}
