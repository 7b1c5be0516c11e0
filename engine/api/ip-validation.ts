import { type Cidr, parseCidr } from "../values/cidr.ts";
import { type Ip, parseIp } from "../values/ip.ts";
import type { FieldPath } from "../values/source.ts";
import type { FieldErrors } from "./field-errors.ts";

/** `IsValidCIDRForLegacyField`, and the API server's warning about host bits (`GetWarningsForCIDR`). */
export function validateCidr(text: string, path: FieldPath, errors: FieldErrors): Cidr | undefined {
  const cidr = parseCidr(text);
  if (cidr === undefined) {
    errors.invalid(path, text, "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)");
    return undefined;
  }
  if (cidr.hostBits) {
    errors.warning(
      path,
      `CIDR value ${JSON.stringify(text)} is ambiguous in this context (should be ${JSON.stringify(cidr.text)}?)`,
    );
  }
  return cidr;
}

/** `IsValidIPForLegacyField`. */
export function validateIp(text: string, path: FieldPath, errors: FieldErrors): Ip | undefined {
  const ip = parseIp(text);
  if (ip === undefined) {
    errors.invalid(path, text, "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)");
  }
  return ip;
}

/** Ranges that no packet from elsewhere can be sent to. */
const SPECIAL: readonly (readonly [RegExp, string])[] = [
  [/^(0\.0\.0\.0|::)$/, "may not be unspecified (0.0.0.0 or ::)"],
  [/^(127\.|::1$)/, "may not be in the loopback range (127.0.0.0/8, ::1/128)"],
  [/^(169\.254\.|fe[89ab])/, "may not be in the link-local range (169.254.0.0/16, fe80::/10)"],
  [/^(224\.0\.0\.|ff02)/, "may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)"],
];

/** `ValidateNonSpecialIP`. Says nothing of text that is no address. */
export function validateNonSpecialIp(text: string, path: FieldPath, errors: FieldErrors): void {
  const canonical = parseIp(text)?.text ?? "";
  for (const [pattern, words] of SPECIAL) if (pattern.test(canonical)) errors.invalid(path, text, words);
}
