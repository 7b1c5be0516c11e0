import type { PolicyRule, RoleRef } from "../../api/rbac/roles.ts";
import { authorize } from "../../cluster/rbac.ts";
import { notHeld, quoted } from "../../cluster/rbac-escalation.ts";
import { grantsTo, type Person, rulesOf } from "../../cluster/rbac-grants.ts";
import type { ClusterView } from "../../cluster/view.ts";
import { isPrivileged } from "./identity.ts";
import type { Resource } from "./resources.ts";
import type { JsonObject } from "./schema/json.ts";
import { notFound, qualified, StatusError } from "./status.ts";

const EVERYTHING: readonly PolicyRule[] = [
  { verbs: ["*"], apiGroups: ["*"], resources: ["*"] },
  { verbs: ["*"], nonResourceURLs: ["*"] },
];

/**
 * Nobody gives what he does not have: neither by a role nor by a binding, unless he may `escalate` the one or `bind` the
 * other (pkg/registry/rbac). Throws a `StatusError` with 403.
 */
export function checkEscalation(
  view: ClusterView,
  person: Person,
  resource: Resource,
  namespace: string | undefined,
  object: JsonObject,
): void {
  if (resource.group !== "rbac.authorization.k8s.io" || isPrivileged(person)) return;
  const name = String((object["metadata"] as JsonObject | undefined)?.["name"] ?? "");
  const may = (verb: string, plural: string, role: string): boolean => {
    const asked = { verb, group: resource.group, resource: plural, name: role };
    return authorize(view, person, namespace === undefined ? asked : { ...asked, namespace }).allowed;
  };
  const confirm = (rules: readonly PolicyRule[], instead?: string): void => {
    const own = [...grantsTo(view, person, namespace)].flatMap((grant) => grant.rules ?? []);
    const missing = notHeld(own, rules);
    if (missing.length === 0) return;
    const who = `user ${JSON.stringify(person.user)} (groups=${quoted(person.groups)})`;
    const said = `${who} is attempting to grant RBAC permissions not currently held:\n${missing.join("\n")}`;
    throw refused(resource, name, instead ?? said);
  };
  if (resource.kind === "Role" || resource.kind === "ClusterRole") {
    if (may("escalate", resource.plural, name)) return;
    const { rules = [], aggregationRule } = object as {
      rules?: readonly PolicyRule[];
      aggregationRule?: object;
    };
    confirm(rules);
    if (aggregationRule !== undefined)
      confirm(EVERYTHING, "must have cluster-admin privileges to use the aggregationRule");
    return;
  }
  const { roleRef } = object as { readonly roleRef?: RoleRef };
  if (roleRef?.kind !== "Role" && roleRef?.kind !== "ClusterRole") return;
  const plural = roleRef.kind === "Role" ? "roles" : "clusterroles";
  if (may("bind", plural, roleRef.name)) return;
  const rules = rulesOf(view, roleRef, namespace);
  if (rules === undefined) throw notFound({ group: resource.group, plural }, roleRef.name);
  confirm(rules);
}

function refused(resource: Resource, name: string, why: string): StatusError {
  const words = `${qualified(resource)} ${JSON.stringify(name)} is forbidden: ${why}`;
  const { group, plural } = resource;
  return new StatusError(403, "Forbidden", words, { name, group, kind: plural });
}
