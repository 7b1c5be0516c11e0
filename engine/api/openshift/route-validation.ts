import type { FieldPath } from "../../values/source.ts";
import type { FieldErrors } from "../field-errors.ts";
import { dns1123Label, dns1123Subdomain } from "../formats.ts";
import { validateMetadata } from "../metadata.ts";
import {
  ALLOW_NON_DNS_HOST_ANNOTATION,
  type Route,
  type RouteSpec,
  type RouteTarget,
  type RouteTls,
} from "./route.ts";
import { validateRouteHeaders } from "./route-headers-validation.ts";
import { validateRouteTls } from "./route-tls-validation.ts";

const WILDCARD_POLICIES = ["None", "Subdomain"];
const DEFAULT_WEIGHT = 100;
const MAX_WEIGHT = 256;
const MAX_ALTERNATES = 3;

/** Spellings that clients of old API versions use. */
const OLD_TERMINATIONS: ReadonlyMap<string, RouteTls["termination"]> = new Map([
  ["Edge", "edge"],
  ["Passthrough", "passthrough"],
  ["Reencrypt", "reencrypt"],
] as const);

/** `pkg/route/defaulting` of openshift/library-go. Hosts are the admission's affair. */
export function defaultRoute(route: Route): Route {
  const { spec = {} } = route as { readonly spec?: Partial<RouteSpec> };
  const { alternateBackends, tls } = spec;
  return {
    ...route,
    spec: {
      ...spec,
      to: defaultTarget(spec.to ?? {}),
      ...(alternateBackends === undefined ? {} : { alternateBackends: alternateBackends.map(defaultTarget) }),
      ...(tls === undefined ? {} : { tls: defaultTls(tls) }),
      wildcardPolicy: spec.wildcardPolicy || "None",
    },
  };
}

function defaultTarget({ kind, name = "", weight = DEFAULT_WEIGHT }: Partial<RouteTarget>): RouteTarget {
  return { kind: kind || "Service", name, weight };
}

/** A destination CA speaks against edge, so the termination then has to be written. */
function defaultTls(tls: RouteTls): RouteTls {
  if (!tls.termination) return tls.destinationCACertificate ? tls : { ...tls, termination: "edge" };
  const termination = OLD_TERMINATIONS.get(tls.termination);
  return termination === undefined ? tls : { ...tls, termination };
}

/**
 * `ValidateRoute` and `Warnings` in `pkg/route/validation` of openshift/library-go, on creation. Left out is what
 * needs the cluster: whether the router may read the Secret of `tls.externalCertificate`, and its type. What PEM
 * blocks hold is the router's question, not the API server's.
 */
export function validateRoute({ metadata, spec }: Route, errors: FieldErrors): void {
  const { host = "", subdomain = "", path = "", wildcardPolicy = "None", tls, port } = spec;
  if (/[# ]/.test(path)) errors.invalid(["spec", "path"], path, "cannot contain # or spaces");
  validateMetadata(metadata, dns1123Subdomain, errors);
  const isLenient = metadata.annotations?.[ALLOW_NON_DNS_HOST_ANNOTATION] === "true";
  if (host !== "") validateHost(host, isLenient, errors);
  if (subdomain !== "") validateSubdomain(subdomain, errors);
  const policy = ["spec", "wildcardPolicy"];
  if (!WILDCARD_POLICIES.includes(wildcardPolicy)) {
    errors.notSupported(policy, wildcardPolicy, WILDCARD_POLICIES);
  } else if (wildcardPolicy === "Subdomain" && host === "") {
    errors.invalid(policy, wildcardPolicy, "host name not specified for wildcard policy");
  }
  validateRouteHeaders(spec, errors);
  validatePath(path, tls, errors);
  validateTargets(spec, errors);
  if (port !== undefined && !port.targetPort) errors.required(["spec", "port", "targetPort"]);
  if (tls !== undefined) validateRouteTls(tls, errors);
  if (host !== "" && subdomain !== "") {
    errors.advice(["spec", "subdomain"], "spec.host is set; spec.subdomain may be ignored");
  }
}

function validateHost(host: string, isLenient: boolean, errors: FieldErrors): void {
  const at = ["spec", "host"];
  if (dns1123Subdomain(host).length > 0) {
    errors.invalid(at, host, "host must conform to DNS 952 subdomain conventions");
  }
  if (isLenient) return;
  for (const label of host.split(".")) {
    for (const words of dns1123Label(label)) errors.invalid(at, host, words);
  }
}

function validateSubdomain(subdomain: string, errors: FieldErrors): void {
  const at = ["spec", "subdomain"];
  if (subdomain.length > 253) errors.invalid(at, subdomain, "must be no more than 253 characters");
  for (const label of subdomain.split(".")) {
    const words = dns1123Label(label);
    if (words.length > 0) errors.invalid(at, label, words.join(", "));
  }
}

function validatePath(path: string, tls: RouteTls | undefined, errors: FieldErrors): void {
  if (path === "") return;
  const at = ["spec", "path"];
  if (!path.startsWith("/")) errors.invalid(at, path, "path must begin with /");
  if (tls?.termination === "passthrough") {
    errors.invalid(at, path, "passthrough termination does not support paths");
  }
}

function validateTargets({ to, alternateBackends = [] }: RouteSpec, errors: FieldErrors): void {
  validateTarget(to, ["spec", "to"], errors);
  const at = ["spec", "alternateBackends"];
  if (alternateBackends.length > MAX_ALTERNATES) {
    errors.required(at, `cannot specify more than ${MAX_ALTERNATES} alternate backends`);
  }
  for (const [index, target] of alternateBackends.entries()) validateTarget(target, [...at, index], errors);
}

/** Whether there is such a Service is not looked at: the router answers 503 until there is. */
function validateTarget(
  { name, kind, weight = DEFAULT_WEIGHT }: RouteTarget,
  at: FieldPath,
  errors: FieldErrors,
) {
  if (name === "") errors.required([...at, "name"]);
  if (kind !== "Service") errors.invalid([...at, "kind"], kind, "must reference a Service");
  if (weight < 0 || weight > MAX_WEIGHT) {
    errors.invalid([...at, "weight"], weight, `weight must be an integer between 0 and ${MAX_WEIGHT}`);
  }
}

/** `ValidateRouteUpdate`: a Route that is no wildcard does not become one, nor the other way round. */
export function validateRouteUpdate({ spec }: Route, { spec: before }: Route, errors: FieldErrors): void {
  const { wildcardPolicy } = spec;
  if (wildcardPolicy !== before.wildcardPolicy)
    errors.invalid(["spec", "wildcardPolicy"], wildcardPolicy, "field is immutable");
}
