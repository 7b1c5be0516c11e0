import type { ClusterView, NodeView, PodView } from "../../../cluster/view.ts";
import { ipSetsOf } from "../../../network/functions/service-proxy/render/ipvs.ts";
import { type Cidr, cidr, parseCidr } from "../../../values/cidr.ts";
import { addToIp, type Ip } from "../../../values/ip.ts";
import { stateToRead } from "../../library/cluster.ts";
import { clientAt } from "../place.ts";
import type { ToolWorld } from "../tool.ts";
import { bridgeAddress, cniRow, etherOf, nodeNetwork } from "./cni-links.ts";
import { type Link, type LinkAddress, type Links, LOOPBACK, type Route } from "./links.ts";

/** Interfaces and routes of where one is: a pod on its pair of devices, or a node, where pods on its network are as well. */
export function linksAt(world: ToolWorld): Links {
  const view = stateToRead(world.cluster).view();
  const node = nodeAt(view, world);
  if (node !== undefined) return nodeLinks(view, node);
  const pod = view.pods.find(({ id }) => id === clientAt(world.place));
  return pod === undefined ? { links: [LOOPBACK], routes: [], routes6: [] } : podLinks(view, pod);
}

/** The node whose network one is on. */
function nodeAt(view: ClusterView, { place }: ToolWorld): NodeView | undefined {
  if (place.kind === "node") return view.node(place.name);
  const pod = view.pods.find(({ id }) => id === clientAt(place));
  return pod?.hostNetwork === true && pod.node !== undefined ? view.node(pod.node) : undefined;
}

/** The profile's block of nodes that has the address's family. */
function subnetOf({ profile }: ClusterView, address: Ip): Cidr | undefined {
  const text = profile.nodeCidrs.find((one) => one.includes(":") === (address.family === "IPv6"));
  return text === undefined ? undefined : cidr(text);
}

function nodeLinks(view: ClusterView, node: NodeView): Links {
  const { uplink, links, routes } = cniRow(view);
  const network = nodeNetwork(view, node);
  const addresses = node.ips.map((own): LinkAddress => {
    const subnet = subnetOf(view, own);
    if (subnet === undefined) return { text: own.text, prefix: own.family === "IPv4" ? 24 : 64 };
    return own.family === "IPv4"
      ? bridgeAddress(own.text, subnet)
      : { text: own.text, prefix: subnet.prefix };
  });
  const eth0: Link = {
    ...{ name: "eth0", mtu: 1500, qdisc: "fq_codel", state: "UP", qlen: 1000 },
    hardware: etherOf(node.name, "52"),
    addresses: uplink === "eth0" ? addresses : [],
    ...(uplink === "eth0" ? {} : { master: "ovs-system" }),
  };
  // OVN's gateway hides the node's own traffic to Services behind an address of its own.
  const masked: LinkAddress = { text: "169.254.169.2", prefix: 29, broadcast: "169.254.169.7" };
  const bridge: Link = {
    ...{ ...eth0, name: uplink, qdisc: "noqueue", state: "UNKNOWN", addresses: [...addresses, masked] },
  };
  const own = uplink === "eth0" ? [eth0] : [eth0, withoutMaster(bridge)];
  return {
    links: [LOOPBACK, ...own, ...(network === undefined ? [] : links(network)), ...ipvsLink(view, node)],
    routes: inOrder([...uplinkRoutes(view, node, uplink), ...(network === undefined ? [] : routes(network))]),
    routes6: nodeRoutes6(view, node, uplink),
  };
}

function withoutMaster({ master: _, ...link }: Link): Link {
  return link;
}

/** The way out, and the nodes' own network. */
function uplinkRoutes(view: ClusterView, node: NodeView, dev: string): readonly Route[] {
  const own = node.ips.find(({ family }) => family === "IPv4");
  const subnet = own === undefined ? undefined : subnetOf(view, own);
  if (own === undefined || subnet === undefined) return [];
  return [
    // By custom the first address.
    { to: "default", via: addToIp(subnet.first, 1).text, dev },
    { to: subnet.text, dev, words: `proto kernel scope link src ${own.text}` },
  ];
}

/** Of IPv6 only what every plugin does alike: blocks of other nodes by the nodes' addresses. */
function nodeRoutes6(view: ClusterView, node: NodeView, dev: string): readonly Route[] {
  const six = ({ family }: { readonly family: string }): boolean => family === "IPv6";
  const own = node.ips.find(six);
  const subnet = own === undefined ? undefined : subnetOf(view, own);
  if (subnet === undefined) return [];
  const far = "metric 1024 pref medium";
  const others = view.nodes.flatMap((other) => {
    const via = other.ips.find(six)?.text;
    if (other.name === node.name || via === undefined) return [];
    return other.podCidrs.filter(six).map(({ text }): Route => ({ to: text, via, dev, words: far }));
  });
  return [
    ...inOrder([...others, { to: subnet.text, dev, words: "proto kernel metric 256 pref medium" }]),
    { to: "default", via: addToIp(subnet.first, 1).text, dev, words: far },
  ];
}

/** In mode ipvs every Service address is bound to a device of its own, so that the kernel takes the packets. */
function ipvsLink(view: ClusterView, node: NodeView): readonly Link[] {
  if (view.profile.kubeProxy !== "ipvs") return [];
  const addresses = (["IPv4", "IPv6"] as const).flatMap((family) => {
    const set = ipSetsOf(view, node, family).find(({ name }) => name.endsWith("IPVS-IPS"));
    return (set?.members ?? []).map((text) => ({ text, prefix: family === "IPv4" ? 32 : 128 }));
  });
  const flags = "BROADCAST,NOARP";
  return [
    {
      ...{ name: "kube-ipvs0", mtu: 1500, qdisc: "noop", state: "DOWN", flags, addresses },
      hardware: etherOf(`${node.name} ipvs`),
    },
  ];
}

function podLinks(view: ClusterView, pod: PodView): Links {
  const { podMtu, podPrefix, podRoutes, links } = cniRow(view);
  const node = pod.node === undefined ? undefined : view.node(pod.node);
  const network = node === undefined ? undefined : nodeNetwork(view, node);
  const four = pod.ips.find(({ family }) => family === "IPv4");
  const own = network === undefined || four === undefined ? undefined : { ...network, address: four.text };
  // The number of the node's end there.
  const others = network === undefined ? 0 : links(network).findIndex(({ peer }) => peer === "if2");
  const peer = Math.max(others, 0) + (network?.pods.findIndex(({ id }) => id === pod.id) ?? 0) + 3;
  const prefix = own === undefined ? 32 : podPrefix(own);
  const addresses = pod.ips.map(({ text, family }): LinkAddress => {
    if (family === "IPv6") return { text, prefix: prefix === 32 ? 128 : 64 };
    const block = parseCidr(`${text}/${prefix}`);
    return { text, prefix, ...(prefix === 32 || block === undefined ? {} : { broadcast: block.last.text }) };
  });
  const eth0: Link = {
    ...{ name: "eth0", peer: `if${peer}`, mtu: podMtu, state: "UP", addresses },
    hardware: `${etherOf(pod.id)} link-netnsid 0`,
  };
  const gateway: Route = { to: "default", via: "fe80::1", dev: "eth0", words: "metric 1024 pref medium" };
  const hasSix = pod.ips.some(({ family }) => family === "IPv6");
  return {
    links: [LOOPBACK, eth0],
    routes: own === undefined ? [] : inOrder(podRoutes(own)),
    routes6: hasSix ? [gateway] : [],
  };
}

/** The kernel's order: the default route, then by address, the wider block first. */
function inOrder(routes: readonly Route[]): readonly Route[] {
  const keyOf = ({ to }: Route): { readonly first: bigint; readonly prefix: number } => {
    if (to === "default") return { first: -1n, prefix: 0 };
    const block = parseCidr(to.includes("/") ? to : `${to}/32`);
    return { first: BigInt(block?.first.bits ?? 0), prefix: block?.prefix ?? 0 };
  };
  return routes
    .map((route) => ({ route, ...keyOf(route) }))
    .sort((a, b) => (a.first === b.first ? a.prefix - b.prefix : a.first < b.first ? -1 : 1))
    .map(({ route }) => route);
}
