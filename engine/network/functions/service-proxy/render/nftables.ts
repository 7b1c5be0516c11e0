import { serviceBlocks } from "../../../../cluster/service-blocks.ts";
import type { ClusterView, NodeView } from "../../../../cluster/view.ts";
import { parseCidr } from "../../../../values/cidr.ts";
import type { IpFamily } from "../../../../values/ip.ts";
import { formatSocket } from "../../../../values/packet.ts";
import type { Backend } from "../endpoints.ts";
import { nftables } from "../modes/nftables.ts";
import { nodePortAddressesOf } from "../node-port-addresses.ts";
import { shortHash } from "./chain-names.ts";
import { NFTABLES } from "./rules.generated.ts";
import { type NodeServicePort, servicePortsOf } from "./service-port.ts";
import { templateOf } from "./template.ts";

const HASH_LENGTH = 8;

/** What differs between the two tables: the expression for addresses, the type of sets that hold them, and loopback. */
const WORDS = {
  IPv4: { table: "ip kube-proxy", ip: "ip", type: "ipv4_addr", localhost: "127.0.0.0/8" },
  IPv6: { table: "ip6 kube-proxy", ip: "ip6", type: "ipv6_addr", localhost: "::1" },
} as const satisfies Readonly<Record<IpFamily, object>>;

const write = templateOf(NFTABLES);

/** Input of `nft -f`: the table of kube-proxy in nftables mode (pkg/proxy/nftables, v1.33), made in one transaction. */
export function nftablesText(view: ClusterView, node: NodeView, family: IpFamily): string {
  const ofFamily = (texts: readonly string[]): string | undefined =>
    texts.find((text) => parseCidr(text)?.family === family);
  const { podCidrs, detectLocal, masqueradeAll } = view.profile;
  const podCidr = detectLocal === "none" ? undefined : ofFamily(podCidrs);
  const nodePorts = nodePortAddressesOf(view.profile, nftables, node, family);
  const hides = masqueradeAll || podCidr !== undefined;
  return write({
    ...WORDS[family],
    mark: "0x4000",
    serviceCidr: ofFamily(serviceBlocks(view.list("ServiceCIDR")).map(({ text }) => text)),
    onAnyAddress: nodePorts.all,
    nodePortAddresses: nodePorts.all ? [] : nodePorts.addresses.map(({ text }) => text),
    podCidr,
    /** Sources that a cluster IP's endpoints see as they are. */
    shown: masqueradeAll ? undefined : podCidr,
    ports: servicePortsOf(view, node, family).map((port) => portWords(port, hides)),
  });
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

/** One Service port as the template takes it; a chain that is not made is absent. */
function portWords(port: NodeServicePort, hides: boolean): object {
  const names = namesOf(port);
  const filtered = port.sourceRanges.length > 0 && port.balancerIps.length > 0 && port.hasAny;
  const hasInternal = port.hasAny && !(port.internalLocal && port.local.length === 0);
  const inside = hasInternal ? (port.internalLocal ? names.local : names.service) : undefined;
  const external = port.isExternal && port.hasAny ? names.external : undefined;
  const firewall = filtered ? names.firewall : undefined;
  const balanced = [
    { chain: names.service, backends: port.cluster },
    { chain: names.local, backends: port.local },
  ].filter(({ backends }) => backends.length > 0);
  return {
    protocol: port.protocol.toLowerCase(),
    clusterIp: port.clusterIp,
    affinity: port.affinity,
    externalLocal: port.externalLocal,
    sourceRanges: port.sourceRanges.join(", "),
    endpoints: port.reachable.map((backend) => ({
      base: names.endpoint(backend),
      address: backend.address.text,
      socket: formatSocket(backend.address, backend.port),
    })),
    chains: [...balanced.map(({ chain }) => chain), external, firewall].filter((name) => name !== undefined),
    masqueraded: hides ? inside : undefined,
    balanced: balanced.map(({ chain, backends }) => ({
      chain,
      count: backends.length,
      bases: backends.map((backend) => names.endpoint(backend)),
    })),
    external,
    service: names.service,
    local: port.local.length > 0 ? names.local : undefined,
    firewall,
    elements: elementsOf(port, names, inside, filtered),
  };
}

interface Element {
  readonly map: string;
  readonly key: string;
  readonly comment?: string;
  readonly verdict: string;
}

/** What the maps say of the Service's addresses. */
function elementsOf(
  port: NodeServicePort,
  names: Names,
  inside: string | undefined,
  filtered: boolean,
): readonly Element[] {
  const protocol = port.protocol.toLowerCase();
  const at = (address: string): string => `${address} . ${protocol} . ${port.port}`;
  const lost = (map: string, key: string, local: boolean): Element => {
    const verdict = port.hasAny && local ? "drop" : "goto reject-chain";
    return { map, key, comment: port.name, verdict };
  };
  const hasExternal = port.hasAny && !(port.externalLocal && port.local.length === 0);
  const verdict = `goto ${names.external}`;
  const elements: Element[] = [
    inside === undefined
      ? lost("no-endpoint-services", at(port.clusterIp), port.internalLocal)
      : { map: "service-ips", key: at(port.clusterIp), verdict: `goto ${inside}` },
  ];
  for (const key of [...port.externalIps, ...port.balancerIps].map(at)) {
    if (port.hasAny) elements.push({ map: "service-ips", key, verdict });
    if (!hasExternal) elements.push(lost("no-endpoint-services", key, port.externalLocal));
  }
  for (const address of filtered ? port.balancerIps : [])
    elements.push({ map: "firewall-ips", key: at(address), verdict: `goto ${names.firewall}` });
  if (port.nodePort !== undefined) {
    const key = `${protocol} . ${port.nodePort}`;
    if (port.hasAny) elements.push({ map: "service-nodeports", key, verdict });
    if (!hasExternal) elements.push(lost("no-endpoint-nodeports", key, port.externalLocal));
  }
  return elements;
}
