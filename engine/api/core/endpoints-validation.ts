import type { FieldErrors } from "../field-errors.ts";
import { dns1123Label, dns1123Subdomain, portNumber } from "../formats.ts";
import { validateIp, validateNonSpecialIp } from "../ip-validation.ts";
import { validateMetadata } from "../metadata.ts";
import type { EndpointSubset, Endpoints } from "./endpoints.ts";

const PROTOCOLS = ["TCP", "UDP", "SCTP"];

export function defaultEndpoints(endpoints: Endpoints): Endpoints {
  const { subsets } = endpoints;
  if (subsets === undefined) return endpoints;
  const defaulted = subsets.map((subset): EndpointSubset => {
    if (subset.ports === undefined) return subset;
    return { ...subset, ports: subset.ports.map((port) => ({ protocol: "TCP", ...port })) };
  });
  return { ...endpoints, subsets: defaulted };
}

/** `ValidateEndpoints`. */
export function validateEndpoints({ metadata, subsets = [] }: Endpoints, errors: FieldErrors): void {
  validateMetadata(metadata, dns1123Subdomain, errors);
  for (const [index, subset] of subsets.entries()) {
    const path = ["subsets", index];
    const { addresses = [], notReadyAddresses = [], ports = [] } = subset;
    if (addresses.length === 0 && notReadyAddresses.length === 0) {
      errors.required(path, "must specify `addresses` or `notReadyAddresses`");
    }
    for (const [field, list] of [
      ["addresses", addresses],
      ["notReadyAddresses", notReadyAddresses],
    ] as const) {
      for (const [which, { ip = "" }] of list.entries()) {
        const at = [...path, field, which, "ip"];
        validateIp(ip, at, errors);
        validateNonSpecialIp(ip, at, errors);
      }
    }
    for (const [which, { name, port, protocol = "TCP" }] of ports.entries()) {
      const at = [...path, "ports", which];
      if (!name && ports.length > 1) errors.required([...at, "name"]);
      if (name) for (const words of dns1123Label(name)) errors.invalid([...at, "name"], name, words);
      for (const words of portNumber(port ?? 0)) errors.invalid([...at, "port"], port ?? 0, words);
      if (!PROTOCOLS.includes(protocol)) errors.notSupported([...at, "protocol"], protocol, PROTOCOLS);
    }
  }
}
