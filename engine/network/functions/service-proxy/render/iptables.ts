import type { Profile } from "../../../../cluster/profile.ts";
import type { ClusterView, NodeView } from "../../../../cluster/view.ts";
import { parseCidr } from "../../../../values/cidr.ts";
import type { IpFamily } from "../../../../values/ip.ts";
import { formatSocket } from "../../../../values/packet.ts";
import type { Backend } from "../endpoints.ts";
import { iptables } from "../modes/iptables.ts";
import { nodePortAddressesOf } from "../node-port-addresses.ts";
import { type ServiceChains, serviceChains } from "./chain-names.ts";
import { FORWARD, firewallRules, MASQUERADE_CHAIN, nodePortRules, POSTROUTING } from "./iptables-base.ts";
import { probability, type Rule } from "./iptables-rule.ts";
import { type NodeServicePort, servicePortsOf } from "./service-port.ts";

/** Chains and rules of a node, as kube-proxy in iptables mode keeps them (`syncProxyRules`, v1.30). */
export interface IptablesTables {
  readonly filter: Table;
  readonly nat: Table;
}

export interface Table {
  readonly chains: readonly string[];
  readonly rules: readonly Rule[];
}

/** What `iptables-save` adds for each family. */
const SAVED = {
  IPv4: { reject: "--reject-with icmp-port-unreachable", recent: "--mask 255.255.255.255 --rsource" },
  IPv6: {
    reject: "--reject-with icmp6-port-unreachable",
    recent: "--mask ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff --rsource",
  },
} as const;

class Writer {
  readonly filterRules: Rule[] = [];
  readonly natRules: Rule[] = [];
  readonly natChains: string[] = ["KUBE-SERVICES", "KUBE-NODEPORTS", "KUBE-POSTROUTING", MASQUERADE_CHAIN];
  readonly podCidr: string | undefined;
  readonly masqueradeAll: boolean;
  readonly saved: (typeof SAVED)[IpFamily];

  constructor({ podCidrs, detectLocal, masqueradeAll }: Profile, family: IpFamily) {
    const ofFamily = podCidrs.find((text) => parseCidr(text)?.family === family);
    this.podCidr = detectLocal === "none" ? undefined : ofFamily;
    this.masqueradeAll = masqueradeAll;
    this.saved = SAVED[family];
  }

  nat(rule: Rule): void {
    this.natRules.push(rule);
  }

  filter(rule: Rule): void {
    this.filterRules.push(rule);
  }
}

export function iptablesOf(view: ClusterView, node: NodeView, family: IpFamily): IptablesTables {
  const writer = new Writer(view.profile, family);
  const nodePorts = nodePortAddressesOf(view.profile, iptables, node, family);
  for (const port of servicePortsOf(view, node, family)) writeService(writer, port);
  return {
    filter: {
      chains: [
        "KUBE-NODEPORTS",
        "KUBE-SERVICES",
        "KUBE-EXTERNAL-SERVICES",
        "KUBE-FIREWALL",
        "KUBE-FORWARD",
        "KUBE-PROXY-FIREWALL",
      ],
      rules: [...firewallRules(nodePorts), ...writer.filterRules, ...FORWARD],
    },
    nat: {
      chains: writer.natChains,
      rules: [...POSTROUTING, ...writer.natRules, ...nodePortRules(nodePorts, family)],
    },
  };
}

function writeService(writer: Writer, port: NodeServicePort): void {
  const chains = serviceChains(port.name, port.protocol);
  const hasInternal = port.hasAny && !(port.internalLocal && port.local.length === 0);
  const hasExternal = port.hasAny && !(port.externalLocal && port.local.length === 0);
  const usesFirewall = port.sourceRanges.length > 0 && port.balancerIps.length > 0 && port.hasAny;
  const internalChain = port.internalLocal ? chains.local : chains.cluster;
  const at = { protocol: port.protocol, port: port.port } as const;
  // What becomes of a packet that no chain takes.
  const refuse = (local: boolean): Pick<Rule, "comment" | "jump" | "target"> =>
    port.hasAny && local
      ? { comment: `${port.name} has no local endpoints`, jump: "DROP" }
      : {
          comment: `${port.name} has no endpoints`,
          jump: "REJECT",
          target: { restore: "", save: writer.saved.reject },
        };

  declare(writer, port, chains, usesFirewall);
  const clusterIp = { ...at, destination: port.clusterIp };
  if (hasInternal)
    writer.nat({
      chain: "KUBE-SERVICES",
      comment: `${port.name} cluster IP`,
      ...clusterIp,
      jump: internalChain,
    });
  else writer.filter({ chain: "KUBE-SERVICES", ...refuse(port.internalLocal), ...clusterIp });
  for (const [words, address, jump] of externalAddresses(port, chains, usesFirewall)) {
    const rule = { ...at, destination: address };
    if (port.hasAny) writer.nat({ chain: "KUBE-SERVICES", comment: `${port.name} ${words}`, ...rule, jump });
    if (!hasExternal)
      writer.filter({ chain: "KUBE-EXTERNAL-SERVICES", ...refuse(port.externalLocal), ...rule });
  }
  if (usesFirewall) writeFirewall(writer, port, chains);
  if (port.nodePort !== undefined) {
    const rule = { protocol: port.protocol, port: port.nodePort };
    if (port.hasAny)
      writer.nat({ chain: "KUBE-NODEPORTS", comment: port.name, ...rule, jump: chains.external });
    if (!hasExternal) {
      const matches = ["-m addrtype --dst-type LOCAL"];
      writer.filter({ chain: "KUBE-EXTERNAL-SERVICES", ...refuse(port.externalLocal), matches, ...rule });
    }
  }
  if (port.healthCheckNodePort !== undefined) {
    const comment = `${port.name} health check node port`;
    const rule = { protocol: "TCP", port: port.healthCheckNodePort, jump: "ACCEPT" } as const;
    writer.filter({ chain: "KUBE-NODEPORTS", comment, ...rule });
  }
  const { podCidr, masqueradeAll } = writer;
  if (hasInternal && (masqueradeAll || podCidr !== undefined)) {
    const hidden = masqueradeAll || podCidr === undefined ? {} : { notSource: podCidr };
    const comment = `${port.name} cluster IP`;
    writer.nat({ chain: internalChain, comment, ...clusterIp, ...hidden, jump: MASQUERADE_CHAIN });
  }
  if (port.isExternal && port.hasAny) writeExternal(writer, port, chains, hasExternal);
  writeBalancing(writer, port, chains.cluster, port.cluster, chains);
  writeBalancing(writer, port, chains.local, port.local, chains);
  for (const backend of port.reachable) writeEndpoint(writer, port, chains, backend);
}

function declare(writer: Writer, port: NodeServicePort, chains: ServiceChains, usesFirewall: boolean): void {
  if (port.cluster.length > 0) writer.natChains.push(chains.cluster);
  if (port.local.length > 0) writer.natChains.push(chains.local);
  if (port.isExternal && port.hasAny) writer.natChains.push(chains.external);
  if (usesFirewall) writer.natChains.push(chains.firewall);
  for (const { address, port: number } of port.reachable)
    writer.natChains.push(chains.endpoint(formatSocket(address, number)));
}

function externalAddresses(
  { externalIps, balancerIps }: NodeServicePort,
  chains: ServiceChains,
  usesFirewall: boolean,
): readonly (readonly [words: string, address: string, jump: string])[] {
  const balancer = usesFirewall ? chains.firewall : chains.external;
  return [
    ...externalIps.map((address) => ["external IP", address, chains.external] as const),
    ...balancerIps.map((address) => ["loadbalancer IP", address, balancer] as const),
  ];
}

/** Sources that the load balancer's addresses let in; the rest is dropped in the filter table. */
function writeFirewall(writer: Writer, port: NodeServicePort, { external, firewall }: ServiceChains): void {
  const comment = `${port.name} loadbalancer IP`;
  for (const source of port.sourceRanges) writer.nat({ chain: firewall, comment, source, jump: external });
  writer.nat({
    chain: firewall,
    comment: `other traffic to ${port.name} will be dropped by KUBE-PROXY-FIREWALL`,
  });
  for (const destination of port.balancerIps) {
    const words = `${port.name} traffic not accepted by ${firewall}`;
    const rule = { protocol: port.protocol, destination, port: port.port, jump: "DROP" } as const;
    writer.filter({ chain: "KUBE-PROXY-FIREWALL", comment: words, ...rule });
  }
}

/** What comes in from outside: hidden behind the node with policy Cluster; with Local only what is local goes around. */
function writeExternal(
  writer: Writer,
  port: NodeServicePort,
  { cluster, local, external }: ServiceChains,
  hasExternal: boolean,
): void {
  const destinations = `for ${port.name} external destinations`;
  if (!port.externalLocal) {
    writer.nat({ chain: external, comment: `masquerade traffic ${destinations}`, jump: MASQUERADE_CHAIN });
  } else {
    const fromNode = ["-m addrtype --src-type LOCAL"];
    if (writer.podCidr !== undefined) {
      const source = writer.podCidr;
      writer.nat({ chain: external, comment: `pod traffic ${destinations}`, source, jump: cluster });
    }
    const masquerade = { comment: `masquerade LOCAL traffic ${destinations}`, jump: MASQUERADE_CHAIN };
    writer.nat({ chain: external, matches: fromNode, ...masquerade });
    writer.nat({
      chain: external,
      matches: fromNode,
      comment: `route LOCAL traffic ${destinations}`,
      jump: cluster,
    });
  }
  if (hasExternal) writer.nat({ chain: external, jump: port.externalLocal ? local : cluster });
}

/** Affinity first, then the n-th of the rest with one in what is left. */
function writeBalancing(
  writer: Writer,
  port: NodeServicePort,
  chain: string,
  backends: readonly Backend[],
  chains: ServiceChains,
): void {
  const jumps = backends.map(({ address, port: number }) => {
    const socket = formatSocket(address, number);
    return { comment: `${port.name} -> ${socket}`, jump: chains.endpoint(socket) };
  });
  if (port.affinity !== undefined) {
    for (const { comment, jump } of jumps) {
      const recent = `-m recent --name ${jump} --rcheck --seconds ${port.affinity} --reap`;
      const match = {
        restore: recent,
        save: `-m recent --rcheck --seconds ${port.affinity} --reap --name ${jump} ${writer.saved.recent}`,
      };
      writer.nat({ chain, comment, matches: [match], jump });
    }
  }
  for (const [index, { comment, jump }] of jumps.entries()) {
    const left = jumps.length - index;
    writer.nat({ chain, comment, ...(left > 1 ? { matches: [probability(left)] } : {}), jump });
  }
}

function writeEndpoint(writer: Writer, port: NodeServicePort, chains: ServiceChains, backend: Backend): void {
  const socket = formatSocket(backend.address, backend.port);
  const chain = chains.endpoint(socket);
  const source = backend.address.text;
  writer.nat({ chain, comment: port.name, source, jump: MASQUERADE_CHAIN });
  const matches =
    port.affinity === undefined
      ? {}
      : {
          matches: [
            {
              restore: `-m recent --name ${chain} --set`,
              save: `-m recent --set --name ${chain} ${writer.saved.recent}`,
            },
          ],
        };
  const target = `--to-destination ${socket}`;
  writer.nat({ chain, comment: port.name, ...matches, protocol: port.protocol, jump: "DNAT", target });
}
