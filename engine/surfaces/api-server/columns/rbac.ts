import type { ClusterRoleBinding, RoleBinding } from "../../../api/rbac/roles.ts";
import { AGE, type Column, NAME, text, wide } from "./column.ts";

type Binding = RoleBinding | ClusterRoleBinding;

/** Those of a binding's subjects that are of a kind, as `SubjectsStrings` of pkg/apis/rbac writes them. */
function subjects(name: string, wanted: string): Column<Binding> {
  return wide(name, ({ subjects: all = [] }) =>
    all
      .filter(({ kind }) => kind === wanted)
      .map((one) => (wanted === "ServiceAccount" ? `${one.namespace ?? ""}/${one.name}` : one.name))
      .join(", "),
  );
}

export const RBAC_BINDING: readonly Column<Binding>[] = [
  NAME,
  text("Role", ({ roleRef }) => `${roleRef.kind}/${roleRef.name}`),
  AGE,
  subjects("Users", "User"),
  subjects("Groups", "Group"),
  subjects("ServiceAccounts", "ServiceAccount"),
];
