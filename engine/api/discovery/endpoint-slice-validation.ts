import { parseIp } from "../../values/ip.ts";
import type { FieldErrors } from "../field-errors.ts";
import { dns1123Label, dns1123Subdomain, portNumber } from "../formats.ts";
import { immutable } from "../immutable.ts";
import { validateNonSpecialIp } from "../ip-validation.ts";
import { validateMetadata } from "../metadata.ts";
import type { EndpointSlice } from "./endpoint-slice.ts";

const ADDRESS_TYPES = ["IPv4", "IPv6", "FQDN"];
const PROTOCOLS = ["TCP", "UDP", "SCTP"];
const MAX_ENDPOINTS = 1000;
const MAX_PORTS = 20_000;

/** `SetDefaults_EndpointPort`: no name is the empty name, no protocol is TCP. */
export function defaultEndpointSlice(slice: EndpointSlice): EndpointSlice {
  const { ports, endpoints = [] } = slice;
  const defaulted = { ...slice, endpoints };
  if (ports === undefined) return defaulted;
  return { ...defaulted, ports: ports.map((port) => ({ name: "", protocol: "TCP", ...port })) };
}

/** `ValidateEndpointSlice` in pkg/apis/discovery/validation. */
export function validateEndpointSlice(slice: EndpointSlice, errors: FieldErrors): void {
  validateMetadata(slice.metadata, dns1123Subdomain, errors);
  const { addressType, endpoints, ports = [] } = slice;
  if (!addressType) errors.required(["addressType"]);
  else if (!ADDRESS_TYPES.includes(addressType))
    errors.notSupported(["addressType"], addressType, ADDRESS_TYPES);
  if (endpoints.length > MAX_ENDPOINTS)
    errors.invalid(["endpoints"], endpoints.length, `must have at most ${MAX_ENDPOINTS} items`);
  for (const [index, { addresses = [], hostname }] of endpoints.entries()) {
    const path = ["endpoints", index];
    if (addresses.length === 0) errors.required([...path, "addresses"], "must contain at least 1 address");
    for (const [which, address] of addresses.entries()) {
      const at = [...path, "addresses", which];
      if (addressType === "FQDN")
        for (const words of dns1123Subdomain(address)) errors.invalid(at, address, words);
      else if (parseIp(address)?.family !== addressType)
        errors.invalid(at, address, `must be a valid ${addressType} address`);
      else validateNonSpecialIp(address, at, errors);
    }
    if (hostname !== undefined)
      for (const words of dns1123Label(hostname)) errors.invalid([...path, "hostname"], hostname, words);
  }
  if (ports.length > MAX_PORTS)
    errors.invalid(["ports"], ports.length, `must have at most ${MAX_PORTS} items`);
  const names = new Set<string>();
  for (const [index, { name = "", port, protocol = "TCP" }] of ports.entries()) {
    if (name !== "")
      for (const words of dns1123Label(name)) errors.invalid(["ports", index, "name"], name, words);
    if (names.has(name)) errors.duplicate(["ports", index, "name"], name);
    names.add(name);
    if (port !== undefined)
      for (const words of portNumber(port)) errors.invalid(["ports", index, "port"], port, words);
    if (!PROTOCOLS.includes(protocol)) errors.notSupported(["ports", index, "protocol"], protocol, PROTOCOLS);
  }
}

/** `ValidateEndpointSliceUpdate`. */
export function validateEndpointSliceUpdate(
  { addressType }: EndpointSlice,
  before: EndpointSlice,
  errors: FieldErrors,
): void {
  immutable(addressType, before.addressType, ["addressType"], errors);
}
