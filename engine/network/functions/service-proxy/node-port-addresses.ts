import type { Profile } from "../../../cluster/profile.ts";
import type { ClusterView, NodeView } from "../../../cluster/view.ts";
import { contains, parseCidr } from "../../../values/cidr.ts";
import { type Ip, type IpFamily, ip, isLoopback } from "../../../values/ip.ts";
import { modeOf } from "./mode.ts";
import type { ProxyMode } from "./modes/proxy-mode.ts";

/** Where a node opens its node ports, for one family. */
export interface NodePortAddresses {
  /** Every address of the node's, and those it will have. */
  readonly all: boolean;
  /** The node's own addresses that it opens them on. */
  readonly addresses: readonly Ip[];
  /** Whether its loopback interface is one of them. */
  readonly localhost: boolean;
}

const LOCALHOST = ip("127.0.0.1");

/** `--nodeport-addresses` of a family, or what the mode does without (pkg/proxy/util/nodeport_addresses.go). */
export function nodePortAddressesOf(
  profile: Profile,
  mode: ProxyMode,
  node: NodeView,
  family: IpFamily,
): NodePortAddresses {
  const given = mode.takesFlags ? profile.nodePortAddresses : [];
  const own = node.ips.filter((address) => address.family === family);
  const blocks = given.map(parseCidr).filter((block) => block?.family === family);
  const isPrimary =
    given.includes("primary") || (blocks.length === 0 && mode.nodePortAddresses === "primary");
  if (isPrimary) return { all: false, addresses: own.slice(0, 1), localhost: false };
  const localhost = mode.localhostNodePorts && profile.localhostNodePorts && family === "IPv4";
  if (blocks.length === 0 || blocks.some((block) => block?.prefix === 0))
    return { all: true, addresses: own, localhost };
  const holds = (address: Ip): boolean => blocks.some((block) => block && contains(block, address));
  return { all: false, addresses: own.filter(holds), localhost: localhost && holds(LOCALHOST) };
}

/** Whether the node opens its node ports on this address, one of its own or of its loopback interface. */
export function opensNodePorts({ profile }: ClusterView, node: NodeView, address: Ip): boolean {
  const mode = modeOf(profile.kubeProxy);
  const { addresses, localhost } = nodePortAddressesOf(profile, mode, node, address.family);
  return isLoopback(address) ? localhost : addresses.some(({ text }) => text === address.text);
}

/** Whether its health checks listen there: they take the addresses of node ports, and a listener on all knows no exception. */
export function opensHealthChecks(view: ClusterView, node: NodeView, address: Ip): boolean {
  const mode = modeOf(view.profile.kubeProxy);
  const { all } = nodePortAddressesOf(view.profile, mode, node, address.family);
  return all || (!isLoopback(address) && opensNodePorts(view, node, address));
}
