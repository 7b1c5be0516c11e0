const OBJECT = { apiVersion: "string", kind: "string", metadata: "ObjectMeta" };
const BINDING = { ...OBJECT, subjects: "[]Subject", roleRef: "RoleRef" };

/** Names and types of the fields of rbac.authorization.k8s.io/v1, as `FIELDS` has them for the other kinds. */
export const RBAC_FIELDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Role: { ...OBJECT, rules: "[]PolicyRule" },
  ClusterRole: { ...OBJECT, rules: "[]PolicyRule", aggregationRule: "AggregationRule" },
  AggregationRule: { clusterRoleSelectors: "[]LabelSelector" },
  PolicyRule: {
    verbs: "[]string",
    apiGroups: "[]string",
    resources: "[]string",
    resourceNames: "[]string",
    nonResourceURLs: "[]string",
  },
  RoleBinding: BINDING,
  ClusterRoleBinding: BINDING,
  Subject: { kind: "string", apiGroup: "string", name: "string", namespace: "string" },
  RoleRef: { apiGroup: "string", kind: "string", name: "string" },
};
