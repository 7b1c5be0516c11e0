import type { Service, ServicePort } from "../../../../api/core/service.ts";
import type { ClusterView, NodeView } from "../../../../cluster/view.ts";
import { contains, parseCidr } from "../../../../values/cidr.ts";
import { type IpFamily, parseIp } from "../../../../values/ip.ts";
import { formatSocket } from "../../../../values/packet.ts";
import type { Protocol } from "../../../../values/protocol.ts";
import { type Backend, backendsOf, categorize } from "../endpoints.ts";

/** One Service port on one node: what every mode writes its rules from. */
export interface NodeServicePort {
  readonly service: Service;
  /** `namespace/name`, and `:port` where it has a name. */
  readonly name: string;
  /** Empty where the port has none. */
  readonly portName: string;
  readonly protocol: Protocol;
  readonly port: number;
  readonly nodePort: number | undefined;
  readonly clusterIp: string;
  readonly externalIps: readonly string[];
  readonly balancerIps: readonly string[];
  readonly sourceRanges: readonly string[];
  readonly healthCheckNodePort: number | undefined;
  readonly internalLocal: boolean;
  readonly externalLocal: boolean;
  /** Seconds of ClientIP affinity. */
  readonly affinity: number | undefined;
  readonly isExternal: boolean;
  readonly cluster: readonly Backend[];
  readonly local: readonly Backend[];
  /** All that either policy may use, in kube-proxy's order. */
  readonly reachable: readonly Backend[];
  /** Whether any endpoint is usable anywhere. */
  readonly hasAny: boolean;
}

/** Every Service port of a family as the node sees it, by name. */
export function servicePortsOf(
  view: ClusterView,
  node: NodeView,
  family: IpFamily,
): readonly NodeServicePort[] {
  return view
    .list("Service")
    .flatMap((service) => {
      const clusterIp = clusterIpOf(service, family);
      if (clusterIp === undefined || service.spec.type === "ExternalName") return [];
      return (service.spec.ports ?? []).map((port) => onNode(view, node, service, port, clusterIp, family));
    })
    .sort((a, b) => (a.name + a.protocol < b.name + b.protocol ? -1 : 1));
}

function clusterIpOf({ spec }: Service, family: IpFamily): string | undefined {
  const texts = spec.clusterIPs ?? (spec.clusterIP ? [spec.clusterIP] : []);
  return texts.map(parseIp).find((address) => address?.family === family)?.text;
}

function onNode(
  view: ClusterView,
  node: NodeView,
  service: Service,
  port: ServicePort,
  clusterIp: string,
  family: IpFamily,
): NodeServicePort {
  const { metadata, spec, status } = service;
  const zone = node.node.metadata.labels?.["topology.kubernetes.io/zone"];
  const { cluster, local } = categorize(backendsOf(view, service, port, family), { node: node.name, zone });
  const ofFamily = (texts: readonly string[]): readonly string[] =>
    texts.flatMap((text) => {
      const address = parseIp(text);
      return address?.family === family ? [address.text] : [];
    });
  const ingress = spec.type === "LoadBalancer" ? (status?.loadBalancer?.ingress ?? []) : [];
  const balancerIps = ofFamily(ingress.flatMap(({ ip, ipMode }) => (ip && ipMode !== "Proxy" ? [ip] : [])));
  const isExternal =
    spec.type === "NodePort" || spec.type === "LoadBalancer" || (spec.externalIPs ?? []).length > 0;
  const internalLocal = spec.internalTrafficPolicy === "Local";
  const externalLocal = isExternal && spec.externalTrafficPolicy === "Local";
  const usesCluster = !internalLocal || isExternal;
  const reachable = new Map<string, Backend>();
  for (const backend of [...(usesCluster ? cluster : []), ...(internalLocal || externalLocal ? local : [])])
    reachable.set(formatSocket(backend.address, backend.port), backend);
  return {
    service,
    name: `${metadata.namespace}/${metadata.name}${port.name ? `:${port.name}` : ""}`,
    portName: port.name ?? "",
    protocol: port.protocol ?? "TCP",
    port: port.port,
    nodePort: port.nodePort,
    clusterIp,
    externalIps: ofFamily(spec.externalIPs ?? []),
    balancerIps,
    sourceRanges: sourcesOf(spec.loadBalancerSourceRanges ?? [], balancerIps, node),
    healthCheckNodePort: externalLocal ? spec.healthCheckNodePort : undefined,
    internalLocal,
    externalLocal,
    affinity:
      spec.sessionAffinity === "ClientIP"
        ? (spec.sessionAffinityConfig?.clientIP?.timeoutSeconds ?? 10_800)
        : undefined,
    isExternal,
    cluster: usesCluster ? cluster : [],
    local: internalLocal || externalLocal ? local : [],
    reachable: [...reachable].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, backend]) => backend),
    hasAny: cluster.length > 0 || local.length > 0,
  };
}

/**
 * The ranges as kube-proxy spells them, without blanks and host bits. A node that they hold may reach the balancer under
 * the balancer's own address, so that is let in too.
 */
function sourcesOf(
  ranges: readonly string[],
  balancerIps: readonly string[],
  { ips }: NodeView,
): readonly string[] {
  const blocks = ranges.map((range) => parseCidr(range.trim())).filter((block) => block !== undefined);
  const texts = blocks.map(({ text }) => text);
  const holdsNode = blocks.some((block) => ips.some((address) => contains(block, address)));
  return holdsNode ? [...texts, ...balancerIps] : texts;
}
