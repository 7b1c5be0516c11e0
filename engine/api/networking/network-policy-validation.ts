import { contains, parseCidr } from "../../values/cidr.ts";
import type { FieldPath } from "../../values/source.ts";
import type { FieldErrors } from "../field-errors.ts";
import { dns1123Subdomain, portName, portNumber } from "../formats.ts";
import { validateCidr } from "../ip-validation.ts";
import { validateLabelSelector, validateMetadata } from "../metadata.ts";
import type { IpBlock, NetworkPolicy, NetworkPolicyPeer, NetworkPolicyPort } from "./network-policy.ts";

const PROTOCOLS = ["TCP", "UDP", "SCTP"];
const TYPES = ["Ingress", "Egress"];

/** `SetDefaults_NetworkPolicy` and `SetDefaults_NetworkPolicyPort`. An absent podSelector is the empty one. */
export function defaultNetworkPolicy(policy: NetworkPolicy): NetworkPolicy {
  const { spec = {} } = policy as Partial<NetworkPolicy>;
  const hasEgress = (spec.egress ?? []).length > 0;
  const policyTypes =
    spec.policyTypes !== undefined && spec.policyTypes.length > 0
      ? spec.policyTypes
      : hasEgress
        ? (["Ingress", "Egress"] as const)
        : (["Ingress"] as const);
  const defaulted = { ...spec, podSelector: spec.podSelector ?? {}, policyTypes };
  const ingress = spec.ingress?.map((rule) => withPorts(rule));
  const egress = spec.egress?.map((rule) => withPorts(rule));
  return {
    ...policy,
    spec: {
      ...defaulted,
      ...(ingress === undefined ? {} : { ingress }),
      ...(egress === undefined ? {} : { egress }),
    },
  };
}

function withPorts<T extends { readonly ports?: readonly NetworkPolicyPort[] }>(rule: T): T {
  if (rule.ports === undefined) return rule;
  return { ...rule, ports: rule.ports.map((port) => ({ protocol: "TCP", ...port })) };
}

/** `ValidateNetworkPolicy` in pkg/apis/networking/validation. */
export function validateNetworkPolicy({ metadata, spec }: NetworkPolicy, errors: FieldErrors): void {
  validateMetadata(metadata, dns1123Subdomain, errors);
  const path = ["spec"];
  validateLabelSelector(spec.podSelector ?? {}, [...path, "podSelector"], errors);
  for (const [direction, key] of [
    ["ingress", "from"],
    ["egress", "to"],
  ] as const) {
    const rules: readonly {
      from?: readonly NetworkPolicyPeer[];
      to?: readonly NetworkPolicyPeer[];
      ports?: readonly NetworkPolicyPort[];
    }[] = spec[direction] ?? [];
    for (const [index, rule] of rules.entries()) {
      const at = [...path, direction, index];
      for (const [which, port] of (rule.ports ?? []).entries())
        validatePort(port, [...at, "ports", which], errors);
      for (const [which, peer] of (rule[key] ?? []).entries())
        validatePeer(peer, [...at, key, which], errors);
    }
  }
  const types = spec.policyTypes ?? [];
  if (types.length > 2) {
    errors.invalid([...path, "policyTypes"], types, "may not specify more than two policyTypes");
    return;
  }
  for (const [index, type] of types.entries()) {
    if (!TYPES.includes(type)) errors.notSupported([...path, "policyTypes", index], type, TYPES);
  }
}

function validatePort(
  { protocol = "TCP", port, endPort }: NetworkPolicyPort,
  path: FieldPath,
  errors: FieldErrors,
): void {
  if (!PROTOCOLS.includes(protocol)) errors.notSupported([...path, "protocol"], protocol, PROTOCOLS);
  const end = [...path, "endPort"];
  if (typeof port === "number") {
    for (const words of portNumber(port)) errors.invalid([...path, "port"], port, words);
    if (endPort === undefined) return;
    if (port > endPort) errors.invalid(end, endPort, "must be greater than or equal to `port`");
    for (const words of portNumber(endPort)) errors.invalid(end, endPort, words);
  } else if (typeof port === "string") {
    if (endPort !== undefined) errors.forbidden(end, "may not be specified when `port` is non-numeric");
    for (const words of portName(port)) errors.invalid([...path, "port"], port, words);
  } else if (endPort !== undefined) {
    errors.forbidden(end, "may not be specified when `port` is not specified");
  }
}

function validatePeer(
  { podSelector, namespaceSelector, ipBlock }: NetworkPolicyPeer,
  path: FieldPath,
  errors: FieldErrors,
): void {
  const peers = [podSelector, namespaceSelector, ipBlock].filter((peer) => peer !== undefined).length;
  if (podSelector !== undefined) validateLabelSelector(podSelector, [...path, "podSelector"], errors);
  if (namespaceSelector !== undefined) {
    validateLabelSelector(namespaceSelector, [...path, "namespaceSelector"], errors);
  }
  if (ipBlock !== undefined) validateIpBlock(ipBlock, [...path, "ipBlock"], errors);
  if (peers === 0) errors.required(path, "must specify a peer");
  else if (peers > 1 && ipBlock !== undefined) {
    errors.forbidden(path, "may not specify both ipBlock and another peer");
  }
}

function validateIpBlock({ cidr, except = [] }: IpBlock, path: FieldPath, errors: FieldErrors): void {
  if (!cidr) {
    errors.required([...path, "cidr"]);
    return;
  }
  const block = validateCidr(cidr, [...path, "cidr"], errors);
  if (block === undefined) return;
  for (const [index, text] of except.entries()) {
    const at = [...path, "except", index];
    if (validateCidr(text, at, errors) === undefined) continue;
    const inner = parseCidr(text);
    if (inner === undefined || !contains(block, inner.first) || inner.prefix <= block.prefix) {
      errors.invalid(at, text, "must be a strict subset of `cidr`");
    }
  }
}
