import { parseIp } from "../../values/ip.ts";
import type { FieldPath } from "../../values/source.ts";
import { FieldErrors } from "../field-errors.ts";
import {
  dns1123Label,
  dns1123Subdomain,
  pathSegment,
  portName,
  portNumber,
  wildcardSubdomain,
} from "../formats.ts";
import { validateMetadata } from "../metadata.ts";
import {
  type HttpIngressPath,
  INGRESS_CLASS_ANNOTATION,
  type Ingress,
  type IngressBackend,
  type IngressRule,
  type IngressServiceBackend,
  type IngressSpec,
  type TypedLocalObjectReference,
} from "./ingress.ts";

const PATH_TYPES = ["Exact", "ImplementationSpecific", "Prefix"];
/** Parts that clients and proxies would normalise away, each in its own manner. */
const FORBIDDEN_PARTS = ["//", "/./", "/../", "%2f", "%2F"];
const FORBIDDEN_ENDINGS = ["/..", "/."];

/**
 * Upstream fills in nothing: `pathType` has to be written (pkg/apis/networking/v1/defaults.go). Lists and backends that
 * wildcards of old may lack are there, and empty, for whoever reads them.
 */
export function defaultIngress(ingress: Ingress): Ingress {
  const { spec = {} } = ingress as Partial<Ingress>;
  if (!(spec.rules ?? []).some(isUnfinished)) return { ...ingress, spec };
  const rules = spec.rules?.map((rule) => {
    const paths = (rule.http as Unfinished | undefined)?.paths ?? [];
    if (rule.http === undefined) return rule;
    return { ...rule, http: { paths: paths.map((one) => ({ ...one, backend: one.backend ?? {} })) } };
  });
  return { ...ingress, spec: { ...spec, ...(rules === undefined ? {} : { rules: rules as IngressRule[] }) } };
}

interface Unfinished {
  readonly paths?: readonly Partial<HttpIngressPath>[];
}

function isUnfinished({ http }: IngressRule): boolean {
  const { paths } = (http ?? { paths: [] }) as Unfinished;
  return paths === undefined || paths.some(({ backend }) => backend === undefined);
}

/** What every Ingress has to be, old or new, and `WarningsOnCreate` of its registry. */
export function validateIngress({ metadata, spec }: Ingress, errors: FieldErrors): void {
  validateMetadata(metadata, dns1123Subdomain, errors);
  validateSpec(spec, errors);
  const path = ["metadata", "annotations", INGRESS_CLASS_ANNOTATION];
  if (metadata.annotations?.[INGRESS_CLASS_ANNOTATION] === undefined || spec.ingressClassName !== undefined)
    return;
  errors.advice(
    path,
    `annotation "${INGRESS_CLASS_ANNOTATION}" is deprecated, please use 'spec.ingressClassName' instead`,
  );
}

/** `ValidateIngressCreate` of Kubernetes 1.36: what is asked of a new one alone. */
export function validateIngressCreate({ metadata, spec }: Ingress, errors: FieldErrors): void {
  validateSecretNames(spec, errors);
  validateWildcardRules(spec, errors);
  const annotated = metadata.annotations?.[INGRESS_CLASS_ANNOTATION];
  if (annotated === undefined || spec.ingressClassName === undefined || annotated === spec.ingressClassName)
    return;
  const words = "must match `ingressClassName` when both are specified";
  const path = ["metadata", "annotations", INGRESS_CLASS_ANNOTATION];
  errors.invalid(path, annotated, words, `annotations.${INGRESS_CLASS_ANNOTATION}`);
}

/** `ValidateIngressUpdate`: names of Secrets and rules of wildcards that older releases let in wrong may stay wrong. */
export function validateIngressUpdate({ spec }: Ingress, before: Ingress, errors: FieldErrors): void {
  for (const validate of [validateSecretNames, validateWildcardRules]) {
    const old = new FieldErrors();
    validate(before.spec, old);
    if (old.problems.length === 0) validate(spec, errors);
  }
}

function validateSpec(
  { rules, defaultBackend, tls = [], ingressClassName }: IngressSpec,
  errors: FieldErrors,
): void {
  const path = ["spec"];
  if ((rules ?? []).length === 0 && defaultBackend === undefined) {
    errors.invalid(path, rules, "either `defaultBackend` or `rules` must be specified");
  }
  if (defaultBackend !== undefined) validateBackend(defaultBackend, [...path, "defaultBackend"], errors);
  for (const [index, rule] of (rules ?? []).entries()) {
    const at = [...path, "rules", index];
    validateRuleHost(rule, at, errors);
    if (!isWildcard(rule)) validateHttp(rule, at, errors);
  }
  for (const [index, { hosts = [] }] of tls.entries())
    for (const [number, host] of hosts.entries())
      validateHost(host, [...path, "tls", index, "hosts", number], errors);
  if (ingressClassName === undefined) return;
  for (const words of dns1123Subdomain(ingressClassName)) {
    errors.invalid([...path, "ingressClassName"], ingressClassName, words);
  }
}

function validateSecretNames({ tls = [] }: IngressSpec, errors: FieldErrors): void {
  for (const [index, { secretName = "" }] of tls.entries()) {
    if (secretName === "") continue;
    for (const words of dns1123Subdomain(secretName))
      errors.invalid(["spec", "tls", index, "secretName"], secretName, words);
  }
}

function validateWildcardRules({ rules = [] }: IngressSpec, errors: FieldErrors): void {
  for (const [index, rule] of rules.entries())
    if (isWildcard(rule)) validateHttp(rule, ["spec", "rules", index], errors);
}

function isWildcard({ host = "" }: IngressRule): boolean {
  return host.includes("*");
}

function validateHost(host: string, path: FieldPath, errors: FieldErrors): void {
  const format = host.includes("*") ? wildcardSubdomain : dns1123Subdomain;
  for (const words of format(host)) errors.invalid(path, host, words);
}

function validateRuleHost({ host = "" }: IngressRule, path: FieldPath, errors: FieldErrors): void {
  if (host === "") return;
  const at = [...path, "host"];
  if (parseIp(host) !== undefined) errors.invalid(at, host, "must be a DNS name, not an IP address");
  validateHost(host, at, errors);
}

function validateHttp({ http }: IngressRule, path: FieldPath, errors: FieldErrors): void {
  if (http === undefined) return;
  const at = [...path, "http", "paths"];
  const { paths = [] } = http as Partial<typeof http>;
  if (paths.length === 0) errors.required(at);
  for (const [index, one] of paths.entries()) validatePath(one, [...at, index], errors);
}

function validatePath(
  { path: text = "", pathType, backend }: Partial<HttpIngressPath>,
  path: FieldPath,
  errors: FieldErrors,
): void {
  const at = [...path, "path"];
  if (pathType === undefined) {
    errors.required([...path, "pathType"], "pathType must be specified");
    return;
  }
  const isPlain = pathType === "Exact" || pathType === "Prefix";
  if (!PATH_TYPES.includes(pathType)) errors.notSupported([...path, "pathType"], pathType, PATH_TYPES);
  else if (!text.startsWith("/") && (isPlain || text !== "")) {
    errors.invalid(at, text, "must be an absolute path");
  }
  if (isPlain) {
    for (const part of FORBIDDEN_PARTS) {
      if (text.includes(part)) errors.invalid(at, text, `must not contain '${part}'`);
    }
    for (const ending of FORBIDDEN_ENDINGS) {
      if (text.endsWith(ending)) errors.invalid(at, text, `cannot end with '${ending}'`);
    }
  }
  validateBackend(backend ?? {}, [...path, "backend"], errors);
}

function validateBackend({ service, resource }: IngressBackend, path: FieldPath, errors: FieldErrors): void {
  if (service !== undefined && resource !== undefined) {
    errors.invalid(path, "", "cannot set both resource and service backends");
  } else if (resource !== undefined) validateResource(resource, [...path, "resource"], errors);
  else if (service !== undefined) validateService(service, path, errors);
  else errors.invalid(path, "", "resource or service backend is required");
}

/**
 * Whether there is such a Service is not looked at. Names are labels since `RelaxedServiceNameValidation` is on,
 * which it is by default in 1.36. Errors of the port as a whole carry the backend's path, as upstream.
 */
function validateService(
  { name = "", port = {} }: Partial<IngressServiceBackend>,
  path: FieldPath,
  errors: FieldErrors,
): void {
  const at = [...path, "service"];
  if (name === "") errors.required([...at, "name"]);
  else for (const words of dns1123Label(name)) errors.invalid([...at, "name"], name, words);
  const { name: byName = "", number = 0 } = port;
  if (byName !== "" && number !== 0) errors.invalid(path, "", "cannot set both port name & port number");
  else if (byName !== "") {
    for (const words of portName(byName)) errors.invalid([...at, "port", "name"], byName, words);
  } else if (number !== 0) {
    for (const words of portNumber(number)) errors.invalid([...at, "port", "number"], number, words);
  } else errors.required(path, "port name or number is required");
}

/** What Ingress backends and the parameters of an IngressClass have in common. */
export function validateResource(
  { apiGroup, kind = "", name = "" }: Partial<TypedLocalObjectReference>,
  path: FieldPath,
  errors: FieldErrors,
): void {
  if (apiGroup !== undefined) {
    for (const words of dns1123Subdomain(apiGroup)) errors.invalid([...path, "apiGroup"], apiGroup, words);
  }
  for (const [key, value] of Object.entries({ kind, name })) {
    if (value === "") errors.required([...path, key]);
    for (const words of pathSegment(value)) errors.invalid([...path, key], value, words);
  }
}
