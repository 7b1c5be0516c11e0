import type { Service } from "../api/core/service.ts";
import { type Cidr, contains } from "../values/cidr.ts";
import { type Ip, parseIp, sameIp } from "../values/ip.ts";
import type { Issue } from "../values/issue.ts";
import type { FieldPath, Source } from "../values/source.ts";
import { formatFieldPath } from "../values/source.ts";
import type { Profile } from "./profile.ts";

/** Default `--service-node-port-range`; `band` ports at its start are for static requests (KEP-3668). */
export const NODE_PORT_RANGE: { readonly first: number; readonly last: number; readonly band: number } = {
  first: 30_000,
  last: 32_767,
  band: 86,
};

/** What a cluster gives Services, and from which blocks. */
export interface ServiceNetwork {
  readonly profile: Profile;
  readonly blocks: readonly Cidr[];
}

/**
 * What the allocators would say of a new Service's requests, in their words. A Service that was stored before (it
 * has a uid) comes from a live cluster with networks of its own, and is believed.
 */
export function checkServiceNetwork(
  service: Service,
  others: () => readonly Service[],
  { profile, blocks }: ServiceNetwork,
  source: Source | undefined,
): readonly Issue[] {
  if (service.metadata.uid !== undefined) return [];
  const { namespace = "default", name } = service.metadata;
  const issues: Issue[] = [];
  const refuse = (path: FieldPath, value: unknown, words: string): void => {
    const field = formatFieldPath(path);
    const message = `${field}: Invalid value: ${JSON.stringify(value)}: ${words}`;
    const issue: Issue = {
      severity: "error",
      code: "address-refused",
      message,
      object: { kind: "Service", namespace, name },
      field,
    };
    issues.push(source === undefined ? issue : { ...issue, at: source.at(path) });
  };
  checkAddresses(service, others, { profile, blocks }, refuse);
  checkNodePorts(service, others, refuse);
  return issues;
}

/** A block's own address is nobody's, nor is IPv4's last one, to which everybody listens. */
function isEdge({ family, first, last }: Cidr, ip: Ip): boolean {
  return sameIp(first, ip) || (family === "IPv4" && sameIp(last, ip));
}

type Refuse = (path: FieldPath, value: unknown, words: string) => void;

function checkAddresses(
  { spec }: Service,
  others: () => readonly Service[],
  { profile, blocks }: ServiceNetwork,
  refuse: Refuse,
): void {
  const path = ["spec", "clusterIPs"];
  const given = spec.clusterIPs ?? (spec.clusterIP ? [spec.clusterIP] : []);
  for (const text of given) {
    const ip = parseIp(text);
    if (ip === undefined) continue;
    const own = blocks.filter(({ family }) => family === ip.family);
    const holding = own.filter((block) => contains(block, ip));
    const failed = `failed to allocate IP ${ip.text}: `;
    if (own.length === 0) {
      refuse(["spec", "ipFamilies"], [ip.family], "not configured on this cluster");
    } else if (holding[0] === undefined) {
      refuse(path, given, `${failed}the provided network does not match the current range`);
    } else if (holding.every((block) => isEdge(block, ip))) {
      const valid = `The range of valid IPs is ${holding[0].text}`;
      refuse(path, given, `${failed}the provided IP (${ip.text}) is not in the valid range. ${valid}`);
    } else if (
      others().some((other) => (other.spec.clusterIPs ?? [other.spec.clusterIP]).includes(ip.text))
    ) {
      refuse(path, given, `${failed}provided IP is already allocated`);
    }
  }
  for (const family of spec.ipFamilies ?? []) {
    if (!profile.ipFamilies.includes(family) && given[0] !== "None") {
      refuse(["spec", "ipFamilies"], [family], "not configured on this cluster");
    }
  }
  if (spec.ipFamilyPolicy === "RequireDualStack" && profile.ipFamilies.length < 2 && given[0] !== "None") {
    refuse(
      ["spec", "ipFamilyPolicy"],
      spec.ipFamilyPolicy,
      "this cluster is not configured for dual-stack services",
    );
  }
}

function checkNodePorts({ spec }: Service, others: () => readonly Service[], refuse: Refuse): void {
  const { first, last } = NODE_PORT_RANGE;
  for (const [index, { nodePort, protocol = "TCP" }] of (spec.ports ?? []).entries()) {
    if (nodePort === undefined || nodePort === 0) continue;
    const path = ["spec", "ports", index, "nodePort"];
    if (nodePort < first || nodePort > last) {
      refuse(
        path,
        nodePort,
        `provided port is not in the valid range. The range of valid ports is ${first}-${last}`,
      );
    } else if (others().some((other) => hasNodePort(other, nodePort, protocol))) {
      refuse(path, nodePort, "provided port is already allocated");
    }
  }
}

function hasNodePort({ spec }: Service, nodePort: number, protocol: string): boolean {
  return (spec.ports ?? []).some(
    (port) => port.nodePort === nodePort && (port.protocol ?? "TCP") === protocol,
  );
}
