import type { FieldPath } from "../../values/source.ts";
import type { FieldErrors } from "../field-errors.ts";
import { dns1123Subdomain } from "../formats.ts";
import { validateMetadata } from "../metadata.ts";
import type {
  ClusterRole,
  ClusterRoleBinding,
  PolicyRule,
  Role,
  RoleBinding,
  RoleRef,
  Subject,
} from "./roles.ts";

export const RBAC_GROUP = "rbac.authorization.k8s.io";

/** `SetDefaults_RoleBinding`, `SetDefaults_ClusterRoleBinding` and `SetDefaults_Subject`. */
export function defaultBinding<B extends RoleBinding | ClusterRoleBinding>(object: B): B {
  const {
    roleRef = { kind: "", name: "" },
    subjects,
  }: { readonly roleRef?: RoleRef; readonly subjects?: readonly Subject[] } = object;
  const reference = (roleRef.apiGroup ?? "") === "" ? { ...roleRef, apiGroup: RBAC_GROUP } : roleRef;
  return {
    ...object,
    roleRef: reference,
    ...(subjects === undefined ? {} : { subjects: subjects.map(defaultSubject) }),
  };
}

function defaultSubject(subject: Subject): Subject {
  if ((subject.apiGroup ?? "") !== "") return subject;
  if (subject.kind === "ServiceAccount") return { ...subject, apiGroup: "" };
  return subject.kind === "User" || subject.kind === "Group" ? { ...subject, apiGroup: RBAC_GROUP } : subject;
}

/** `ValidateRole` and `ValidateClusterRole` (pkg/apis/rbac/validation). */
export function validateRole({ kind, metadata, rules = [] }: Role | ClusterRole, errors: FieldErrors): void {
  validateMetadata(metadata, pathSegment, errors);
  for (const [index, rule] of rules.entries()) validateRule(rule, kind === "Role", ["rules", index], errors);
}

/** `ValidatePolicyRule`. */
function validateRule(rule: PolicyRule, isNamespaced: boolean, path: FieldPath, errors: FieldErrors): void {
  const { verbs = [], apiGroups = [], resources = [], nonResourceURLs = [] } = rule as Partial<PolicyRule>;
  if (verbs.length === 0) errors.required([...path, "verbs"], "verbs must contain at least one value");
  if (nonResourceURLs.length > 0) {
    const at = [...path, "nonResourceURLs"];
    if (isNamespaced)
      errors.invalid(at, nonResourceURLs, "namespaced rules cannot apply to non-resource URLs");
    if (apiGroups.length > 0 || resources.length > 0 || (rule.resourceNames ?? []).length > 0)
      errors.invalid(
        at,
        nonResourceURLs,
        "rules cannot apply to both regular resources and non-resource URLs",
      );
    return;
  }
  if (apiGroups.length === 0)
    errors.required([...path, "apiGroups"], "resource rules must supply at least one api group");
  if (resources.length === 0)
    errors.required([...path, "resources"], "resource rules must supply at least one resource");
}

/** `ValidateRoleBinding` and `ValidateClusterRoleBinding`. */
export function validateBinding(object: RoleBinding | ClusterRoleBinding, errors: FieldErrors): void {
  const { kind, metadata, roleRef, subjects = [] } = object;
  validateMetadata(metadata, pathSegment, errors);
  const kinds = kind === "RoleBinding" ? ["ClusterRole", "Role"] : ["ClusterRole"];
  const path = ["roleRef"];
  if (roleRef.apiGroup !== RBAC_GROUP)
    errors.notSupported([...path, "apiGroup"], roleRef.apiGroup ?? "", [RBAC_GROUP]);
  if (!kinds.includes(roleRef.kind)) errors.notSupported([...path, "kind"], roleRef.kind ?? "", kinds);
  if ((roleRef.name ?? "") === "") errors.required([...path, "name"]);
  else for (const words of pathSegment(roleRef.name)) errors.invalid([...path, "name"], roleRef.name, words);
  for (const [index, subject] of subjects.entries())
    validateSubject(subject, kind === "RoleBinding", ["subjects", index], errors);
}

/** `ValidateRoleBindingSubject`. */
function validateSubject(
  subject: Subject,
  isNamespaced: boolean,
  path: FieldPath,
  errors: FieldErrors,
): void {
  const { kind, name = "", apiGroup = "", namespace = "" } = subject as Partial<Subject>;
  if (name === "") errors.required([...path, "name"]);
  if (kind === "ServiceAccount") {
    if (name !== "")
      for (const words of dns1123Subdomain(name)) errors.invalid([...path, "name"], name, words);
    if (apiGroup !== "") errors.notSupported([...path, "apiGroup"], apiGroup, [""]);
    if (!isNamespaced && namespace === "") errors.required([...path, "namespace"]);
    return;
  }
  if (kind !== "User" && kind !== "Group") {
    errors.notSupported([...path, "kind"], kind ?? "", ["ServiceAccount", "User", "Group"]);
    return;
  }
  if (apiGroup !== RBAC_GROUP) errors.notSupported([...path, "apiGroup"], apiGroup, [RBAC_GROUP]);
}

/** `roleRef` says what a binding is; it cannot be changed afterwards (`ValidateRoleBindingUpdate`). */
export function validateBindingUpdate(
  { roleRef }: { readonly roleRef: RoleRef },
  before: { readonly roleRef: RoleRef },
  errors: FieldErrors,
): void {
  const same = roleRef.kind === before.roleRef.kind && roleRef.name === before.roleRef.name;
  if (!same) errors.invalid(["roleRef"], roleRef, "cannot change roleRef");
}

/** Names of roles may hold colons, as in `system:masters`; only what breaks a path is refused (`ValidatePathSegmentName`). */
function pathSegment(name: string): readonly string[] {
  if (name === "." || name === "..") return [`may not be '${name}'`];
  return ["/", "%"].filter((one) => name.includes(one)).map((one) => `may not contain '${one}'`);
}
