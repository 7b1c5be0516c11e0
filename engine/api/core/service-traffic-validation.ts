import { parseCidr } from "../../values/cidr.ts";
import type { FieldErrors } from "../field-errors.ts";
import { qualifiedName } from "../formats.ts";
import type { Service, ServiceSpec } from "./service.ts";

const POLICIES = ["Cluster", "Local"];
const DISTRIBUTIONS = ["PreferClose", "PreferSameZone", "PreferSameNode"];

/** The older name of `loadBalancerSourceRanges`: it counts where the field says nothing. */
const SOURCE_RANGES = "service.beta.kubernetes.io/load-balancer-source-ranges";
const NOT_BALANCED = "may only be used when `type` is 'LoadBalancer'";
const NO_CIDR = "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)";

/** Traffic policies and the fields that only some types have. */
export function validateTrafficPolicies({ metadata, spec }: Service, errors: FieldErrors): void {
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
  const ranges = metadata.annotations?.[SOURCE_RANGES];
  if (ranges !== undefined && (spec.loadBalancerSourceRanges ?? []).length === 0)
    validateAnnotatedRanges(ranges, type === "LoadBalancer", errors);
  validateLoadBalancerFields(spec, type === "LoadBalancer", errors);
  const { trafficDistribution } = spec;
  if (trafficDistribution !== undefined && !DISTRIBUTIONS.includes(trafficDistribution)) {
    errors.notSupported([...path, "trafficDistribution"], trafficDistribution, DISTRIBUTIONS);
  }
}

function validateAnnotatedRanges(text: string, isLoadBalancer: boolean, errors: FieldErrors): void {
  const path = ["metadata", "annotations", SOURCE_RANGES];
  if (!isLoadBalancer) errors.forbidden(path, NOT_BALANCED);
  if (text.trim() === "") return;
  for (const range of text.split(",").map((part) => part.trim()))
    if (parseCidr(range) === undefined) errors.invalid(path, range, NO_CIDR);
}

function validateLoadBalancerFields(spec: ServiceSpec, isLoadBalancer: boolean, errors: FieldErrors): void {
  const path = ["spec"];
  const {
    loadBalancerSourceRanges = [],
    loadBalancerClass,
    allocateLoadBalancerNodePorts,
    healthCheckNodePort,
  } = spec;
  if (loadBalancerSourceRanges.length > 0 && !isLoadBalancer) {
    errors.forbidden([...path, "loadBalancerSourceRanges"], NOT_BALANCED);
  }
  for (const [index, text] of loadBalancerSourceRanges.entries()) {
    if (parseCidr(text.trim()) === undefined)
      errors.invalid([...path, "loadBalancerSourceRanges", index], text.trim(), NO_CIDR);
  }
  if (loadBalancerClass !== undefined) {
    if (!isLoadBalancer) errors.forbidden([...path, "loadBalancerClass"], NOT_BALANCED);
    for (const words of qualifiedName(loadBalancerClass)) {
      errors.invalid([...path, "loadBalancerClass"], loadBalancerClass, words);
    }
  }
  if (allocateLoadBalancerNodePorts !== undefined && !isLoadBalancer) {
    errors.forbidden([...path, "allocateLoadBalancerNodePorts"], NOT_BALANCED);
  }
  if (healthCheckNodePort && !(isLoadBalancer && spec.externalTrafficPolicy === "Local")) {
    const words = "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'";
    errors.invalid([...path, "healthCheckNodePort"], healthCheckNodePort, words);
  }
}
