import { FieldErrors } from "../../api/field-errors.ts";
import type { KubernetesObject } from "../../api/meta.ts";
import type { Route } from "../../api/openshift/route.ts";
import type { Person } from "../../cluster/rbac-grants.ts";
import { checkCustomHost } from "../../cluster/route-host.ts";
import type { ClusterView } from "../../cluster/view.ts";
import { formatFieldPath } from "../../values/source.ts";
import { isPrivileged } from "./identity.ts";
import { invalid } from "./invalid.ts";
import type { Resource } from "./resources.ts";
import type { JsonObject } from "./schema/json.ts";

/** Throws a `StatusError` with 422 where somebody may write the Route, and not all that he writes of it. */
export function checkRouteRights(
  view: ClusterView,
  person: Person,
  resource: Resource,
  object: JsonObject,
  before?: KubernetesObject,
): void {
  if (resource.kind !== "Route" || isPrivileged(person)) return;
  const route = { ...object, spec: object["spec"] ?? {} } as unknown as Route;
  const errors = new FieldErrors();
  checkCustomHost(view, person, route, before as Route | undefined, errors);
  const issues = errors.problems.map(({ path, ...rest }) => ({ ...rest, field: formatFieldPath(path) }));
  if (issues.length > 0) throw invalid(resource, route.metadata.name, issues);
}
