import { parseIp } from "../../values/ip.ts";
import { type FieldPath, formatFieldPath } from "../../values/source.ts";
import type { FieldErrors } from "../field-errors.ts";
import { dns1123Subdomain } from "../formats.ts";
import { validateLabelSelector, validateMetadata } from "../metadata.ts";
import type { EgressFirewall, EgressFirewallRule } from "./egress-firewall.ts";
import type { EgressIP } from "./egress-ip.ts";

const HIGHEST_PORT = 65_535;
const DNS_NAME = "^(\\*\\.)?([A-Za-z0-9-]+\\.)*[A-Za-z0-9-]+\\.?$";

/** The CRD egressfirewalls.k8s.ovn.org; what only OVN-Kubernetes itself refuses shows in the status. */
export function validateEgressFirewall({ metadata, spec }: EgressFirewall, errors: FieldErrors): void {
  validateMetadata(metadata, dns1123Subdomain, errors);
  if (metadata.name !== "default") mismatch(metadata.name, "^default$", ["metadata", "name"], errors);
  if (spec.egress === undefined) errors.required(["spec", "egress"]);
  for (const [index, rule] of (spec.egress ?? []).entries())
    validateRule(rule, ["spec", "egress", index], errors);
}

function validateRule(
  { type, ports = [], to }: EgressFirewallRule,
  path: FieldPath,
  errors: FieldErrors,
): void {
  if (type === undefined) errors.required([...path, "type"]);
  else if (!/^Allow|Deny$/.test(type)) mismatch(type, "^Allow|Deny$", [...path, "type"], errors);
  for (const [index, { protocol, port }] of ports.entries()) {
    const at = [...path, "ports", index];
    if (protocol === undefined) errors.required([...at, "protocol"]);
    else if (!/^TCP|UDP|SCTP$/.test(protocol))
      mismatch(protocol, "^TCP|UDP|SCTP$", [...at, "protocol"], errors);
    if (port === undefined) errors.required([...at, "port"]);
    else if (port < 1) beyond(port, "greater than or equal to 1", [...at, "port"], errors);
    else if (port > HIGHEST_PORT)
      beyond(port, `less than or equal to ${HIGHEST_PORT}`, [...at, "port"], errors);
  }
  if (to === undefined) {
    errors.required([...path, "to"]);
    return;
  }
  const count = Object.keys(to).length;
  if (count > 1) errors.tooMany([...path, "to"], count, 1);
  if (count === 0) {
    const at = [...path, "to"];
    errors.invalid(at, 0, `${formatFieldPath(at)} in body should have at least 1 properties`);
  }
  if (to.dnsName !== undefined && !new RegExp(DNS_NAME).test(to.dnsName))
    mismatch(to.dnsName, DNS_NAME, [...path, "to", "dnsName"], errors);
  if (to.nodeSelector !== undefined)
    validateLabelSelector(to.nodeSelector, [...path, "to", "nodeSelector"], errors);
}

/** The CRD egressips.k8s.ovn.org, and its webhook's word on addresses. */
export function validateEgressIP({ metadata, spec }: EgressIP, errors: FieldErrors): void {
  validateMetadata(metadata, dns1123Subdomain, errors);
  if (spec.egressIPs === undefined) errors.required(["spec", "egressIPs"]);
  for (const [index, text] of (spec.egressIPs ?? []).entries()) {
    if (parseIp(text) === undefined)
      errors.invalid(
        ["spec", "egressIPs", index],
        text,
        "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)",
      );
  }
  if (spec.namespaceSelector === undefined) errors.required(["spec", "namespaceSelector"]);
  else validateLabelSelector(spec.namespaceSelector, ["spec", "namespaceSelector"], errors);
  if (spec.podSelector !== undefined)
    validateLabelSelector(spec.podSelector, ["spec", "podSelector"], errors);
}

function mismatch(value: string, pattern: string, path: FieldPath, errors: FieldErrors): void {
  errors.invalid(path, value, `${formatFieldPath(path)} in body should match '${pattern}'`);
}

function beyond(value: number, limit: string, path: FieldPath, errors: FieldErrors): void {
  errors.invalid(path, value, `${formatFieldPath(path)} in body should be ${limit}`);
}
