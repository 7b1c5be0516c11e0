import { parseCidr } from "../../values/cidr.ts";
import { type FieldPath, formatFieldPath } from "../../values/source.ts";
import type { FieldErrors } from "../field-errors.ts";
import { dns1123Subdomain } from "../formats.ts";
import { validateMetadata } from "../metadata.ts";
import type {
  EndpointPublishingStrategy,
  IngressController,
  IngressControllerSpec,
  LoadBalancerStrategy,
} from "./ingress-controller.ts";
import { checkRouterHeaderRules, validateRouterHeaders } from "./ingress-controller-headers-validation.ts";
import { checkRouterTuningRules, validateRouterTuning } from "./ingress-controller-tuning-validation.ts";
import { hasRightShape, oneOf, requiredOneOf, validateSelector, withinRange } from "./schema-rules.ts";

const STRATEGIES = ["LoadBalancerService", "HostNetwork", "Private", "NodePortService"];
const PROTOCOLS = ["", "TCP", "PROXY"];
const PROVIDERS = ["AWS", "Azure", "BareMetal", "GCP", "Nutanix", "OpenStack", "VSphere", "IBM"];
const PORTS = [0, 65_535] as const;
const DOMAIN_LIMIT = 244;

/** The `default` values of the CRD, which fill objects that are there and create none. */
export function defaultIngressController(object: IngressController): IngressController {
  if (object.spec === undefined) return object;
  const { endpointPublishingStrategy: strategy } = object.spec;
  return {
    ...object,
    spec: {
      httpEmptyRequestsPolicy: "Respond",
      idleConnectionTerminationPolicy: "Immediate",
      closedClientConnectionPolicy: "Continue",
      ...object.spec,
      ...(strategy === undefined ? {} : { endpointPublishingStrategy: defaultStrategy(strategy) }),
    },
  };
}

function defaultStrategy(strategy: EndpointPublishingStrategy): EndpointPublishingStrategy {
  const { hostNetwork, loadBalancer } = strategy;
  const ports = { httpPort: 80, httpsPort: 443, statsPort: 1936 };
  return {
    ...strategy,
    ...(hostNetwork === undefined ? {} : { hostNetwork: { ...ports, ...hostNetwork } }),
    ...(loadBalancer === undefined
      ? {}
      : { loadBalancer: { dnsManagementPolicy: "Managed" as const, ...loadBalancer } }),
  };
}

/**
 * The CRD `ingresscontrollers.operator.openshift.io` of openshift/api, as far as the fields go that networking reads:
 * first the schema, then the CEL rules. The remark that CEL rules were skipped is left out.
 */
export function validateIngressController(object: IngressController, errors: FieldErrors): void {
  const { metadata, spec = {} } = object;
  validateMetadata(metadata, dns1123Subdomain, errors);
  const { domain } = spec;
  if (domain !== undefined && domain.length > DOMAIN_LIMIT) errors.tooLong(["spec", "domain"], DOMAIN_LIMIT);
  if (spec.endpointPublishingStrategy !== undefined) {
    validateStrategy(spec.endpointPublishingStrategy, ["spec", "endpointPublishingStrategy"], errors);
  }
  validatePolicies(spec, errors);
  validateReferences(spec, errors);
  validateSelector(spec.namespaceSelector, ["spec", "namespaceSelector"], errors);
  validateSelector(spec.routeSelector, ["spec", "routeSelector"], errors);
  validateSelector(spec.nodePlacement?.nodeSelector, ["spec", "nodePlacement", "nodeSelector"], errors);
  validateRouterHeaders(spec.httpHeaders, errors);
  validateRouterTuning(spec.tuningOptions, errors);
  if (!hasRightShape(errors)) return;
  if (domain !== undefined) checkDomain(domain, metadata.name, errors);
  checkRouterHeaderRules(spec.httpHeaders, errors);
  checkRouterTuningRules(spec.tuningOptions, errors);
}

function validateStrategy(strategy: EndpointPublishingStrategy, path: FieldPath, errors: FieldErrors): void {
  requiredOneOf(strategy.type, STRATEGIES, [...path, "type"], errors);
  for (const key of ["hostNetwork", "private", "nodePort"] as const) {
    oneOf(strategy[key]?.protocol, PROTOCOLS, [...path, key, "protocol"], errors);
  }
  for (const key of ["httpPort", "httpsPort", "statsPort"] as const) {
    withinRange(strategy.hostNetwork?.[key], PORTS, [...path, "hostNetwork", key], errors);
  }
  if (strategy.loadBalancer !== undefined) {
    validateLoadBalancer(strategy.loadBalancer, [...path, "loadBalancer"], errors);
  }
}

/** The CRD's pattern of a CIDR is two kilobytes long; here it is told by name. */
function validateLoadBalancer(
  { scope, dnsManagementPolicy, allowedSourceRanges = [], providerParameters }: LoadBalancerStrategy,
  path: FieldPath,
  errors: FieldErrors,
): void {
  requiredOneOf(scope, ["Internal", "External"], [...path, "scope"], errors);
  oneOf(dnsManagementPolicy, ["Managed", "Unmanaged"], [...path, "dnsManagementPolicy"], errors);
  for (const [index, text] of allowedSourceRanges.entries()) {
    const at = [...path, "allowedSourceRanges", index];
    if (parseCidr(text) === undefined) {
      errors.invalid(at, text, `${formatFieldPath(at)} in body should match the pattern of a CIDR`);
    }
  }
  if (providerParameters === undefined) return;
  const at = [...path, "providerParameters"];
  requiredOneOf(providerParameters.type, PROVIDERS, [...at, "type"], errors);
  const { aws } = providerParameters;
  if (aws === undefined) return;
  requiredOneOf(aws.type, ["Classic", "NLB"], [...at, "aws", "type"], errors);
  const protocol = [...at, "aws", "networkLoadBalancer", "protocol"];
  oneOf(aws.networkLoadBalancer?.protocol, ["TCP", "PROXY"], protocol, errors);
}

function validatePolicies(spec: IngressControllerSpec, errors: FieldErrors): void {
  const path = ["spec"];
  const { namespaceOwnership, wildcardPolicy } = spec.routeAdmission ?? {};
  const admission = [...path, "routeAdmission"];
  const owners = ["InterNamespaceAllowed", "Strict"];
  oneOf(namespaceOwnership, owners, [...admission, "namespaceOwnership"], errors);
  const wildcards = ["WildcardsAllowed", "WildcardsDisallowed"];
  oneOf(wildcardPolicy, wildcards, [...admission, "wildcardPolicy"], errors);
  const values = {
    httpEmptyRequestsPolicy: ["Respond", "Ignore"],
    idleConnectionTerminationPolicy: ["Immediate", "Deferred"],
    closedClientConnectionPolicy: ["Abort", "Continue"],
  } as const;
  for (const key of Object.keys(values) as (keyof typeof values)[]) {
    oneOf(spec[key], values[key], [...path, key], errors);
  }
}

function validateReferences(
  { clientTLS, httpErrorCodePages }: IngressControllerSpec,
  errors: FieldErrors,
): void {
  const path = ["spec"];
  if (httpErrorCodePages !== undefined && httpErrorCodePages.name === undefined) {
    errors.required([...path, "httpErrorCodePages", "name"]);
  }
  if (clientTLS === undefined) return;
  const { clientCA, clientCertificatePolicy } = clientTLS as Partial<typeof clientTLS>;
  const at = [...path, "clientTLS"];
  if (clientCA === undefined) errors.required([...at, "clientCA"]);
  else if (clientCA.name === undefined) errors.required([...at, "clientCA", "name"]);
  const policies = ["", "Required", "Optional"];
  requiredOneOf(clientCertificatePolicy, policies, [...at, "clientCertificatePolicy"], errors);
}

/** The longest name that the router makes of it is `router-NAME.DOMAIN`. */
function checkDomain(domain: string, name: string, errors: FieldErrors): void {
  const path = ["spec", "domain"];
  if (dns1123Subdomain(domain).length > 0) {
    const words =
      "domain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character";
    errors.invalid(path, domain, words);
  }
  if (domain.split(".").some((label) => label.length > 63)) {
    errors.invalid(path, domain, "each DNS label must not exceed 63 characters");
  }
  if (`router-${name}.${domain}`.length > 253) {
    const words = "The combined 'router-' + metadata.name + '.' + .spec.domain cannot exceed 253 characters";
    errors.invalidWhole(path, words, "<nil>");
  }
}
