import { expect, it } from "vitest";
import { Cluster } from "../../index.ts";
import { ApiServer } from "./api-server.ts";

const ROLES = "/apis/rbac.authorization.k8s.io/v1/namespaces/default/roles";
const BINDINGS = "/apis/rbac.authorization.k8s.io/v1/namespaces/default/rolebindings";
const CLUSTER_ROLES = "/apis/rbac.authorization.k8s.io/v1/clusterroles";

/** Ann may write roles and bindings, and read pods; Bob may also escalate and bind. */
const MANIFEST = `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: rbac-writer }
rules:
- { apiGroups: [rbac.authorization.k8s.io], resources: ["*"], verbs: [get, list, create, update, patch] }
- { apiGroups: [""], resources: [pods, "*/log"], verbs: [get, list] }
- { apiGroups: [""], resources: [secrets], resourceNames: [known], verbs: [get] }
- { nonResourceURLs: ["/healthz*"], verbs: [get] }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: rbac-master }
rules: [{ apiGroups: [rbac.authorization.k8s.io], resources: ["*"], verbs: [escalate, bind] }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: writers }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: rbac-writer }
subjects: [{ kind: User, name: ann }, { kind: User, name: bob }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: masters }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: rbac-master }
subjects: [{ kind: User, name: bob }]
`;

function send(user: string, path: string, body: object): string {
  const server = new ApiServer(Cluster.load(MANIFEST), { now: () => 1_767_225_600_000 });
  const request = { method: "POST", path, headers: { "content-type": "application/json" }, user };
  const { status, body: text } = server.handle({ ...request, body: JSON.stringify(body) });
  return status === 201 ? "created" : String((JSON.parse(text) as { message: string }).message);
}

const role = (...rules: readonly object[]): object => ({
  apiVersion: "rbac.authorization.k8s.io/v1",
  kind: "Role",
  metadata: { name: "r" },
  rules,
});
const binding = (name: string): object => ({
  apiVersion: "rbac.authorization.k8s.io/v1",
  kind: "RoleBinding",
  metadata: { name: "b" },
  roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name },
  subjects: [{ kind: "User", name: "eve" }],
});
const GREEDY = role(
  { apiGroups: ["", "apps"], resources: ["pods", "secrets"], verbs: ["get", "delete"] },
  { apiGroups: [""], resources: ["secrets"], resourceNames: ["known", "other"], verbs: ["get"] },
);

it("lets nobody give by a role what he does not have", () => {
  expect(send("ann", ROLES, role({ apiGroups: [""], resources: ["pods", "pods/log"], verbs: ["get"] }))).toBe(
    "created",
  );
  expect(send("ann", ROLES, GREEDY)).toBe(
    [
      'roles.rbac.authorization.k8s.io "r" is forbidden: user "ann" (groups=["system:authenticated"]) is attempting to grant RBAC permissions not currently held:',
      '{APIGroups:[""], Resources:["pods"], Verbs:["delete"]}',
      '{APIGroups:[""], Resources:["secrets"], ResourceNames:["other"], Verbs:["get"]}',
      '{APIGroups:[""], Resources:["secrets"], Verbs:["get" "delete"]}',
      '{APIGroups:["apps"], Resources:["pods"], Verbs:["get" "delete"]}',
      '{APIGroups:["apps"], Resources:["secrets"], Verbs:["get" "delete"]}',
    ].join("\n"),
  );
  expect(send("bob", ROLES, GREEDY)).toBe("created");
});

it("nor by a binding, and a role that is not there gives nothing away", () => {
  expect(send("ann", BINDINGS, binding("rbac-writer"))).toBe("created");
  expect(send("ann", BINDINGS, binding("rbac-master"))).toMatch(
    /^rolebindings\.rbac\.authorization\.k8s\.io "b" is forbidden: user "ann" .*\n\{APIGroups:\["rbac\.authorization\.k8s\.io"\], Resources:\["\*"\], Verbs:\["escalate" "bind"\]\}$/,
  );
  expect(send("ann", BINDINGS, binding("none"))).toBe(
    'clusterroles.rbac.authorization.k8s.io "none" not found',
  );
  expect(send("bob", BINDINGS, binding("none"))).toBe("created");
});

it("and an aggregated role takes everything", () => {
  const aggregated = {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "ClusterRole",
    metadata: { name: "all" },
    aggregationRule: { clusterRoleSelectors: [{ matchLabels: { a: "b" } }] },
  };
  expect(send("ann", CLUSTER_ROLES, aggregated)).toBe(
    'clusterroles.rbac.authorization.k8s.io "all" is forbidden: must have cluster-admin privileges to use the aggregationRule',
  );
});
