import { sha1 } from "@noble/hashes/legacy.js";
import type { Profile } from "../../../cluster/profile.ts";
import type { ClusterView, NodeView, PodView } from "../../../cluster/view.ts";
import { type Cidr, contains, parseCidr } from "../../../values/cidr.ts";
import { addToIp } from "../../../values/ip.ts";
import type { Link, LinkAddress, Route } from "./links.ts";
import { stableHash } from "./stable-hash.ts";

/** A node's IPv4 side, as the rows below need it. */
export interface NodeNetwork {
  readonly view: ClusterView;
  readonly node: NodeView;
  /** The node's block of pod addresses, and its first usable address. */
  readonly block: Cidr;
  readonly router: string;
  /** The cluster's block around it. */
  readonly cluster: Cidr;
  /** The node's pods with a network of their own. */
  readonly pods: readonly PodView[];
  /** Blocks of the other nodes, with an address of each. */
  readonly others: readonly { readonly block: Cidr; readonly via: string }[];
}

interface PodNetwork extends Pick<NodeNetwork, "block" | "router" | "cluster" | "view"> {
  readonly address: string;
}

/** What a plugin makes of a node and of a pod, in its usual configuration (its documentation names the devices). */
interface Row {
  readonly podMtu: number;
  readonly podPrefix: (network: PodNetwork) => number;
  readonly podRoutes: (network: PodNetwork) => readonly Route[];
  readonly links: (network: NodeNetwork) => readonly Link[];
  readonly routes: (network: NodeNetwork) => readonly Route[];
  /** Where the node's own address is. */
  readonly uplink: string;
}

export function etherOf(seed: string, start = "02"): string {
  const digits = stableHash(seed).match(/../g) ?? [];
  return `link/ether ${start}:${stableHash(`${seed}.`).slice(0, 2)}:${digits.join(":")} brd ff:ff:ff:ff:ff:ff`;
}

function device(
  name: string,
  mtu: number,
  addresses: readonly LinkAddress[] = [],
  more: Partial<Link> = {},
): Link {
  return { name, mtu, state: "UNKNOWN", hardware: etherOf(name), addresses, ...more };
}

/** The node's end of each pod's pair of devices. */
function podEnds(
  { pods }: NodeNetwork,
  mtu: number,
  nameOf: (pod: PodView) => string,
  more: Partial<Link> = {},
): readonly Link[] {
  return pods.map((pod, index) => {
    const name = nameOf(pod);
    return device(name, mtu, [], {
      ...{ peer: "if2", state: "UP", hardware: `${etherOf(name)} link-netnsid ${index}` },
      ...more,
      ...(more.hardware === undefined ? {} : { hardware: `${more.hardware} link-netnsid ${index}` }),
    });
  });
}

const vethOf = ({ id }: PodView): string => `veth${stableHash(id)}`;

/** `cali` and eleven digits of a SHA-1 of `namespace.name`. */
function caliOf({ namespace, name }: PodView): string {
  const bytes = sha1(new TextEncoder().encode(`${namespace}.${name}`));
  return `cali${[...bytes]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("")
    .slice(0, 11)}`;
}

/** Each pod's address behind its own device. */
function podRoutes({ pods }: NodeNetwork, nameOf: (pod: PodView) => string): readonly Route[] {
  return pods.flatMap((pod) => {
    const address = pod.ips.find(({ family }) => family === "IPv4");
    return address === undefined ? [] : [{ to: address.text, dev: nameOf(pod), words: "scope link" }];
  });
}

const ROWS: Readonly<Record<Profile["cni"], Row>> = {
  calico: {
    podMtu: 1480,
    uplink: "eth0",
    podPrefix: () => 32,
    podRoutes: () => [
      { to: "default", via: "169.254.1.1", dev: "eth0" },
      { to: "169.254.1.1", dev: "eth0", words: "scope link" },
    ],
    links: (network) => [
      ...podEnds(network, 1480, caliOf, { hardware: "link/ether ee:ee:ee:ee:ee:ee brd ff:ff:ff:ff:ff:ff" }),
      device("tunl0", 1480, [{ text: network.block.first.text, prefix: 32 }], {
        ...{
          flags: "NOARP,UP,LOWER_UP",
          peer: "NONE",
          qlen: 1000,
          hardware: "link/ipip 0.0.0.0 brd 0.0.0.0",
        },
      }),
    ],
    routes: (network) => [
      { type: "blackhole", to: network.block.text, words: "proto bird" },
      ...podRoutes(network, caliOf),
      ...network.others.map(({ block, via }) => ({
        to: block.text,
        via,
        dev: "tunl0",
        words: "proto bird onlink",
      })),
    ],
  },
  flannel: {
    podMtu: 1450,
    uplink: "eth0",
    podPrefix: ({ block }) => block.prefix,
    podRoutes: ({ block, cluster, router, address }) => [
      { to: "default", via: router, dev: "eth0" },
      { to: cluster.text, via: router, dev: "eth0" },
      { to: block.text, dev: "eth0", words: `proto kernel scope link src ${address}` },
    ],
    links: (network) => [
      device("flannel.1", 1450, [{ text: network.block.first.text, prefix: 32 }]),
      device("cni0", 1450, [bridgeAddress(network.router, network.block)], { state: "UP", qlen: 1000 }),
      ...podEnds(network, 1450, vethOf, { master: "cni0" }),
    ],
    routes: ({ block, router, others }) => [
      { to: block.text, dev: "cni0", words: `proto kernel scope link src ${router}` },
      ...others.map(({ block: other }) => ({
        ...{ to: other.text, via: other.first.text, dev: "flannel.1", words: "onlink" },
      })),
    ],
  },
  cilium: {
    podMtu: 1500,
    uplink: "eth0",
    podPrefix: () => 32,
    podRoutes: ({ router }) => [
      { to: "default", via: router, dev: "eth0", words: "mtu 1450" },
      { to: router, dev: "eth0", words: "scope link" },
    ],
    links: (network) => [
      device("cilium_net", 1500, [], { peer: "cilium_host", state: "UP", qlen: 1000 }),
      device("cilium_host", 1500, [{ text: network.router, prefix: 32 }], {
        ...{ peer: "cilium_net", state: "UP", qlen: 1000 },
      }),
      device("cilium_vxlan", 1500),
      ...podEnds(network, 1500, ({ id }) => `lxc${stableHash(id)}`, { qlen: 1000 }),
    ],
    routes: ({ block, router, others }) => [
      { to: block.text, via: router, dev: "cilium_host", words: `proto kernel src ${router}` },
      { to: router, dev: "cilium_host", words: "proto kernel scope link" },
      ...others.map(({ block: other }) => ({
        ...{ to: other.text, via: router, dev: "cilium_host", words: `proto kernel src ${router} mtu 1450` },
      })),
    ],
  },
  "ovn-kubernetes": {
    podMtu: 1400,
    uplink: "br-ex",
    podPrefix: ({ block }) => block.prefix,
    podRoutes: ({ view, block, cluster, router, address }) => [
      { to: "default", via: router, dev: "eth0" },
      { to: cluster.text, via: router, dev: "eth0" },
      { to: block.text, dev: "eth0", words: `proto kernel scope link src ${address}` },
      ...serviceBlocks(view).map((to) => ({ to, via: router, dev: "eth0" })),
    ],
    links: (network) => [
      device("ovs-system", 1500, [], {
        flags: "BROADCAST,MULTICAST",
        qdisc: "noop",
        state: "DOWN",
        qlen: 1000,
      }),
      device("br-int", 1400, [], { flags: "BROADCAST,MULTICAST", qdisc: "noop", state: "DOWN", qlen: 1000 }),
      device("genev_sys_6081", 65_000, [], { master: "ovs-system", qlen: 1000 }),
      device("ovn-k8s-mp0", 1400, [], { qlen: 1000 }),
      ...podEnds(network, 1400, ({ id }) => `${stableHash(id)}${stableHash(id).slice(0, 7)}`, {
        master: "ovs-system",
      }),
    ],
    routes: ({ view, block, cluster, router }) => [
      { to: block.text, dev: "ovn-k8s-mp0", words: "proto kernel scope link" },
      { to: cluster.text, via: router, dev: "ovn-k8s-mp0" },
      ...serviceBlocks(view).map((to) => ({ to, via: "169.254.169.4", dev: "br-ex", words: "mtu 1400" })),
      { to: "169.254.169.0/29", dev: "br-ex", words: "proto kernel scope link src 169.254.169.2" },
    ],
  },
  weave: {
    podMtu: 1376,
    uplink: "eth0",
    podPrefix: ({ cluster }) => cluster.prefix,
    podRoutes: ({ cluster, router, address }) => [
      { to: "default", via: router, dev: "eth0" },
      { to: cluster.text, dev: "eth0", words: `proto kernel scope link src ${address}` },
    ],
    links: (network) => [
      device("weave", 1376, [bridgeAddress(network.router, network.cluster)], { state: "UP", qlen: 1000 }),
      ...podEnds(network, 1376, ({ id }) => `vethwepl${stableHash(id).slice(0, 7)}`, { master: "weave" }),
    ],
    routes: ({ cluster, router }) => [
      { to: cluster.text, dev: "weave", words: `proto kernel scope link src ${router}` },
    ],
  },
};

export function cniRow(view: ClusterView): Row {
  return ROWS[view.profile.cni];
}

export function bridgeAddress(text: string, { prefix, last }: Cidr): LinkAddress {
  return { text, prefix, broadcast: last.text };
}

function serviceBlocks({ profile }: ClusterView): readonly string[] {
  return profile.serviceCidrs.filter((text) => !text.includes(":"));
}

/** A node's blocks and pods of IPv4; `undefined` while it has no block. */
export function nodeNetwork(view: ClusterView, node: NodeView): NodeNetwork | undefined {
  const blockOf = ({ podCidrs }: NodeView): Cidr | undefined =>
    podCidrs.find(({ family }) => family === "IPv4");
  const block = blockOf(node);
  if (block === undefined) return undefined;
  const blocks = view.profile.podCidrs.map(parseCidr).filter((one) => one !== undefined);
  return {
    ...{ view, node, block },
    router: addToIp(block.first, 1).text,
    cluster: blocks.find((one) => contains(one, block.first)) ?? block,
    pods: view.pods.filter(
      (pod) => pod.node === node.name && pod.running && !pod.hostNetwork && pod.ips.length > 0,
    ),
    others: view.nodes.flatMap((other) => {
      const [own, via] = [blockOf(other), other.ips.find(({ family }) => family === "IPv4")];
      return other.name === node.name || own === undefined || via === undefined
        ? []
        : [{ block: own, via: via.text }];
    }),
  };
}
