import type { ClusterRoleBinding, RoleBinding } from "../../../api/rbac/roles.ts";
import { AGE, type Column, NAME, text } from "./column.ts";

export const RBAC_BINDING: readonly Column<RoleBinding | ClusterRoleBinding>[] = [
  NAME,
  text("Role", ({ roleRef }) => `${roleRef.kind}/${roleRef.name}`),
  AGE,
];
