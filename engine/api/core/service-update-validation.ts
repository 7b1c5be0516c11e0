import type { FieldErrors } from "../field-errors.ts";
import type { Service, ServiceSpec } from "./service.ts";

const ONCE = "may not change once set";

/**
 * `ValidateServiceUpdate`: what a Service must not do to the one it replaces. Both are complete: the API server has
 * already carried over the addresses that the new one left out.
 */
export function validateServiceUpdate(
  { spec }: Service,
  { spec: before }: Service,
  errors: FieldErrors,
): void {
  if (spec.type !== "ExternalName" && before.type !== "ExternalName") {
    validateAddressChange(spec, before, errors);
    validateFamilyChange(spec, before, errors);
  }
  const areBalanced = spec.type === "LoadBalancer" && before.type === "LoadBalancer";
  if (areBalanced && spec.loadBalancerClass !== before.loadBalancerClass) {
    errors.invalid(["spec", "loadBalancerClass"], spec.loadBalancerClass ?? null, ONCE);
  }
  const [now, then] = [healthCheckPort(spec), healthCheckPort(before)];
  if (now !== undefined && then !== undefined && now !== then)
    errors.forbidden(["spec", "healthCheckNodePort"], "field is immutable");
}

function healthCheckPort({
  type,
  externalTrafficPolicy,
  healthCheckNodePort,
}: ServiceSpec): number | undefined {
  return type === "LoadBalancer" && externalTrafficPolicy === "Local" ? healthCheckNodePort : undefined;
}

function isHeadless({ clusterIPs = [] }: ServiceSpec): boolean {
  return clusterIPs.length === 1 && clusterIPs[0] === "None";
}

/** `validateUpgradeDowngradeClusterIPs`: a second family may come and go, the first address stays. */
function validateAddressChange(spec: ServiceSpec, before: ServiceSpec, errors: FieldErrors): void {
  if (isHeadless(spec) && isHeadless(before)) return;
  const path = ["spec", "clusterIPs"];
  const { clusterIPs: now = [] } = spec;
  const { clusterIPs: then = [] } = before;
  const changed = then.flatMap((ip, index) => (index < now.length && ip !== now[index] ? [index] : []));
  if (now.length === then.length) {
    for (const index of changed) errors.invalid([...path, index], now, ONCE);
    return;
  }
  if (now.length === 0) errors.invalid([...path, 0], now, "primary clusterIP can not be unset");
  if (changed.includes(0)) errors.invalid([...path, 0], now, ONCE);
  if (then.length > now.length && now.length === 1) requireSingleStack(spec, "clusterIP", errors);
}

/** `validateUpgradeDowngradeIPFamilies`. */
function validateFamilyChange(spec: ServiceSpec, before: ServiceSpec, errors: FieldErrors): void {
  if (isHeadless(spec) || isHeadless(before)) return;
  const path = ["spec", "ipFamilies", 0];
  const { ipFamilies: now = [] } = spec;
  const { ipFamilies: then = [] } = before;
  const changed = then.filter((family, index) => index < now.length && family !== now[index]);
  if (now.length === then.length) {
    for (const _ of changed) errors.invalid(path, now, ONCE);
    return;
  }
  if (now[0] !== undefined && then[0] !== undefined && now[0] !== then[0])
    errors.invalid(path, spec.clusterIPs ?? [], ONCE);
  if (then.length > now.length && now.length === 1) requireSingleStack(spec, "ipFamily", errors);
}

function requireSingleStack({ ipFamilyPolicy }: ServiceSpec, released: string, errors: FieldErrors): void {
  if (ipFamilyPolicy === "SingleStack") return;
  const words = `must be set to 'SingleStack' when releasing the secondary ${released}`;
  errors.invalid(["spec", "ipFamilyPolicy"], ipFamilyPolicy ?? null, words);
}
