/** The only door into the engine. Everything exported here is public API. */
export type { KindName, Kinds } from "./api/kinds.ts";
export type { KubernetesObject, ObjectMeta } from "./api/meta.ts";
export type { Cni, IngressController, KubeProxyMode, Profile } from "./cluster/profile.ts";
export { describeProfile, profileNamed, profileNames, withChoice } from "./cluster/profiles.ts";
export type { Authorization, Person } from "./cluster/rbac-grants.ts";
export { issuesToGithub } from "./explain/github.ts";
export { traceToJson } from "./explain/json.ts";
export { traceToMermaid } from "./explain/mermaid.ts";
export { issuesToSarif } from "./explain/sarif.ts";
export { traceToShortText } from "./explain/short.ts";
export { type TextOptions, traceToText } from "./explain/text.ts";
export { Cluster } from "./surfaces/library/cluster.ts";
export type {
  ApplyingOptions,
  ClusterOptions,
  ConnectOptions,
  CurlOptions,
  ManifestInput,
  RenderOptions,
  RequestOptions,
  ResolveOptions,
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
  ToolExit,
  Trace,
} from "./trace/trace.ts";
export { mintCertificate, type Wanted as WantedCertificate } from "./values/certificate-mint.ts";
export type { DnsRecord, DnsType } from "./values/dns-message.ts";
export { formatIssue, InputError, type Issue, type Severity } from "./values/issue.ts";
export { NameError } from "./values/name-error.ts";
export { formatObjectName, type ObjectName } from "./values/object-name.ts";
export type { Protocol } from "./values/protocol.ts";
export { type FieldPath, formatLocation, type Source, type SourceLocation } from "./values/source.ts";
export { suggest } from "./values/suggest.ts";
