import type { KindName } from "../../api/kinds.ts";
import { KIND_NAMES, schemeRow, servedKind } from "../../api/scheme.ts";
import { EMPTY_KINDS } from "./empty-kinds.ts";
import type { GroupResource } from "./status.ts";

/** A kind as one version of its group serves it. */
export interface Resource extends GroupResource {
  readonly version: string;
  /** `group/version`, or the version alone for the core group. */
  readonly apiVersion: string;
  readonly kind: string;
  /** The name of its objects' type in the tables of fields and columns. */
  readonly type: string;
  readonly singular: string;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
  readonly subresources: readonly string[];
  /** The kind in the store; a kind without one is served and never holds an object. */
  readonly stored: KindName | undefined;
}

const ALL_VERBS = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];
const READ_VERBS = ["get", "list", "watch"];

/** Subresources of kinds that have others than `status`. */
const SUBRESOURCES: Readonly<Partial<Record<KindName, readonly string[]>>> = {
  Pod: ["attach", "ephemeralcontainers", "eviction", "exec", "log", "portforward", "status"],
  Namespace: ["finalize", "status"],
  Deployment: ["scale", "status"],
  ReplicaSet: ["scale", "status"],
  StatefulSet: ["scale", "status"],
  ConfigMap: [],
  Secret: [],
  ServiceAccount: ["token"],
  Role: [],
  RoleBinding: [],
  ClusterRole: [],
  ClusterRoleBinding: [],
  Endpoints: [],
  EndpointSlice: [],
  NetworkPolicy: [],
  IngressClass: [],
  ReferenceGrant: [],
};

/** Subresources that are connections and not requests. */
export const CONNECTIONS: ReadonlySet<string> = new Set(["attach", "exec", "portforward"]);

/** What every request for a deprecated kind is told. */
export function deprecationsOf({ stored, apiVersion, kind }: Resource): readonly string[] {
  if (stored !== "Endpoints") return [];
  return [`${apiVersion} ${kind} is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice`];
}

/** Members of `kubectl get all`, as upstream's storages say. */
const IN_ALL: ReadonlySet<KindName> = new Set([
  "Pod",
  "Service",
  "DaemonSet",
  "Deployment",
  "ReplicaSet",
  "StatefulSet",
  "Job",
  "CronJob",
  "Route",
]);

function categoriesOf(kind: KindName, group: string): readonly string[] {
  if (group === "gateway.networking.k8s.io") return ["gateway-api"];
  return IN_ALL.has(kind) ? ["all"] : [];
}

export function splitApiVersion(apiVersion: string): { readonly group: string; readonly version: string } {
  const [first = "", second] = apiVersion.split("/");
  return second === undefined ? { group: "", version: first } : { group: first, version: second };
}

function storedResources(kind: KindName): readonly Resource[] {
  const { apiVersion, alsoServed = [], plural, shortNames, namespaced } = schemeRow(kind);
  const subresources = SUBRESOURCES[kind] ?? ["status"];
  return [apiVersion, ...alsoServed].map((served) => {
    const { group, version } = splitApiVersion(served);
    const categories = categoriesOf(kind, group);
    const own = servedKind(kind);
    const singular = own.toLowerCase();
    const of = { group, version, apiVersion: served, kind: own, type: kind };
    const named = { ...of, plural, singular, shortNames, categories };
    return { ...named, namespaced, verbs: ALL_VERBS, subresources, stored: kind };
  });
}

function emptyResources(): readonly Resource[] {
  return EMPTY_KINDS.map(({ kind, apiVersion, plural, shortNames, namespaced, categories, verbs }) => ({
    ...splitApiVersion(apiVersion),
    apiVersion,
    kind,
    type: kind,
    plural,
    singular: kind.toLowerCase(),
    shortNames,
    categories,
    namespaced,
    verbs: verbs ?? READ_VERBS,
    subresources: [],
    stored: undefined,
  }));
}

/** Every resource, by group version in upstream's order of preference, then by name. */
export const RESOURCES: readonly Resource[] = [...KIND_NAMES.flatMap(storedResources), ...emptyResources()];

const byPath = new Map(RESOURCES.map((resource) => [`${resource.apiVersion} ${resource.plural}`, resource]));

export function resourceAt(apiVersion: string, plural: string): Resource | undefined {
  return byPath.get(`${apiVersion} ${plural}`);
}

/** Groups in the order that a cluster lists them; custom resources come last, by name. */
const GROUP_ORDER = [
  "",
  "apps",
  "authentication.k8s.io",
  "authorization.k8s.io",
  "batch",
  "networking.k8s.io",
  "policy",
  "apiextensions.k8s.io",
  "coordination.k8s.io",
  "discovery.k8s.io",
];

export interface ApiGroup {
  readonly name: string;
  /** Preferred first. */
  readonly versions: readonly { readonly apiVersion: string; readonly resources: readonly Resource[] }[];
}

/** The served groups. */
export const API_GROUPS: readonly ApiGroup[] = groupsOf(RESOURCES);

function groupsOf(resources: readonly Resource[]): readonly ApiGroup[] {
  const names = [...new Set(resources.map(({ group }) => group))].sort((a, b) => {
    const [first, second] = [GROUP_ORDER.indexOf(a), GROUP_ORDER.indexOf(b)];
    if (first < 0 && second < 0) return a < b ? -1 : 1;
    return first < 0 || second < 0 ? second - first : first - second;
  });
  return names.map((name) => {
    const own = resources.filter(({ group }) => group === name);
    const versions = [...new Set(own.map(({ apiVersion }) => apiVersion))].sort(byStability);
    return {
      name,
      versions: versions.map((apiVersion) => ({
        apiVersion,
        resources: own
          .filter((resource) => resource.apiVersion === apiVersion)
          .sort((a, b) => (a.plural < b.plural ? -1 : 1)),
      })),
    };
  });
}

/** `v1` before `v1beta1` before `v1alpha2`: apimachinery's `CompareKubeAwareVersionStrings`, for what is served here. */
function byStability(a: string, b: string): number {
  const rank = (text: string): string => {
    const match = /v(\d+)(alpha|beta)?(\d*)$/.exec(text);
    const level = match?.[2] === undefined ? 3 : match[2] === "beta" ? 2 : 1;
    return `${level}${(match?.[1] ?? "").padStart(3, "0")}${(match?.[3] ?? "").padStart(3, "0")}`;
  };
  return rank(a) < rank(b) ? 1 : -1;
}
