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
  others: OtherServices,
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
  const held: Held = (value) => others.hold(value, service);
  checkAddresses(service, held, { profile, blocks }, refuse);
  checkNodePorts(service, held, refuse);
  return issues;
}

/** A block's own address is nobody's, nor is IPv4's last one, to which everybody listens. */
function isEdge({ family, first, last }: Cidr, ip: Ip): boolean {
  return sameIp(first, ip) || (family === "IPv4" && sameIp(last, ip));
}

type Refuse = (path: FieldPath, value: unknown, words: string) => void;

function checkAddresses(
  { spec }: Service,
  others: Held,
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
    } else if (others(ip.text)) {
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

function checkNodePorts({ spec }: Service, others: Held, refuse: Refuse): void {
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
    } else if (others(`${nodePort}/${protocol}`)) {
      refuse(path, nodePort, "provided port is already allocated");
    }
  }
}

/** Whether another Service has the address, or the port with its protocol. */
type Held = (value: string) => boolean;

/** What Services hold that no other may have. It is only worked out once somebody asks. */
export class OtherServices {
  /** Names of the Services that hold a value. */
  #holders: Map<string, Set<string>> | undefined;
  readonly #services: Service[] = [];
  readonly #stored: () => Iterable<Service>;

  /** `stored`: those that are there already. */
  constructor(stored: () => Iterable<Service>) {
    this.#stored = stored;
  }

  add(service: Service): void {
    if (this.#holders === undefined) this.#services.push(service);
    else note(this.#holders, service);
  }

  hold(value: string, own: Service): boolean {
    if (this.#holders === undefined) {
      this.#holders = new Map();
      for (const services of [this.#stored(), this.#services])
        for (const service of services) note(this.#holders, service);
    }
    const names = this.#holders.get(value);
    return names !== undefined && (names.size > 1 || !names.has(nameIn(own)));
  }
}

function note(holders: Map<string, Set<string>>, service: Service): void {
  const { clusterIP, clusterIPs = [clusterIP], ports = [] } = service.spec;
  const numbers = ports.map(({ nodePort, protocol = "TCP" }) =>
    nodePort === undefined ? undefined : `${nodePort}/${protocol}`,
  );
  for (const value of [...clusterIPs, ...numbers]) {
    if (value === undefined) continue;
    const names = holders.get(value);
    if (names === undefined) holders.set(value, new Set([nameIn(service)]));
    else names.add(nameIn(service));
  }
}

function nameIn({ metadata }: Service): string {
  return `${metadata.namespace ?? ""}/${metadata.name}`;
}
