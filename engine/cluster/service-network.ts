import type { Service, ServiceSpec } from "../api/core/service.ts";
import { type Cidr, contains } from "../values/cidr.ts";
import { type Ip, parseIp, sameIp } from "../values/ip.ts";
import type { Issue } from "../values/issue.ts";
import type { FieldPath, Source } from "../values/source.ts";
import { formatFieldPath } from "../values/source.ts";
import {
  ALLOCATION_FAILED,
  checkNodePorts,
  type Held,
  healthCheckProblem,
  nodePortsOf,
  type Refuse,
} from "./node-ports.ts";
import type { Profile } from "./profile.ts";

/** What a cluster gives Services, and from which blocks. */
export interface ServiceNetwork {
  readonly profile: Profile;
  readonly blocks: readonly Cidr[];
}

/**
 * What the allocators would say of a Service's requests, in their words (pkg/registry/core/service/storage/alloc.go).
 * `before` is the one that it replaces: what that has is not asked for again. A new Service that was stored before (it
 * has a uid) comes from a live cluster with networks of its own, and is believed.
 */
export function checkServiceNetwork(
  service: Service,
  before: Service | undefined,
  others: OtherServices,
  { profile, blocks }: ServiceNetwork,
  source: Source | undefined,
): readonly Issue[] {
  if (before === undefined && service.metadata.uid !== undefined) return [];
  if (service.spec.type === "ExternalName") return [];
  const { namespace = "default", name } = service.metadata;
  const issues: Issue[] = [];
  const add = (code: string, path: FieldPath, message: string): void => {
    const field = formatFieldPath(path);
    const issue: Issue = {
      severity: "error",
      code,
      message,
      object: { kind: "Service", namespace, name },
      field,
    };
    issues.push(source === undefined ? issue : { ...issue, at: source.at(path) });
  };
  const refuse: Refuse = (path, value, words) =>
    add(
      "address-refused",
      path,
      `${formatFieldPath(path)}: Invalid value: ${JSON.stringify(value)}: ${words}`,
    );
  const held: Held = (value) => others.hold(value, service);
  checkFamilies(service.spec, before?.spec, profile, refuse);
  if (issues.length === 0) checkAddresses(service.spec, before?.spec, held, blocks, refuse);
  if (issues.length === 0) checkNodePorts(service.spec, before?.spec, held, refuse);
  if (issues.length > 0) return issues;
  const failed = healthCheckProblem(service.spec, before?.spec, held);
  if (failed !== undefined) add(ALLOCATION_FAILED, ["spec", "healthCheckNodePort"], failed);
  return issues;
}

/** A block's own address is nobody's, nor is IPv4's last one, to which everybody listens. */
function isEdge({ family, first, last }: Cidr, ip: Ip): boolean {
  return sameIp(first, ip) || (family === "IPv4" && sameIp(last, ip));
}

function given({ clusterIP, clusterIPs }: ServiceSpec): readonly string[] {
  return clusterIPs ?? (clusterIP ? [clusterIP] : []);
}

/** `initIPFamilyFields`, as far as it refuses something. */
function checkFamilies(
  spec: ServiceSpec,
  before: ServiceSpec | undefined,
  { ipFamilies: known }: Profile,
  refuse: Refuse,
): void {
  if (before !== undefined && isSamePreference(spec, before)) return;
  const { ipFamilies = [] } = spec;
  const addresses = given(spec);
  const isOpen = addresses[0] === "None" && Object.keys(spec.selector ?? {}).length === 0;
  const policy = spec.ipFamilyPolicy ?? before?.ipFamilyPolicy;
  const several = (what: string): void =>
    refuse(
      ["spec", "ipFamilyPolicy"],
      policy ?? "SingleStack",
      `must be 'RequireDualStack' or 'PreferDualStack' when multiple ${what} are specified`,
    );
  const isSingle = (policy ?? (isOpen ? "RequireDualStack" : "SingleStack")) === "SingleStack";
  if (isSingle && addresses.length === 2) several("cluster IPs");
  if (isSingle && ipFamilies.length === 2) several("IP families");
  const unknown = addresses.flatMap((text, index) => {
    const family = index < ipFamilies.length ? undefined : parseIp(text)?.family;
    return family === undefined || known.includes(family) ? [] : [{ family, index }];
  });
  for (const { family, index } of unknown)
    refuse(["spec", "clusterIPs", index], addresses, `${family} is not configured on this cluster`);
  if (isOpen || unknown.length > 0 || (isSingle && Math.max(addresses.length, ipFamilies.length) === 2))
    return;
  if (policy === "RequireDualStack" && known.length < 2)
    refuse(["spec", "ipFamilyPolicy"], policy, "this cluster is not configured for dual-stack services");
  for (const [index, family] of ipFamilies.entries())
    if (!known.includes(family))
      refuse(["spec", "ipFamilies", index], family, "not configured on this cluster");
}

/** `isMatchingPreferDualStackClusterIPFields`: whoever prefers both is not asked again when nothing of it changes. */
function isSamePreference(spec: ServiceSpec, before: ServiceSpec): boolean {
  const isKept = (a: readonly string[] = [], b: readonly string[] = []): boolean => a.join() === b.join();
  return (
    before.type !== "ExternalName" &&
    [spec, before].every(({ ipFamilyPolicy }) => ipFamilyPolicy === "PreferDualStack") &&
    isKept(given(spec), given(before)) &&
    isKept(spec.ipFamilies, before.ipFamilies)
  );
}

/** Addresses that are asked for: all of a new Service, and the second one of another. */
function checkAddresses(
  spec: ServiceSpec,
  before: ServiceSpec | undefined,
  others: Held,
  blocks: readonly Cidr[],
  refuse: Refuse,
): void {
  const path = ["spec", "clusterIPs"];
  const addresses = given(spec);
  const had = before === undefined || before.type === "ExternalName" ? [] : given(before);
  if (had[0] === "None") return;
  for (const text of addresses.slice(had.length)) {
    const ip = parseIp(text);
    if (ip === undefined) continue;
    const own = blocks.filter(({ family }) => family === ip.family);
    const holding = own.filter((block) => contains(block, ip));
    const failed = `failed to allocate IP ${ip.text}: `;
    if (holding[0] === undefined) {
      refuse(path, addresses, `${failed}the provided network does not match the current range`);
    } else if (holding.every((block) => isEdge(block, ip))) {
      const valid = `The range of valid IPs is ${holding[0].text}`;
      refuse(path, addresses, `${failed}the provided IP (${ip.text}) is not in the valid range. ${valid}`);
    } else if (others(ip.text)) {
      refuse(path, addresses, `${failed}provided IP is already allocated`);
    }
  }
}

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
  const { clusterIP, clusterIPs = [clusterIP] } = service.spec;
  const numbers = nodePortsOf(service.spec).map(String);
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
