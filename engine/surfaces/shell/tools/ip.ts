import type { ClusterView, NodeView } from "../../../cluster/view.ts";
import { cidr } from "../../../values/cidr.ts";
import { addToIp } from "../../../values/ip.ts";
import { stateToRead } from "../../library/cluster.ts";
import { clientAt } from "../place.ts";
import { failed, ok, type Tool, type ToolWorld } from "../tool.ts";

interface Address {
  readonly text: string;
  readonly prefix: number;
}

const LOOPBACK = `1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000
    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00
    inet 127.0.0.1/8 scope host lo
       valid_lft forever preferred_lft forever
`;
const FLAGS = "<BROADCAST,MULTICAST,UP,LOWER_UP>";
const POD_LINK = `2: eth0@if3: ${FLAGS} mtu 1450 qdisc noqueue state UP group default\n`;
const NODE_LINK = `2: eth0: ${FLAGS} mtu 1500 qdisc fq_codel state UP group default qlen 1000\n`;
const POD_ROUTES = "default via 169.254.1.1 dev eth0\n169.254.1.1 dev eth0 scope link\n";

/** iproute2's `ip addr` and `ip route`: of a pod on a veth pair, or of a node, where pods on its network are as well. */
export const ip: Tool = (argv, world) => {
  const [object = ""] = argv.filter((arg) => !arg.startsWith("-"));
  const isSix = argv.includes("-6");
  const view = stateToRead(world.cluster).view();
  const node = nodeAt(view, world);
  if ("address".startsWith(object) && object !== "") {
    const lines = addressesAt(view, world, node)
      .filter(({ text }) => !isSix || text.includes(":"))
      .map(addressLines);
    return ok(LOOPBACK + (node === undefined ? POD_LINK : NODE_LINK) + lines.join(""));
  }
  if ("route".startsWith(object) && object !== "")
    return ok(node === undefined ? POD_ROUTES : nodeRoutes(view, node, isSix));
  return failed(`Object "${object}" is unknown, try "ip help".\n`);
};

/** The node whose network one is on. */
function nodeAt(view: ClusterView, { place }: ToolWorld): NodeView | undefined {
  if (place.kind === "node") return view.node(place.name);
  const pod = view.pods.find(({ id }) => id === clientAt(place));
  return pod?.hostNetwork === true && pod.node !== undefined ? view.node(pod.node) : undefined;
}

function addressesAt(
  view: ClusterView,
  { place }: ToolWorld,
  node: NodeView | undefined,
): readonly Address[] {
  if (node !== undefined)
    return node.ips.map((own) => ({ text: own.text, prefix: subnetOf(view, own.text)?.prefix ?? 24 }));
  const pod = view.pods.find(({ id }) => id === clientAt(place));
  return (pod?.ips ?? []).map(({ text, family }) => ({ text, prefix: family === "IPv6" ? 128 : 32 }));
}

function addressLines({ text, prefix }: Address): string {
  const family = text.includes(":") ? "inet6" : "inet";
  return `    ${family} ${text}/${prefix} scope global eth0\n       valid_lft forever preferred_lft forever\n`;
}

interface Subnet {
  readonly text: string;
  readonly prefix: number;
  /** By custom the first address. */
  readonly gateway: string;
}

/** The profile's block of nodes that has the address's family. */
function subnetOf({ profile }: ClusterView, address: string): Subnet | undefined {
  const isSix = address.includes(":");
  const text = profile.nodeCidrs.find((one) => one.includes(":") === isSix);
  if (text === undefined) return undefined;
  const block = cidr(text);
  return { text, prefix: Number(text.split("/")[1]), gateway: addToIp(block.first, 1).text };
}

/** The way out, the nodes' own network, the node's pods, and those of every other node by its address. */
function nodeRoutes(view: ClusterView, node: NodeView, isSix: boolean): string {
  const own = node.ips.find(({ text }) => text.includes(":") === isSix)?.text;
  const subnet = own === undefined ? undefined : subnetOf(view, own);
  if (own === undefined || subnet === undefined) return "";
  const blocksOf = ({ podCidrs }: NodeView): readonly string[] =>
    podCidrs.map(({ text }) => text).filter((text) => text.includes(":") === isSix);
  const others = view.nodes.flatMap((other) => {
    const via = other.ips.find(({ text }) => text.includes(":") === isSix)?.text;
    if (other.name === node.name || via === undefined) return [];
    return blocksOf(other).map((block) => `${block} via ${via} dev eth0\n`);
  });
  return [
    `default via ${subnet.gateway} dev eth0\n`,
    `${subnet.text} dev eth0 proto kernel scope link src ${own}\n`,
    ...blocksOf(node).map((block) => `${block} dev cni0 proto kernel scope link\n`),
    ...others,
  ].join("");
}
