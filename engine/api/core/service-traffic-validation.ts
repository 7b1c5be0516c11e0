import { parseCidr } from "../../values/cidr.ts";
import type { FieldErrors } from "../field-errors.ts";
import { qualifiedName } from "../formats.ts";
import type { ServiceSpec } from "./service.ts";

const POLICIES = ["Cluster", "Local"];
const DISTRIBUTIONS = ["PreferClose", "PreferSameZone", "PreferSameNode"];

/** Traffic policies and the fields that only some types have. */
export function validateTrafficPolicies(spec: ServiceSpec, errors: FieldErrors): void {
  const path = ["spec"];
  const { type = "ClusterIP", externalIPs = [], internalTrafficPolicy, externalTrafficPolicy } = spec;
  const isReachableOutside = type === "NodePort" || type === "LoadBalancer" || externalIPs.length > 0;
  if (internalTrafficPolicy !== undefined && !POLICIES.includes(internalTrafficPolicy)) {
    errors.notSupported([...path, "internalTrafficPolicy"], internalTrafficPolicy, POLICIES);
  }
  const external = [...path, "externalTrafficPolicy"];
  if (externalTrafficPolicy !== undefined) {
    if (!isReachableOutside) {
      errors.invalid(external, externalTrafficPolicy, "may only be set for externally-accessible services");
    } else if (!POLICIES.includes(externalTrafficPolicy)) {
      errors.notSupported(external, externalTrafficPolicy, POLICIES);
    }
  }
  validateLoadBalancerFields(spec, type === "LoadBalancer", errors);
  const { trafficDistribution } = spec;
  if (trafficDistribution !== undefined && !DISTRIBUTIONS.includes(trafficDistribution)) {
    errors.notSupported([...path, "trafficDistribution"], trafficDistribution, DISTRIBUTIONS);
  }
}

function validateLoadBalancerFields(spec: ServiceSpec, isLoadBalancer: boolean, errors: FieldErrors): void {
  const path = ["spec"];
  const {
    loadBalancerSourceRanges = [],
    loadBalancerClass,
    allocateLoadBalancerNodePorts,
    healthCheckNodePort,
  } = spec;
  const only = "may only be used when `type` is 'LoadBalancer'";
  if (loadBalancerSourceRanges.length > 0 && !isLoadBalancer) {
    errors.forbidden([...path, "loadBalancerSourceRanges"], only);
  }
  for (const [index, text] of loadBalancerSourceRanges.entries()) {
    if (parseCidr(text.trim()) !== undefined) continue;
    const words = "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)";
    errors.invalid([...path, "loadBalancerSourceRanges", index], text, words);
  }
  if (loadBalancerClass !== undefined) {
    if (!isLoadBalancer) errors.forbidden([...path, "loadBalancerClass"], only);
    for (const words of qualifiedName(loadBalancerClass)) {
      errors.invalid([...path, "loadBalancerClass"], loadBalancerClass, words);
    }
  }
  if (allocateLoadBalancerNodePorts !== undefined && !isLoadBalancer) {
    errors.forbidden([...path, "allocateLoadBalancerNodePorts"], only);
  }
  if (healthCheckNodePort && !(isLoadBalancer && spec.externalTrafficPolicy === "Local")) {
    const words = "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'";
    errors.invalid([...path, "healthCheckNodePort"], healthCheckNodePort, words);
  }
}
