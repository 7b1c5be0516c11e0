import { parseIp } from "../../values/ip.ts";
import type { FieldPath } from "../../values/source.ts";
import type { FieldErrors } from "../field-errors.ts";
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
  type IngressTls,
  type TypedLocalObjectReference,
} from "./ingress.ts";

const PATH_TYPES = ["Exact", "ImplementationSpecific", "Prefix"];
/** Parts that clients and proxies would normalise away, each in its own manner. */
const FORBIDDEN_PARTS = ["//", "/./", "/../", "%2f", "%2F"];
const FORBIDDEN_ENDINGS = ["/..", "/."];

/** Upstream fills in nothing: `pathType` has to be written (pkg/apis/networking/v1/defaults.go). */
export function defaultIngress(ingress: Ingress): Ingress {
  const { spec = {} } = ingress as Partial<Ingress>;
  return { ...ingress, spec };
}

/** `ValidateIngressCreate` of Kubernetes 1.36, and `WarningsOnCreate` of its registry. */
export function validateIngress({ metadata, spec }: Ingress, errors: FieldErrors): void {
  validateMetadata(metadata, dns1123Subdomain, errors);
  validateSpec(spec, errors);
  const annotated = metadata.annotations?.[INGRESS_CLASS_ANNOTATION];
  if (annotated === undefined) return;
  const path = ["metadata", "annotations", INGRESS_CLASS_ANNOTATION];
  if (spec.ingressClassName === undefined) {
    errors.advice(
      path,
      `annotation "${INGRESS_CLASS_ANNOTATION}" is deprecated, please use 'spec.ingressClassName' instead`,
    );
  } else if (annotated !== spec.ingressClassName) {
    const words = "must match `ingressClassName` when both are specified";
    errors.invalid(path, annotated, words, `annotations.${INGRESS_CLASS_ANNOTATION}`);
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
  for (const [index, rule] of (rules ?? []).entries()) validateRule(rule, [...path, "rules", index], errors);
  for (const [index, entry] of tls.entries()) validateTls(entry, [...path, "tls", index], errors);
  if (ingressClassName === undefined) return;
  for (const words of dns1123Subdomain(ingressClassName)) {
    errors.invalid([...path, "ingressClassName"], ingressClassName, words);
  }
}

function validateTls(
  { hosts = [], secretName = "" }: IngressTls,
  path: FieldPath,
  errors: FieldErrors,
): void {
  for (const [index, host] of hosts.entries()) validateHost(host, [...path, "hosts", index], errors);
  if (secretName === "") return;
  for (const words of dns1123Subdomain(secretName))
    errors.invalid([...path, "secretName"], secretName, words);
}

function validateHost(host: string, path: FieldPath, errors: FieldErrors): void {
  const format = host.includes("*") ? wildcardSubdomain : dns1123Subdomain;
  for (const words of format(host)) errors.invalid(path, host, words);
}

function validateRule({ host = "", http }: IngressRule, path: FieldPath, errors: FieldErrors): void {
  if (host !== "") {
    const at = [...path, "host"];
    if (parseIp(host) !== undefined) errors.invalid(at, host, "must be a DNS name, not an IP address");
    validateHost(host, at, errors);
  }
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
