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

/** What is asked for. */
export interface Attributes {
  /** `get`, `list`, `watch`, `create`, `update`, `patch`, `delete`, `deletecollection`. */
  readonly verb: string;
  /** Empty for the core group. */
  readonly group: string;
  /** Plural; a subresource after a slash. */
  readonly resource: string;
  /** Absent for what belongs to no namespace, and for all namespaces together. */
  readonly namespace?: string;
  readonly name?: string;
}

/** Whether RBAC lets somebody do it, and by which binding and role. It only ever allows: what no rule names is refused. */
export type Authorization =
  | {
      readonly allowed: true;
      readonly binding: string;
      readonly role: string;
      readonly objects: readonly ObjectUse[];
    }
  | { readonly allowed: false };

const SERVICE_ACCOUNT = "system:serviceaccount:";

/** Groups that somebody is in without being put there: all who are known, and for service accounts those of their namespace. */
export function groupsOf(user: string, groups: readonly string[] = []): readonly string[] {
  if (user === "system:anonymous") return [...groups, "system:unauthenticated"];
  if (!user.startsWith(SERVICE_ACCOUNT)) return [...groups, "system:authenticated"];
  const [namespace = ""] = user.slice(SERVICE_ACCOUNT.length).split(":");
  return [...groups, "system:serviceaccounts", `system:serviceaccounts:${namespace}`, "system:authenticated"];
}

/** Cluster bindings first, then those of the namespace (plugin/pkg/auth/authorizer/rbac, VisitRulesFor). */
export function authorize(view: ClusterView, person: Person, asked: Attributes): Authorization {
  const everyone: Person = { user: person.user, groups: groupsOf(person.user, person.groups) };
  const { namespace } = asked;
  for (const binding of withDefaultBindings(view.list("ClusterRoleBinding"))) {
    if (!(binding.subjects ?? []).some((one) => isSubject(everyone, one, ""))) continue;
    if (rulesOf(view, binding.roleRef, undefined).some((rule) => covers(rule, asked)))
      return byBinding(view, binding, "ClusterRoleBinding");
  }
  if (namespace === undefined || namespace === "") return { allowed: false };
  for (const binding of view.list("RoleBinding", namespace)) {
    if (!(binding.subjects ?? []).some((one) => isSubject(everyone, one, namespace))) continue;
    if (rulesOf(view, binding.roleRef, namespace).some((rule) => covers(rule, asked)))
      return byBinding(view, binding, "RoleBinding");
  }
  return { allowed: false };
}

function byBinding(
  view: ClusterView,
  binding: Parameters<ClusterView["use"]>[0] & { readonly roleRef: RoleRef },
  kind: string,
): Authorization {
  const { namespace, name } = binding.metadata;
  const where = namespace === undefined ? name : `${name}/${namespace}`;
  const { kind: roleKind, name: roleName } = binding.roleRef;
  const objects = [view.use(binding, ["roleRef"])];
  return { allowed: true, binding: `${kind} "${where}"`, role: `${roleKind} "${roleName}"`, objects };
}

/** The same as one word, for what asks one thing at a time. */
export function allowed(
  view: ClusterView,
  user: string,
  groups: readonly string[],
  verb: string,
  group: string,
  resource: string,
  namespace?: string,
  name?: string,
): boolean {
  const asked = { verb, group, resource };
  const placed = namespace === undefined ? asked : { ...asked, namespace };
  return authorize(view, { user, groups }, name === undefined ? placed : { ...placed, name }).allowed;
}

function isSubject({ user, groups }: Person, { kind, name, namespace }: Subject, own: string): boolean {
  if (kind === "User") return user === name;
  if (kind === "Group") return groups.includes(name);
  const where = namespace ?? own;
  return kind === "ServiceAccount" && where !== "" && user === `${SERVICE_ACCOUNT}${where}:${name}`;
}

/** A role that does not exist gives nothing. */
function rulesOf(
  view: ClusterView,
  { kind, name }: RoleRef,
  namespace: string | undefined,
): readonly PolicyRule[] {
  if (kind === "Role") return namespace === undefined ? [] : (view.get("Role", namespace, name)?.rules ?? []);
  const roles = withDefaultRoles(view.list("ClusterRole"));
  const role = roles.find(({ metadata }) => metadata.name === name);
  return role === undefined ? [] : [...(role.rules ?? []), ...aggregated(roles, role)];
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

/** `RuleAllows` (pkg/registry/rbac/validation): verb, group, resource and, where the rule lists names, the name. */
function covers(rule: PolicyRule, { verb, group, resource, name = "" }: Attributes): boolean {
  const { verbs, apiGroups = [], resources = [], resourceNames = [] } = rule;
  if (!verbs.includes("*") && !verbs.includes(verb)) return false;
  if (!apiGroups.includes("*") && !apiGroups.includes(group)) return false;
  const slash = resource.indexOf("/");
  const subresource = slash < 0 ? undefined : `*${resource.slice(slash)}`;
  const named = resources.some((one) => one === "*" || one === resource || one === subresource);
  return named && (resourceNames.length === 0 || (name !== "" && resourceNames.includes(name)));
}
