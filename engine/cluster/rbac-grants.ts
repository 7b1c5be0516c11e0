import type { KubernetesObject } from "../api/meta.ts";
import type { ClusterRole, PolicyRule, RoleRef, Subject } from "../api/rbac/roles.ts";
import type { ObjectUse } from "../trace/step.ts";
import { compileSelector, selects } from "../values/label-selector.ts";
import { withDefaultBindings, withDefaultRoles } from "./default-roles.ts";
import type { ClusterView } from "./view.ts";

/** Somebody who asks the API server for something. */
export interface Person {
  /** `ann`, or `system:serviceaccount:NAMESPACE:NAME`. */
  readonly user: string;
  readonly groups: readonly string[];
}

/**
 * Whether RBAC lets somebody do it, and by which binding and role. It only ever allows: what no rule names is refused.
 * `reason` is what upstream's authorizer says; it has nothing to say where no binding is broken.
 */
export type Authorization =
  | {
      readonly allowed: true;
      readonly reason: string;
      readonly binding: string;
      readonly role: string;
      readonly objects: readonly ObjectUse[];
    }
  | { readonly allowed: false; readonly reason: string };

/** Where roles and bindings are read: control loops ask as well as the API server. */
export type RoleReader = Pick<ClusterView, "get" | "list" | "profile">;

/** The rules that one binding gives to somebody. */
export interface Grant {
  readonly binding: KubernetesObject & { readonly roleRef: RoleRef };
  /** Why the person is meant by the binding. */
  readonly subject: Subject;
  /** Absent: the role is not there. */
  readonly rules: readonly PolicyRule[] | undefined;
}

const SERVICE_ACCOUNT = "system:serviceaccount:";

/** With the groups that one is in without being put there: all who are known; of service accounts, those of their namespace. */
export function authenticated({ user, groups }: Person): Person {
  return { user, groups: [...new Set([...groups, ...ownGroups(user)])] };
}

function ownGroups(user: string): readonly string[] {
  if (user === "system:anonymous") return ["system:unauthenticated"];
  if (!user.startsWith(SERVICE_ACCOUNT)) return ["system:authenticated"];
  const [namespace = ""] = user.slice(SERVICE_ACCOUNT.length).split(":");
  return ["system:serviceaccounts", `system:serviceaccounts:${namespace}`, "system:authenticated"];
}

/**
 * What the bindings give: cluster bindings first, then those of the namespace (plugin/pkg/auth/authorizer/rbac,
 * `VisitRulesFor`).
 */
export function* grantsTo(view: RoleReader, person: Person, namespace = ""): Generator<Grant> {
  for (const binding of withDefaultBindings(view.list("ClusterRoleBinding"))) {
    const subject = binding.subjects?.find((one) => isSubject(person, one, ""));
    if (subject !== undefined) yield { binding, subject, rules: rulesOf(view, binding.roleRef, undefined) };
  }
  if (namespace === "") return;
  for (const binding of view.list("RoleBinding", namespace)) {
    const subject = binding.subjects?.find((one) => isSubject(person, one, namespace));
    if (subject !== undefined) yield { binding, subject, rules: rulesOf(view, binding.roleRef, namespace) };
  }
}

function isSubject({ user, groups }: Person, { kind, name, namespace }: Subject, own: string): boolean {
  if (kind === "User") return user === name;
  if (kind === "Group") return groups.includes(name);
  const where = namespace ?? own;
  return kind === "ServiceAccount" && where !== "" && user === `${SERVICE_ACCOUNT}${where}:${name}`;
}

/** The rules of the role that a binding names; `undefined` when it is not there. */
export function rulesOf(
  view: RoleReader,
  { kind, name }: RoleRef,
  namespace: string | undefined,
): readonly PolicyRule[] | undefined {
  if (kind === "Role") {
    const role = namespace === undefined ? undefined : view.get("Role", namespace, name);
    return role === undefined ? undefined : (role.rules ?? []);
  }
  const roles = withDefaultRoles(view.list("ClusterRole"), view.profile);
  const role = roles.find(({ metadata }) => metadata.name === name);
  return role === undefined ? undefined : [...(role.rules ?? []), ...aggregated(roles, role)];
}

function aggregated(
  roles: readonly ClusterRole[],
  { aggregationRule, metadata }: ClusterRole,
): readonly PolicyRule[] {
  return (aggregationRule?.clusterRoleSelectors ?? []).flatMap((selector) => {
    const compiled = compileSelector(selector as Parameters<typeof compileSelector>[0]);
    return roles
      .filter((one) => one.metadata.name !== metadata.name && selects(compiled, one.metadata.labels ?? {}))
      .flatMap(({ rules = [] }) => rules);
  });
}
