import type { LabelSelector } from "../../values/label-selector.ts";
import type { FieldErrors } from "../field-errors.ts";
import { dns1123Subdomain } from "../formats.ts";
import type { KubernetesObject } from "../meta.ts";
import { validateMetadata } from "../metadata.ts";
import { oneOf, validateSelector, withinRange } from "./schema-rules.ts";

/** What Routes of some hosts have to say of `Strict-Transport-Security`. */
export interface RequiredHstsPolicy {
  readonly namespaceSelector?: LabelSelector;
  /** Hosts in the notation of shells: `*.example.com`. */
  readonly domainPatterns: readonly string[];
  /** Seconds. */
  readonly maxAge?: { readonly largestMaxAge?: number; readonly smallestMaxAge?: number };
  readonly preloadPolicy?: "RequirePreload" | "RequireNoPreload" | "NoOpinion";
  readonly includeSubDomainsPolicy?: "RequireIncludeSubDomains" | "RequireNoIncludeSubDomains" | "NoOpinion";
}

/** The cluster's own Ingress, of which only the one named `cluster` counts. */
export interface IngressConfig extends KubernetesObject {
  /** Clients call it Ingress; here it is told apart from the Ingress of Kubernetes. */
  readonly kind: "Ingress.config.openshift.io";
  readonly spec?: {
    readonly domain?: string;
    /** Takes the place of `domain` in the hosts that Routes are given. */
    readonly appsDomain?: string;
    readonly requiredHSTSPolicies?: readonly RequiredHstsPolicy[];
  };
}

/** The CRD's schema (config/v1 of openshift/api). */
export function validateIngressConfig({ metadata, spec = {} }: IngressConfig, errors: FieldErrors): void {
  validateMetadata(metadata, dns1123Subdomain, errors);
  for (const [index, policy] of (spec.requiredHSTSPolicies ?? []).entries()) {
    const path = ["spec", "requiredHSTSPolicies", index];
    const { domainPatterns, maxAge = {}, preloadPolicy, includeSubDomainsPolicy, namespaceSelector } = policy;
    const patterns = [...path, "domainPatterns"];
    if (domainPatterns === undefined) errors.required(patterns);
    else if (domainPatterns.length === 0)
      errors.invalid(patterns, 0, `${patterns.join(".")} in body should have at least 1 items`);
    for (const field of ["largestMaxAge", "smallestMaxAge"] as const)
      withinRange(maxAge[field], [0, 2 ** 31 - 1], [...path, "maxAge", field], errors);
    const [preloads, subdomains] = [
      ["RequirePreload", "RequireNoPreload", "NoOpinion"],
      ["RequireIncludeSubDomains", "RequireNoIncludeSubDomains", "NoOpinion"],
    ] as const;
    oneOf(preloadPolicy, preloads, [...path, "preloadPolicy"], errors);
    oneOf(includeSubDomainsPolicy, subdomains, [...path, "includeSubDomainsPolicy"], errors);
    validateSelector(namespaceSelector, [...path, "namespaceSelector"], errors);
  }
}

export function validateIngressConfigUpdate(
  { spec = {} }: IngressConfig,
  before: IngressConfig,
  errors: FieldErrors,
): void {
  const old = before.spec?.domain;
  if (old !== undefined && spec.domain !== undefined && old !== spec.domain)
    errors.invalid(["spec", "domain"], spec.domain, "domain is immutable once set");
}
