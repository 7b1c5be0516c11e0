import { serviceBlocks } from "../../../../cluster/service-blocks.ts";
import type { ClusterView, NodeView } from "../../../../cluster/view.ts";
import { parseCidr } from "../../../../values/cidr.ts";
import type { IpFamily } from "../../../../values/ip.ts";
import { formatSocket } from "../../../../values/packet.ts";
import type { Backend } from "../endpoints.ts";
import { nftables } from "../modes/nftables.ts";
import { type NodePortAddresses, nodePortAddressesOf } from "../node-port-addresses.ts";
import { shortHash } from "./chain-names.ts";
import { type NodeServicePort, servicePortsOf } from "./service-port.ts";

const HASH_LENGTH = 8;
const MARK = "0x4000";

/** What differs between the two tables. */
interface Words {
  readonly table: string;
  /** Expression for addresses, and the type of sets that hold them. */
  readonly ip: "ip" | "ip6";
  readonly type: "ipv4_addr" | "ipv6_addr";
  readonly localhost: "127.0.0.0/8" | "::1";
}

/** How the proxy tells its node's pods from others, and whether that matters for cluster IPs. */
interface Local {
  readonly podCidr: string | undefined;
  readonly masqueradeAll: boolean;
}

const WORDS: Readonly<Record<IpFamily, Words>> = {
  IPv4: { table: "ip kube-proxy", ip: "ip", type: "ipv4_addr", localhost: "127.0.0.0/8" },
  IPv6: { table: "ip6 kube-proxy", ip: "ip6", type: "ipv6_addr", localhost: "::1" },
};

/** Input of `nft -f`: the table of kube-proxy in nftables mode (pkg/proxy/nftables, v1.33), made in one transaction. */
export function nftablesText(view: ClusterView, node: NodeView, family: IpFamily): string {
  const words = WORDS[family];
  const ofFamily = (texts: readonly string[]): string | undefined =>
    texts.find((text) => parseCidr(text)?.family === family);
  const { podCidrs, detectLocal, masqueradeAll } = view.profile;
  const serviceCidrs = serviceBlocks(view.list("ServiceCIDR")).map(({ text }) => text);
  const local = { podCidr: detectLocal === "none" ? undefined : ofFamily(podCidrs), masqueradeAll };
  const nodePorts = nodePortAddressesOf(view.profile, nftables, node, family);
  const lines = [
    ...baseObjects(words, nodePorts),
    ...baseRules(words, ofFamily(serviceCidrs), nodePorts),
    ...(nodePorts.all ? [] : nodePorts.addresses).map(
      ({ text }) => `add element ${words.table} nodeport-ips { ${text} }`,
    ),
    ...servicePortsOf(view, node, family).flatMap((port) => serviceLines(words, port, local)),
  ];
  return `${lines.join("\n")}\n`;
}

const HOOKS = [
  ["filter-prerouting-pre-dnat", "filter", "prerouting", -110],
  ["filter-output-pre-dnat", "filter", "output", -110],
  ["filter-forward", "filter", "forward", 0],
  ["filter-input", "filter", "input", 0],
  ["filter-output", "filter", "output", 0],
  ["nat-output", "nat", "output", -100],
  ["nat-postrouting", "nat", "postrouting", 100],
  ["nat-prerouting", "nat", "prerouting", -100],
] as const;

const PLAIN_CHAINS = [
  ...["cluster-ips-check", "firewall-check", "mark-for-masquerade", "masquerading"],
  ...["nodeport-endpoints-check", "services", "service-endpoints-check"],
];

function baseObjects({ table, type }: Words, { all }: NodePortAddresses): readonly string[] {
  const set = (name: string, comment: string): string =>
    `add set ${table} ${name} { type ${type} ; comment "${comment}" ; }`;
  const map = (name: string, key: string, comment: string): string =>
    `add map ${table} ${name} { type ${key} : verdict ; comment "${comment}" ; }`;
  const [byAddress, byPort] = [`${type} . inet_proto . inet_service`, "inet_proto . inet_service"];
  const nothing = "vmap to drop or reject packets to";
  return [
    `add table ${table} { comment "rules for kube-proxy" ; }`,
    set("cluster-ips", "Active ClusterIPs"),
    ...(all ? [] : [set("nodeport-ips", "IPs that accept NodePort traffic")]),
    map("firewall-ips", byAddress, "destinations that are subject to LoadBalancerSourceRanges"),
    map("no-endpoint-nodeports", byPort, `${nothing} service nodeports with no endpoints`),
    map("no-endpoint-services", byAddress, `${nothing} services with no endpoints`),
    map("service-ips", byAddress, "ClusterIP, ExternalIP and LoadBalancer IP traffic"),
    map("service-nodeports", byPort, "NodePort traffic"),
    ...HOOKS.map(
      ([name, kind, hook, priority]) =>
        `add chain ${table} ${name} { type ${kind} hook ${hook} priority ${priority} ; }`,
    ),
    ...PLAIN_CHAINS.map((name) => `add chain ${table} ${name}`),
    `add chain ${table} reject-chain { comment "helper for @no-endpoint-services / @no-endpoint-nodeports" ; }`,
  ];
}

function baseRules(
  { table, ip, localhost }: Words,
  serviceCidr: string | undefined,
  { all }: NodePortAddresses,
): readonly string[] {
  const onNode = all ? `fib daddr type local ${ip} daddr != ${localhost}` : `${ip} daddr @nodeport-ips`;
  const key = `${ip} daddr . meta l4proto . th dport`;
  const fresh = "ct state new jump";
  const rules: readonly (readonly [chain: string, rule: string])[] = [
    [
      "cluster-ips-check",
      `${ip} daddr @cluster-ips reject comment "Reject traffic to invalid ports of ClusterIPs"`,
    ],
    ...(serviceCidr === undefined
      ? []
      : [
          [
            "cluster-ips-check",
            `${ip} daddr { ${serviceCidr} } drop comment "Drop traffic to unallocated ClusterIPs"`,
          ] as const,
        ]),
    ["filter-prerouting-pre-dnat", `${fresh} firewall-check`],
    ["filter-forward", `${fresh} service-endpoints-check`],
    ["filter-forward", `${fresh} cluster-ips-check`],
    ["filter-input", `${fresh} nodeport-endpoints-check`],
    ["filter-input", `${fresh} service-endpoints-check`],
    ["filter-output", `${fresh} service-endpoints-check`],
    ["filter-output-pre-dnat", `${fresh} firewall-check`],
    ["filter-output", `${fresh} cluster-ips-check`],
    ["firewall-check", `${key} vmap @firewall-ips`],
    ["mark-for-masquerade", `mark set mark or ${MARK}`],
    ["masquerading", `mark and ${MARK} == 0 return`],
    ["masquerading", `mark set mark xor ${MARK}`],
    ["masquerading", "masquerade fully-random"],
    ["nat-output", "jump services"],
    ["nat-postrouting", "jump masquerading"],
    ["nat-prerouting", "jump services"],
    ["nodeport-endpoints-check", `${onNode} meta l4proto . th dport vmap @no-endpoint-nodeports`],
    ["reject-chain", "reject"],
    ["services", `${key} vmap @service-ips`],
    ["services", `${onNode} meta l4proto . th dport vmap @service-nodeports`],
    ["service-endpoints-check", `${key} vmap @no-endpoint-services`],
  ];
  return rules.map(([chain, rule]) => `add rule ${table} ${chain} ${rule}`);
}

/** `servicePortChainNameBase`: a hash, so that a name cut short stays its own, and the name itself to read. */
function baseName(name: string): string {
  return `${shortHash(name, HASH_LENGTH)}-${name}`;
}

interface Names {
  readonly service: string;
  readonly local: string;
  readonly external: string;
  readonly firewall: string;
  /** Base of the chain and of the affinity set of an endpoint. */
  endpoint(backend: Backend): string;
}

function namesOf({ service: { metadata }, protocol, portName }: NodeServicePort): Names {
  const name = `${metadata.namespace}/${metadata.name}/${protocol.toLowerCase()}/${portName}`;
  const base = baseName(name);
  return {
    service: `service-${base}`,
    local: `local-${base}`,
    external: `external-${base}`,
    firewall: `firewall-${base}`,
    endpoint: ({ address, port }) => baseName(`${name}__${address.text.replaceAll(":", ".")}/${port}`),
  };
}

function serviceLines(words: Words, port: NodeServicePort, local: Local): readonly string[] {
  const { podCidr, masqueradeAll } = local;
  const { table, ip } = words;
  const names = namesOf(port);
  const rule = (chain: string, text: string): string => `add rule ${table} ${chain} ${text}`;
  const chain = (name: string): string => `add chain ${table} ${name}`;
  const usesFirewall = port.sourceRanges.length > 0 && port.balancerIps.length > 0 && port.hasAny;
  const clusterChain = port.internalLocal ? names.local : names.service;
  const hasInternal = port.hasAny && !(port.internalLocal && port.local.length === 0);
  const hidden = masqueradeAll ? "" : ` ${ip} saddr != ${podCidr}`;
  const masquerade =
    !hasInternal || (podCidr === undefined && !masqueradeAll)
      ? []
      : [rule(clusterChain, `${ip} daddr ${port.clusterIp}${hidden} jump mark-for-masquerade`)];
  const ranges = port.sourceRanges.map((range) => range.trim()).join(", ");
  return [
    ...port.reachable.flatMap((backend) => affinitySet(words, port, names.endpoint(backend))),
    ...(port.cluster.length > 0 ? [chain(names.service)] : []),
    ...(port.local.length > 0 ? [chain(names.local)] : []),
    ...(port.isExternal && port.hasAny ? [chain(names.external)] : []),
    ...(usesFirewall ? [chain(names.firewall)] : []),
    ...port.reachable.flatMap((backend) => endpointLines(words, port, names.endpoint(backend), backend)),
    ...masquerade,
    ...balancing(words, port, names, names.service, port.cluster),
    ...balancing(words, port, names, names.local, port.local),
    ...(port.isExternal && port.hasAny ? externalRules(words, port, names, podCidr) : []),
    ...(usesFirewall ? [rule(names.firewall, `${ip} saddr != { ${ranges} } drop`)] : []),
    ...elements(words, port, names, usesFirewall, hasInternal ? clusterChain : undefined),
  ];
}

function affinitySet({ table, type }: Words, { affinity }: NodeServicePort, base: string): readonly string[] {
  if (affinity === undefined) return [];
  return [
    `add set ${table} affinity-${base} { type ${type} ; flags dynamic,timeout ; timeout ${affinity}s ; }`,
  ];
}

function endpointLines(
  { table, ip }: Words,
  { affinity, protocol }: NodeServicePort,
  base: string,
  { address, port }: Backend,
): readonly string[] {
  const name = `endpoint-${base}`;
  const rule = (text: string): string => `add rule ${table} ${name} ${text}`;
  return [
    `add chain ${table} ${name}`,
    rule(`${ip} saddr ${address.text} jump mark-for-masquerade`),
    ...(affinity === undefined ? [] : [rule(`update @affinity-${base} { ${ip} saddr }`)]),
    rule(`meta l4proto ${protocol.toLowerCase()} dnat to ${formatSocket(address, port)}`),
  ];
}

function balancing(
  { table, ip }: Words,
  { affinity }: NodeServicePort,
  names: Names,
  chain: string,
  backends: readonly Backend[],
): readonly string[] {
  if (backends.length === 0) return [];
  const bases = backends.map((backend) => names.endpoint(backend));
  const sticky =
    affinity === undefined ? [] : bases.map((base) => `${ip} saddr @affinity-${base} goto endpoint-${base}`);
  const choices = bases.map((base, index) => `${index} : goto endpoint-${base}`).join(" , ");
  const all = [...sticky, `numgen random mod ${bases.length} vmap { ${choices} }`];
  return all.map((text) => `add rule ${table} ${chain} ${text}`);
}

function externalRules(
  { table, ip }: Words,
  port: NodeServicePort,
  names: Names,
  podCidr: string | undefined,
): readonly string[] {
  const rule = (text: string): string => `add rule ${table} ${names.external} ${text}`;
  if (!port.externalLocal) return [rule("jump mark-for-masquerade"), rule(`goto ${names.service}`)];
  const pods =
    podCidr === undefined
      ? []
      : [rule(`${ip} saddr ${podCidr} goto ${names.service} comment "short-circuit pod traffic"`)];
  return [
    ...pods,
    rule('fib saddr type local jump mark-for-masquerade comment "masquerade local traffic"'),
    rule(`fib saddr type local goto ${names.service} comment "short-circuit local traffic"`),
    ...(port.local.length > 0 ? [rule(`goto ${names.local}`)] : []),
  ];
}

/** What the maps say of the Service's addresses. */
function elements(
  { table }: Words,
  port: NodeServicePort,
  names: Names,
  usesFirewall: boolean,
  clusterChain: string | undefined,
): readonly string[] {
  const protocol = port.protocol.toLowerCase();
  const element = (map: string, text: string): string => `add element ${table} ${map} { ${text} }`;
  const at = (address: string): string => `${address} . ${protocol} . ${port.port}`;
  const comment = `comment "${port.name}"`;
  const refused = (local: boolean): string => (port.hasAny && local ? "drop" : "goto reject-chain");
  const hasExternal = port.hasAny && !(port.externalLocal && port.local.length === 0);
  const outside = [...port.externalIps, ...port.balancerIps];
  const lines = [element("cluster-ips", port.clusterIp)];
  if (clusterChain === undefined)
    lines.push(
      element("no-endpoint-services", `${at(port.clusterIp)} ${comment} : ${refused(port.internalLocal)}`),
    );
  else lines.push(element("service-ips", `${at(port.clusterIp)} : goto ${clusterChain}`));
  for (const address of outside) {
    if (port.hasAny) lines.push(element("service-ips", `${at(address)} : goto ${names.external}`));
    if (!hasExternal)
      lines.push(
        element("no-endpoint-services", `${at(address)} ${comment} : ${refused(port.externalLocal)}`),
      );
  }
  if (usesFirewall)
    for (const address of port.balancerIps)
      lines.push(element("firewall-ips", `${at(address)} : goto ${names.firewall}`));
  if (port.nodePort !== undefined) {
    const key = `${protocol} . ${port.nodePort}`;
    if (port.hasAny) lines.push(element("service-nodeports", `${key} : goto ${names.external}`));
    if (!hasExternal)
      lines.push(element("no-endpoint-nodeports", `${key} ${comment} : ${refused(port.externalLocal)}`));
  }
  return lines;
}
