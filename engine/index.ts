/** The only door into the engine. Everything exported here is public API. */
export type { KindName, Kinds } from "./api/kinds.ts";
export type { KubernetesObject, ObjectMeta } from "./api/meta.ts";
export type { Cni, IngressController, KubeProxyMode, Profile } from "./cluster/profile.ts";
export { Cluster } from "./surfaces/library/cluster.ts";
export type {
  ClusterOptions,
  ConnectOptions,
  CurlOptions,
  ManifestInput,
  RequestOptions,
  Workload,
} from "./surfaces/library/options.ts";
export { ENDING_KINDS, type Ending, type EndingKind, isSuccess } from "./trace/ending.ts";
export type { Difference, Direction, Nearest } from "./trace/nearest.ts";
export type { ObjectUse, StepShape } from "./trace/step.ts";
export type {
  Assumption,
  Branch,
  Hop,
  Leg,
  Outcome,
  Purpose,
  Reached,
  Request,
  Trace,
} from "./trace/trace.ts";
export { formatIssue, InputError, type Issue, type Severity } from "./values/issue.ts";
export { NameError } from "./values/name-error.ts";
export { formatObjectName, type ObjectName } from "./values/object-name.ts";
export type { Protocol } from "./values/protocol.ts";
export { type FieldPath, formatLocation, type Source, type SourceLocation } from "./values/source.ts";
export { suggest } from "./values/suggest.ts";
