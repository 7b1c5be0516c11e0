import type { FieldPath } from "../../values/source.ts";
import type { FieldErrors } from "../field-errors.ts";
import { dns1123Label, dns1123Subdomain } from "../formats.ts";
import { immutable } from "../immutable.ts";
import { validateMetadata } from "../metadata.ts";
import type { IngressClass, IngressClassParametersReference, IngressClassSpec } from "./ingress-class.ts";
import { validateResource } from "./ingress-validation.ts";

const SCOPES = ["Cluster", "Namespace"];
/** `maxLenIngressClassController`. */
const CONTROLLER_LIMIT = 250;
/** Characters of a path in RFC 3986, as `IsDomainPrefixedPath` takes them. */
const HTTP_PATH = /^[A-Za-z0-9/\-._~%!$&'()*+,;=:]+$/;

/** `SetDefaults_IngressClass`. */
export function defaultIngressClass(object: IngressClass): IngressClass {
  const { spec = {} } = object as { readonly spec?: Partial<IngressClassSpec> };
  const controller = spec.controller ?? "";
  if (spec.parameters === undefined) return { ...object, spec: { ...spec, controller } };
  return { ...object, spec: { ...spec, controller, parameters: { scope: "Cluster", ...spec.parameters } } };
}

/** `ValidateIngressClass`. */
export function validateIngressClass({ metadata, spec }: IngressClass, errors: FieldErrors): void {
  validateMetadata(metadata, dns1123Subdomain, errors);
  const path = ["spec", "controller"];
  if (spec.controller.length > CONTROLLER_LIMIT) errors.tooLong(path, CONTROLLER_LIMIT);
  validateDomainPrefixedPath(spec.controller, path, errors);
  if (spec.parameters !== undefined) validateParameters(spec.parameters, ["spec", "parameters"], errors);
}

/** `IsDomainPrefixedPath`. */
function validateDomainPrefixedPath(text: string, path: FieldPath, errors: FieldErrors): void {
  if (text === "") {
    errors.required(path);
    return;
  }
  const slash = text.indexOf("/");
  const domain = text.slice(0, Math.max(slash, 0));
  const rest = text.slice(slash + 1);
  if (domain === "" || rest === "") {
    errors.invalid(path, text, 'must be a domain-prefixed path (such as "acme.io/foo")');
    return;
  }
  for (const words of dns1123Subdomain(domain)) errors.invalid(path, domain, words);
  if (!HTTP_PATH.test(rest)) {
    errors.invalid(
      path,
      rest,
      `Invalid path (regex used for validation is '[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+')`,
    );
  }
}

/** `validateIngressClassParametersReference`. */
function validateParameters(
  parameters: IngressClassParametersReference,
  path: FieldPath,
  errors: FieldErrors,
): void {
  validateResource(parameters, path, errors);
  const { scope = "", namespace } = parameters;
  const at = [...path, "namespace"];
  if (!SCOPES.includes(scope)) errors.notSupported([...path, "scope"], scope, SCOPES);
  else if (scope === "Cluster") {
    if (namespace !== undefined) errors.forbidden(at, "`parameters.scope` is set to 'Cluster'");
  } else if (namespace === undefined) errors.required(at, "`parameters.scope` is set to 'Namespace'");
  else for (const words of dns1123Label(namespace)) errors.invalid(at, namespace, words);
}

/** `ValidateIngressClassUpdate`. */
export function validateIngressClassUpdate(
  { spec }: IngressClass,
  { spec: before }: IngressClass,
  errors: FieldErrors,
): void {
  immutable(spec.controller, before.controller, ["spec", "controller"], errors);
}
