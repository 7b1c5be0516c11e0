import { type IpFamily, parseIp } from "../../values/ip.ts";
import type { FieldErrors } from "../field-errors.ts";
import { validateIp } from "../ip-validation.ts";
import type { ServiceSpec } from "./service.ts";

const FAMILIES = ["IPv4", "IPv6"];
const POLICIES = ["SingleStack", "PreferDualStack", "RequireDualStack"];

/** `ValidateServiceClusterIPsRelatedFields`: addresses, families, and that they fit each other. */
export function validateAddresses(spec: ServiceSpec, errors: FieldErrors): void {
  const { type, clusterIP, clusterIPs = [], ipFamilies = [], ipFamilyPolicy } = spec;
  const path = ["spec"];
  if (type === "ExternalName") {
    if (ipFamilies.length > 0)
      errors.forbidden([...path, "ipFamilies"], "may not be set for ExternalName services");
    if (ipFamilyPolicy)
      errors.forbidden([...path, "ipFamilyPolicy"], "may not be set for ExternalName services");
    return;
  }
  const at = [...path, "clusterIPs"];
  for (const [index, family] of ipFamilies.entries()) {
    if (!FAMILIES.includes(family)) errors.notSupported([...path, "ipFamilies", index], family, FAMILIES);
    if (ipFamilies.indexOf(family) < index) errors.duplicate([...path, "ipFamilies", index], family);
  }
  if (ipFamilyPolicy !== undefined && !POLICIES.includes(ipFamilyPolicy)) {
    errors.notSupported([...path, "ipFamilyPolicy"], ipFamilyPolicy, POLICIES);
  }
  if (clusterIP && clusterIPs.length > 0 && clusterIPs[0] !== clusterIP) {
    errors.invalid(at, clusterIPs, "first value must match `clusterIP`");
  }
  if (!clusterIP && clusterIPs.length > 0) {
    errors.invalid(at, clusterIPs, "must be empty when `clusterIP` is not specified");
  }
  if (clusterIPs.length > 1 && clusterIPs.includes("None")) {
    errors.invalid(
      [...at, clusterIPs.indexOf("None")],
      "None",
      "may not be set to 'None' together with other addresses",
    );
  }
  const addresses = clusterIPs.length > 0 ? clusterIPs : clusterIP ? [clusterIP] : [];
  if (addresses.length > 2) errors.invalid(at, addresses, "may only hold up to 2 values");
  for (const [index, text] of addresses.entries()) {
    if (text === "None") continue;
    const where = clusterIPs.length > 0 ? [...at, index] : [...path, "clusterIPs", 0];
    const ip = validateIp(text, where, errors);
    const wanted: IpFamily | undefined = ipFamilies[index];
    if (ip !== undefined && wanted !== undefined && ip.family !== wanted) {
      errors.invalid(where, text, `expected an ${wanted} value as indicated by \`ipFamilies[${index}]\``);
    }
  }
  const [first, second] = addresses.map((text) => parseIp(text)?.family);
  if (first !== undefined && first === second) {
    errors.invalid(
      at,
      addresses,
      'may specify no more than one IP for each IP family, i.e ["192.168.0.1", "::1"]',
    );
  }
}
