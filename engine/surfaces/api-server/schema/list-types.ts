/** How clients write into a list together. */
export interface ListRule {
  /** Fields that tell the items of an associative list apart (`+listMapKey`); none for a set. */
  readonly keys?: readonly string[];
  readonly isSet?: boolean;
  /** The field by which a strategic merge patch finds an item (`patchMergeKey`). */
  readonly mergeKey?: string;
  /** A strategic merge patch adds to a list of scalars instead of replacing it. */
  readonly mergesScalars?: boolean;
}

const byKey = (...keys: readonly string[]): ListRule => ({
  keys,
  ...(keys[0] === undefined ? {} : { mergeKey: keys[0] }),
});
const conditions = byKey("type");
const keyedOnly = (...keys: readonly string[]): ListRule => ({ keys });
const SET: ListRule = { isSet: true, mergesScalars: true };

const CONTAINER: Readonly<Record<string, ListRule>> = {
  ports: byKey("containerPort", "protocol"),
  env: byKey("name"),
  volumeMounts: byKey("mountPath"),
  volumeDevices: byKey("devicePath"),
};

/**
 * Lists that are not replaced as a whole, by the type that holds them: the markers `+listType`, `+listMapKey`,
 * `patchStrategy` and `patchMergeKey` of k8s.io/api and openshift/api. Every other list is atomic.
 */
export const LIST_RULES: Readonly<Record<string, Readonly<Record<string, ListRule>>>> = {
  ObjectMeta: { ownerReferences: byKey("uid"), finalizers: SET },
  PodSpec: {
    containers: byKey("name"),
    initContainers: byKey("name"),
    ephemeralContainers: byKey("name"),
    volumes: byKey("name"),
    imagePullSecrets: byKey("name"),
    hostAliases: byKey("ip"),
    topologySpreadConstraints: byKey("topologyKey", "whenUnsatisfiable"),
    schedulingGates: byKey("name"),
    resourceClaims: byKey("name"),
  },
  Container: CONTAINER,
  EphemeralContainer: CONTAINER,
  PodStatus: { conditions, podIPs: byKey("ip"), hostIPs: { mergeKey: "ip" } },
  ServiceSpec: { ports: byKey("port", "protocol") },
  ServiceStatus: { conditions },
  ServiceAccount: { secrets: byKey("name") },
  NodeSpec: { podCIDRs: SET },
  NodeStatus: { addresses: byKey("type"), conditions },
  NamespaceStatus: { conditions },
  DeploymentStatus: { conditions },
  ReplicaSetStatus: { conditions },
  StatefulSetStatus: { conditions },
  DaemonSetStatus: { conditions },
  PodDisruptionBudgetStatus: { conditions },
  JobStatus: { conditions: { mergeKey: "type" } },
  Endpoint: { addresses: { isSet: true } },
  RouteSpec: { alternateBackends: keyedOnly("name", "kind") },
  RouteHTTPHeaderActions: { request: keyedOnly("name"), response: keyedOnly("name") },
};

/** Types that have one owner as a whole (`+structType=atomic`). */
export const ATOMIC_TYPES: ReadonlySet<string> = new Set([
  "LabelSelector",
  "ObjectReference",
  "LocalObjectReference",
  "TypedLocalObjectReference",
  "SecretKeySelector",
  "ConfigMapKeySelector",
  "ObjectFieldSelector",
  "ResourceFieldSelector",
  "NodeSelector",
  "NodeSelectorTerm",
  "SecretReference",
]);

/** Maps that have one owner as a whole (`+mapType=atomic`), as `Type.field`. */
export const ATOMIC_MAPS: ReadonlySet<string> = new Set(["ServiceSpec.selector", "PodSpec.nodeSelector"]);

/** What an absent key of an associative list stands for. */
export const KEY_DEFAULTS: Readonly<Record<string, string>> = { protocol: "TCP", kind: "Service" };
