import { describe, expect, it } from "vitest";
import { Cluster, InputError } from "../../index.ts";

const binding = (parts: string, kind = "RoleBinding"): string =>
  `{ apiVersion: rbac.authorization.k8s.io/v1, kind: ${kind}, metadata: { name: b }, ${parts} }`;
const role = (rule: string, kind = "Role"): string =>
  `{ apiVersion: rbac.authorization.k8s.io/v1, kind: ${kind}, metadata: { name: "system:r" }, rules: [${rule}] }`;
const REF = "roleRef: { kind: ClusterRole, name: view }";

function refusal(text: string): string {
  try {
    Cluster.load(text);
    return "accepted";
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
}

describe("RBAC objects", () => {
  it.each([
    [role("{ verbs: [get], apiGroups: [''], resources: [pods] }"), "accepted"],
    [
      role("{ verbs: [], apiGroups: [''], resources: [pods] }"),
      "rules[0].verbs: Required value: verbs must contain at least one value",
    ],
    [
      role("{ verbs: [get], resources: [pods] }"),
      "rules[0].apiGroups: Required value: resource rules must supply at least one api group",
    ],
    [role("{ verbs: [get], apiGroups: [''] }"), "rules[0].resources: Required value"],
    [
      role("{ verbs: [get], nonResourceURLs: [/healthz] }"),
      "namespaced rules cannot apply to non-resource URLs",
    ],
    [role("{ verbs: [get], nonResourceURLs: [/healthz] }", "ClusterRole"), "accepted"],
    [role("{ verb: [get] }"), 'unknown field "rules[0].verb"'],
    [binding(`${REF}, subjects: [{ kind: User, name: ann }]`), "accepted"],
    [binding(`${REF}, subjects: [{ kind: Usr, name: ann }]`), 'subjects[0].kind: Unsupported value: "Usr"'],
    [binding(`${REF}, subjects: [{ kind: User }]`), "subjects[0].name: Required value"],
    [binding("roleRef: { kind: Rolle, name: x }"), 'roleRef.kind: Unsupported value: "Rolle"'],
    [
      binding("roleRef: { kind: Role, name: x }", "ClusterRoleBinding"),
      'roleRef.kind: Unsupported value: "Role"',
    ],
    [
      binding(`${REF}, subjects: [{ kind: ServiceAccount, name: a }]`, "ClusterRoleBinding"),
      "subjects[0].namespace: Required value",
    ],
  ])("%s", (text, expected) => {
    expect(refusal(text)).toContain(expected);
  });

  it("defaults API groups, and keeps roleRef as it is", () => {
    const cluster = Cluster.load(
      binding(`${REF}, subjects: [{ kind: User, name: ann }, { kind: ServiceAccount, name: a }]`),
    );
    expect(cluster.objects("RoleBinding")).toMatchObject([
      {
        roleRef: { apiGroup: "rbac.authorization.k8s.io" },
        subjects: [{ apiGroup: "rbac.authorization.k8s.io" }, { apiGroup: "" }],
      },
    ]);
    expect(() => cluster.apply(binding("roleRef: { kind: ClusterRole, name: edit }"))).toThrow(
      "cannot change roleRef",
    );
  });
});
