import type { ClusterView, NodeView } from "../../../../cluster/view.ts";
import type { IpFamily } from "../../../../values/ip.ts";
import type { Protocol } from "../../../../values/protocol.ts";
import type { Backend } from "../endpoints.ts";
import { ipvs } from "../modes/ipvs.ts";
import { nodePortAddressesOf } from "../node-port-addresses.ts";
import { type NodeServicePort, servicePortsOf } from "./service-port.ts";

/** One virtual server of a node, as kube-proxy in mode ipvs asks the kernel for it (`syncProxyRules`, v1.30). */
export interface VirtualServer {
  readonly protocol: Protocol;
  readonly address: string;
  readonly port: number;
  /** Seconds for which a client stays with its endpoint. */
  readonly persistent: number | undefined;
  readonly backends: readonly Backend[];
}

/** A set of addresses or ports that the few rules of iptables look into. */
export interface IpSet {
  readonly name: string;
  readonly type: string;
  readonly family: IpFamily;
  readonly members: readonly string[];
}

/** Virtual servers in the order of the Services; the kernel shows them in the order of its hash table. */
export function virtualServersOf(
  view: ClusterView,
  node: NodeView,
  family: IpFamily,
): readonly VirtualServer[] {
  const { addresses } = nodePortAddressesOf(view.profile, ipvs, node, family);
  return servicePortsOf(view, node, family).flatMap((port) => {
    const at = (address: string, number: number, isLocal: boolean): VirtualServer => ({
      protocol: port.protocol,
      address,
      port: number,
      persistent: port.affinity,
      // Where Local finds nothing on the node, all endpoints are servers after all.
      backends: isLocal && port.local.length > 0 ? port.local : port.cluster,
    });
    const { nodePort } = port;
    return [
      at(port.clusterIp, port.port, port.internalLocal),
      ...[...port.externalIps, ...port.balancerIps].map((address) =>
        at(address, port.port, port.externalLocal),
      ),
      ...(nodePort === undefined ? [] : addresses.map(({ text }) => at(text, nodePort, port.externalLocal))),
    ];
  });
}

/** Sets by name and type, without the part of the name that IPv6 adds. */
const TYPES = {
  "LOOP-BACK": "hash:ip,port,ip",
  "CLUSTER-IP": "hash:ip,port",
  "EXTERNAL-IP": "hash:ip,port",
  "EXTERNAL-IP-LOCAL": "hash:ip,port",
  "LOAD-BALANCER": "hash:ip,port",
  "LOAD-BALANCER-LOCAL": "hash:ip,port",
  "LOAD-BALANCER-FW": "hash:ip,port",
  "LOAD-BALANCER-SOURCE-IP": "hash:ip,port,ip",
  "LOAD-BALANCER-SOURCE-CIDR": "hash:ip,port,net",
  "NODE-PORT-TCP": "bitmap:port",
  "NODE-PORT-LOCAL-TCP": "bitmap:port",
  "NODE-PORT-UDP": "bitmap:port",
  "NODE-PORT-LOCAL-UDP": "bitmap:port",
  "NODE-PORT-SCTP-HASH": "hash:ip,port",
  "NODE-PORT-LOCAL-SCTP-HASH": "hash:ip,port",
  "HEALTH-CHECK-NODE-PORT": "bitmap:port",
  "IPVS-IPS": "hash:ip",
} as const;

type SetName = keyof typeof TYPES;

/** Every set that kube-proxy keeps on a node, empty ones too. */
export function ipSetsOf(view: ClusterView, node: NodeView, family: IpFamily): readonly IpSet[] {
  const members = new Map<SetName, Set<string>>();
  const add = (name: SetName, ...texts: readonly string[]): void => {
    const set = members.get(name) ?? new Set();
    for (const text of texts) set.add(text);
    members.set(name, set);
  };
  const { addresses } = nodePortAddressesOf(view.profile, ipvs, node, family);
  for (const port of servicePortsOf(view, node, family)) {
    addPort(add, port, node.name);
    addNodePort(
      add,
      port,
      addresses.map(({ text }) => text),
    );
  }
  const prefix = family === "IPv6" ? "KUBE-6-" : "KUBE-";
  return (Object.keys(TYPES) as SetName[]).map((name) => ({
    // An ipset's name has 31 letters at most; kube-proxy cuts it there.
    name: (prefix + name).slice(0, 31),
    type: TYPES[name],
    family,
    members: [...(members.get(name) ?? [])],
  }));
}

type Add = (name: SetName, ...texts: readonly string[]) => void;

function addPort(add: Add, port: NodeServicePort, node: string): void {
  const protocol = port.protocol.toLowerCase();
  const key = (address: string): string => `${address},${protocol}:${port.port}`;
  add("CLUSTER-IP", key(port.clusterIp));
  add("IPVS-IPS", port.clusterIp, ...port.externalIps, ...port.balancerIps);
  add(port.externalLocal ? "EXTERNAL-IP-LOCAL" : "EXTERNAL-IP", ...port.externalIps.map(key));
  for (const address of port.balancerIps) {
    add("LOAD-BALANCER", key(address));
    if (port.externalLocal) add("LOAD-BALANCER-LOCAL", key(address));
    if (port.sourceRanges.length > 0) add("LOAD-BALANCER-FW", key(address));
    for (const source of port.sourceRanges)
      add(
        source.includes("/") ? "LOAD-BALANCER-SOURCE-CIDR" : "LOAD-BALANCER-SOURCE-IP",
        `${key(address)},${source.replace(/\/(32|128)$/, "")}`,
      );
  }
  for (const { address, port: number, node: own } of port.reachable)
    if (own === node) add("LOOP-BACK", `${address.text},${protocol}:${number},${address.text}`);
}

function addNodePort(add: Add, port: NodeServicePort, addresses: readonly string[]): void {
  const { nodePort, protocol, healthCheckNodePort, externalLocal } = port;
  if (healthCheckNodePort !== undefined) add("HEALTH-CHECK-NODE-PORT", String(healthCheckNodePort));
  if (nodePort === undefined) return;
  if (protocol === "SCTP") {
    const keys = addresses.map((address) => `${address},sctp:${nodePort}`);
    add("NODE-PORT-SCTP-HASH", ...keys);
    if (externalLocal) add("NODE-PORT-LOCAL-SCTP-HASH", ...keys);
    return;
  }
  add(`NODE-PORT-${protocol}`, String(nodePort));
  if (externalLocal) add(`NODE-PORT-LOCAL-${protocol}`, String(nodePort));
}
