import type { ClusterRole, ClusterRoleBinding, PolicyRule } from "../api/rbac/roles.ts";
import { RBAC_GROUP } from "../api/rbac/roles-validation.ts";
import type { Profile } from "./profile.ts";

const READ = ["get", "list", "watch"];
const WRITE = ["create", "delete", "deletecollection", "patch", "update"];

/** Resources of a namespace that its people work with, by API group: those of the kinds that the engine knows. */
const SHARED: Readonly<Record<string, readonly string[]>> = {
  "": ["configmaps", "endpoints", "pods", "pods/log", "serviceaccounts", "services"],
  apps: [
    "daemonsets",
    "deployments",
    "deployments/scale",
    "replicasets",
    "replicasets/scale",
    "statefulsets",
    "statefulsets/scale",
  ],
  batch: ["cronjobs", "jobs"],
  "discovery.k8s.io": ["endpointslices"],
  "networking.k8s.io": ["ingresses", "networkpolicies"],
  policy: ["poddisruptionbudgets"],
};

/** What is read only, or written only by who may write EndpointSlices: nobody but controllers (CVE-2021-25740). */
const CONTROLLED = new Set(["endpoints", "endpointslices", "pods/log"]);

function rules(verbs: readonly string[], isWrite: boolean): readonly PolicyRule[] {
  return Object.entries(SHARED).flatMap(([group, all]) => {
    const resources = isWrite ? all.filter((one) => !CONTROLLED.has(one)) : all;
    return resources.length === 0 ? [] : [{ apiGroups: [group], resources, verbs }];
  });
}

const SECRETS: PolicyRule = { apiGroups: [""], resources: ["secrets"], verbs: [...READ, ...WRITE] };
const VIEW = [...rules(READ, false), { apiGroups: [""], resources: ["namespaces"], verbs: READ }];
const EVICTIONS: PolicyRule = { apiGroups: [""], resources: ["pods/eviction"], verbs: ["create"] };
const EDIT = [...VIEW, ...rules(WRITE, true), EVICTIONS, SECRETS];
const ROLES: PolicyRule = {
  apiGroups: [RBAC_GROUP],
  resources: ["roles", "rolebindings"],
  verbs: [...READ, ...WRITE],
};
const ALL: readonly PolicyRule[] = [
  { apiGroups: ["*"], resources: ["*"], verbs: ["*"] },
  { nonResourceURLs: ["*"], verbs: ["*"] },
];

const SELF: readonly PolicyRule[] = [
  {
    apiGroups: ["authorization.k8s.io"],
    resources: ["selfsubjectaccessreviews", "selfsubjectrulesreviews"],
    verbs: ["create"],
  },
  { apiGroups: ["authentication.k8s.io"], resources: ["selfsubjectreviews"], verbs: ["create"] },
];
const HEALTH = ["/healthz", "/livez", "/readyz", "/version", "/version/"];
const DISCOVERY = ["/api", "/api/*", "/apis", "/apis/*", ...HEALTH.slice(0, 2), "/openapi", "/openapi/*"];

/**
 * Roles for people that every cluster has (plugin/pkg/auth/authorizer/rbac/bootstrappolicy): `view` without Secrets, `edit`
 * with them, `admin` with the namespace's roles, `cluster-admin` with everything; and those by which everybody finds out what is served and what
 * he may do. Custom resources are in none of them until
 * a ClusterRole is aggregated to them.
 */
const DEFAULT_ROLES: readonly ClusterRole[] = [
  clusterRole("cluster-admin", ALL),
  clusterRole("admin", [...EDIT, ROLES], "admin"),
  clusterRole("edit", EDIT, "edit"),
  clusterRole("view", VIEW, "view"),
  clusterRole("system:basic-user", SELF),
  clusterRole("system:discovery", [{ nonResourceURLs: [...DISCOVERY, ...HEALTH.slice(2)], verbs: ["get"] }]),
  clusterRole("system:public-info-viewer", [{ nonResourceURLs: HEALTH, verbs: ["get"] }]),
];

const ROUTE_GROUP = "route.openshift.io";

function ofRoutes(resource: string, verbs: readonly string[]): PolicyRule {
  return { apiGroups: [ROUTE_GROUP], resources: [resource], verbs };
}

const CUSTOM_HOST = ofRoutes("routes/custom-host", ["create"]);
const ROUTE_STATUS = ofRoutes("routes/status", READ);

/**
 * What OpenShift adds to the roles for people, for the kinds that the engine knows (openshift-apiserver, bootstrappolicy):
 * `edit` and `admin` may say hosts of new Routes, and nobody but a cluster's administrator may change them.
 */
const OPENSHIFT_ROLES: readonly ClusterRole[] = [
  addedTo("admin", [
    ofRoutes("routes", [...READ, ...WRITE]),
    CUSTOM_HOST,
    ofRoutes("routes/status", [...READ, "update"]),
  ]),
  addedTo("edit", [ofRoutes("routes", [...READ, ...WRITE]), CUSTOM_HOST, ROUTE_STATUS]),
  addedTo("view", [ofRoutes("routes", READ), ROUTE_STATUS]),
];

function addedTo(role: string, own: readonly PolicyRule[]): ClusterRole {
  const { metadata, ...rest } = clusterRole(`system:openshift:aggregate-to-${role}`, own);
  return { ...rest, metadata: { ...metadata, labels: { [aggregationLabel(role)]: "true" } } };
}

function aggregationLabel(role: string): string {
  return `rbac.authorization.k8s.io/aggregate-to-${role}`;
}

function clusterRole(name: string, own: readonly PolicyRule[], aggregated?: string): ClusterRole {
  const base = {
    apiVersion: `${RBAC_GROUP}/v1`,
    kind: "ClusterRole",
    metadata: { name },
    rules: own,
  } as const;
  if (aggregated === undefined) return base;
  const matchLabels = { [aggregationLabel(aggregated)]: "true" };
  return { ...base, aggregationRule: { clusterRoleSelectors: [{ matchLabels }] } };
}

/**
 * `system:masters` may do everything, as the client certificate of kubeadm's admin.conf can; everybody who is known may look
 * at what is served.
 */
const DEFAULT_BINDINGS: readonly ClusterRoleBinding[] = [
  binding("cluster-admin", "system:masters"),
  binding("system:basic-user", "system:authenticated"),
  binding("system:discovery", "system:authenticated"),
  binding("system:public-info-viewer", "system:authenticated", "system:unauthenticated"),
];

/** A binding of the role of its name. */
function binding(name: string, ...groups: readonly string[]): ClusterRoleBinding {
  return {
    apiVersion: `${RBAC_GROUP}/v1`,
    kind: "ClusterRoleBinding",
    metadata: { name },
    roleRef: { apiGroup: RBAC_GROUP, kind: "ClusterRole", name },
    subjects: groups.map((group) => ({ apiGroup: RBAC_GROUP, kind: "Group", name: group })),
  };
}

/** The defaults; an object of the input takes the place of the one of its name. */
export function withDefaultRoles(
  own: readonly ClusterRole[],
  { ingressController }: Pick<Profile, "ingressController">,
): readonly ClusterRole[] {
  const added = ingressController === "openshift" ? OPENSHIFT_ROLES : [];
  return [
    ...own,
    ...[...DEFAULT_ROLES, ...added].filter(
      (role) => !own.some(({ metadata }) => metadata.name === role.metadata.name),
    ),
  ];
}

export function withDefaultBindings(own: readonly ClusterRoleBinding[]): readonly ClusterRoleBinding[] {
  const isReplaced = ({ metadata }: ClusterRoleBinding): boolean =>
    own.some((one) => one.metadata.name === metadata.name);
  return [...own, ...DEFAULT_BINDINGS.filter((one) => !isReplaced(one))];
}
