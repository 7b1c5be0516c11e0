import { parseCidr } from "../../values/cidr.ts";
import { parseIp } from "../../values/ip.ts";
import type { FieldErrors } from "../field-errors.ts";
import { dns1123Subdomain } from "../formats.ts";
import { immutable } from "../immutable.ts";
import { validateMetadata } from "../metadata.ts";
import type { IPAddress, ServiceCIDR } from "./service-cidr.ts";

const PATH = ["spec", "cidrs"];

/** `ValidateServiceCIDR`. */
export function validateServiceCidr({ metadata, spec }: ServiceCIDR, errors: FieldErrors): void {
  validateMetadata(metadata, dns1123Subdomain, errors);
  const { cidrs = [] } = spec;
  if (cidrs.length === 0) errors.required(PATH, "at least one CIDR required");
  else if (cidrs.length > 2) errors.invalid(PATH, spec, "may only hold up to 2 values");
  else validateBlocks(cidrs, errors);
}

function validateBlocks(cidrs: readonly string[], errors: FieldErrors): void {
  const blocks = cidrs.map(parseCidr);
  for (const [index, text] of cidrs.entries()) {
    const block = blocks[index];
    if (block === undefined) {
      const words = "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)";
      errors.invalid([...PATH, index], text, words);
    } else if (block.text !== text) {
      errors.invalid([...PATH, index], text, `must be in canonical form ("${block.text}")`);
    }
  }
  const [first, second] = blocks;
  if (first !== undefined && second !== undefined && first.family === second.family) {
    const words = "may specify no more than one IP for each IP family, i.e 192.168.0.0/24 and 2001:db8::/64";
    errors.invalid(PATH, cidrs, words);
  }
}

/** `ValidateServiceCIDRUpdate`: a block of the other family may be added, nothing else changes. */
export function validateServiceCidrUpdate(
  { spec: { cidrs } }: ServiceCIDR,
  { spec: { cidrs: before } }: ServiceCIDR,
  errors: FieldErrors,
): void {
  const isSameLength = cidrs.length === before.length;
  if (!isSameLength && (before.length !== 1 || cidrs.length !== 2)) immutable(cidrs, before, PATH, errors);
  else for (const [index, cidr] of before.entries()) immutable(cidrs[index], cidr, [...PATH, index], errors);
}

function ipName(name: string): readonly string[] {
  const ip = parseIp(name);
  if (ip === undefined) return ["must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)"];
  return ip.text === name ? [] : [`must be in canonical form ("${ip.text}")`];
}

/** `ValidateIPAddress`. */
export function validateIpAddress({ metadata, spec }: IPAddress, errors: FieldErrors): void {
  validateMetadata(metadata, ipName, errors);
  const { parentRef }: Partial<IPAddress["spec"]> = spec;
  const path = ["spec", "parentRef"];
  if (parentRef === undefined) errors.required(path);
  else {
    if (!parentRef.resource) errors.required([...path, "resource"]);
    if (!parentRef.name) errors.required([...path, "name"]);
  }
}

/** `ValidateIPAddressUpdate`. */
export function validateIpAddressUpdate(
  { spec }: IPAddress,
  { spec: before }: IPAddress,
  errors: FieldErrors,
): void {
  immutable(spec.parentRef, before.parentRef, ["spec", "parentRef"], errors);
}
