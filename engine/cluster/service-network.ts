import type { Service } from "../api/core/service.ts";
import { cidr, contains } from "../values/cidr.ts";
import { parseIp } from "../values/ip.ts";
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

/**
 * What the allocators would say of a new Service's requests, in their words. A Service that was stored before (it
 * has a uid) comes from a live cluster with networks of its own, and is believed.
 */
export function checkServiceNetwork(
  service: Service,
  others: () => readonly Service[],
  profile: Profile,
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
  checkAddresses(service, others, profile, refuse);
  checkNodePorts(service, others, refuse);
  return issues;
}

type Refuse = (path: FieldPath, value: unknown, words: string) => void;

function checkAddresses(
  { spec }: Service,
  others: () => readonly Service[],
  profile: Profile,
  refuse: Refuse,
): void {
  const path = ["spec", "clusterIPs"];
  const given = spec.clusterIPs ?? (spec.clusterIP ? [spec.clusterIP] : []);
  const ranges = profile.serviceCidrs.map(cidr);
  for (const text of given) {
    const ip = parseIp(text);
    if (ip === undefined) continue;
    const range = ranges.find(({ family }) => family === ip.family);
    const failed = `failed to allocate IP ${ip.text}: `;
    if (range === undefined) {
      refuse(["spec", "ipFamilies"], [ip.family], "not configured on this cluster");
    } else if (!contains(range, ip)) {
      refuse(
        path,
        given,
        `${failed}the provided IP (${ip.text}) is not in the valid range. The range of valid IPs is ${range.text}`,
      );
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
