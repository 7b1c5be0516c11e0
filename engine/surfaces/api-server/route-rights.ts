import { FieldErrors } from "../../api/field-errors.ts";
import type { KubernetesObject } from "../../api/meta.ts";
import type { Route } from "../../api/openshift/route.ts";
import { externalProblems } from "../../cluster/controllers/route-admission/external-certificate.ts";
import type { Person } from "../../cluster/rbac-grants.ts";
import { checkCustomHost } from "../../cluster/route-host.ts";
import type { ClusterView } from "../../cluster/view.ts";
import type { Issue } from "../../values/issue.ts";
import { formatFieldPath } from "../../values/source.ts";
import { isPrivileged } from "./identity.ts";
import { invalid } from "./invalid.ts";
import type { Resource } from "./resources.ts";
import type { JsonObject } from "./schema/json.ts";

/**
 * Throws a `StatusError` with 422 where somebody may write the Route, and not all that he writes of it, or where the router
 * may not read the Secret that it names.
 */
export function checkRouteRights(
  view: ClusterView,
  person: Person,
  resource: Resource,
  object: JsonObject,
  before?: KubernetesObject,
): void {
  if (resource.kind !== "Route") return;
  const route = { ...object, spec: object["spec"] ?? {} } as unknown as Route;
  const errors = new FieldErrors();
  if (!isPrivileged(person)) checkCustomHost(view, person, route, before as Route | undefined, errors);
  const issues: Issue[] = errors.problems.map(({ path, ...rest }) => ({
    ...rest,
    field: formatFieldPath(path),
  }));
  const field = "spec.tls.externalCertificate";
  for (const message of route.spec.tls?.termination === "passthrough" ? [] : externalProblems(view, route))
    issues.push({ severity: "error", code: codeOf(message), message, field });
  if (issues.length > 0) throw invalid(resource, route.metadata.name, issues);
}

function codeOf(message: string): string {
  return message.includes(": Forbidden: ") ? "field-forbidden" : "field-invalid";
}
