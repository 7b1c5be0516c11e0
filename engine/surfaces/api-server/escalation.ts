import { escalationOf } from "../../cluster/rbac-escalation.ts";
import type { Person } from "../../cluster/rbac-grants.ts";
import type { ClusterView } from "../../cluster/view.ts";
import type { Resource } from "./resources.ts";
import type { JsonObject } from "./schema/json.ts";
import { notFound, qualified, StatusError } from "./status.ts";

/** Nobody gives what he does not have. Throws a `StatusError` with 403, or 404 for a role that is not there. */
export function checkEscalation(
  view: ClusterView,
  person: Person,
  resource: Resource,
  namespace: string | undefined,
  object: JsonObject,
): void {
  const { group, plural, kind } = resource;
  if (group !== "rbac.authorization.k8s.io") return;
  const found = escalationOf(view, person, { ...object, kind }, namespace);
  if (found === undefined) return;
  if ("missing" in found) throw notFound({ group, plural: found.plural }, found.missing.name);
  const name = String((object["metadata"] as JsonObject | undefined)?.["name"] ?? "");
  const words = `${qualified(resource)} ${JSON.stringify(name)} is forbidden: ${found.why}`;
  throw new StatusError(403, "Forbidden", words, { name, group, kind: plural });
}
