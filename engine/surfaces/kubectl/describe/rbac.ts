import type { PolicyRule } from "../../../api/rbac/roles.ts";
import { ruleRows } from "../print/policy-rules.ts";
import { at, listAt, textAt } from "../server/api.ts";
import type { Describer } from "./describer.ts";
import { Sheet } from "./sheet.ts";

/** A Role or a ClusterRole: one row for each resource. */
export const describeRole: Describer = ({ object }) => {
  const sheet = new Sheet();
  sheet.head(object, { namespaced: false });
  sheet.line(0, "PolicyRule:");
  sheet.line(1, "Resources\tNon-Resource URLs\tResource Names\tVerbs");
  sheet.line(1, "---------\t-----------------\t--------------\t-----");
  const rules = listAt(object, "rules") as unknown as readonly PolicyRule[];
  for (const row of ruleRows(rules)) sheet.line(1, row.join("\t"));
  return sheet.text;
};

/** A RoleBinding or a ClusterRoleBinding. */
export const describeBinding: Describer = ({ object }) => {
  const sheet = new Sheet();
  sheet.head(object, { namespaced: false });
  const role = at(object, "roleRef");
  sheet.line(0, "Role:");
  sheet.field(1, "Kind", textAt(role, "kind"));
  sheet.field(1, "Name", textAt(role, "name"));
  sheet.line(0, "Subjects:");
  sheet.line(1, "Kind\tName\tNamespace");
  sheet.line(1, "----\t----\t---------");
  for (const one of listAt(object, "subjects"))
    sheet.line(1, `${textAt(one, "kind")}\t${textAt(one, "name")}\t${textAt(one, "namespace")}`);
  return sheet.text;
};
