import { fieldTypes } from "../../api/fields.ts";
import { CRD_KINDS } from "../../api/gateway/crd.generated.ts";
import type { CrdSchema } from "../../api/gateway/crd-schema.ts";
import { schemaNamed } from "../../api/gateway/crd-table.ts";

/** What may stand somewhere in an object, from the lists that validation reads. */
export interface Shape {
  /** Names of fields, and whether their value is one word. Empty for a scalar and for a map. */
  readonly fields: ReadonlyMap<string, boolean>;
  /** Words that are allowed, where they are few. */
  readonly words: readonly string[];
  readonly isMap: boolean;
}

/** `undefined` for a kind or a field that the lists do not have. */
export function shapeAt(kind: string, apiVersion: string, path: readonly string[]): Shape | undefined {
  if (Object.hasOwn(CRD_KINDS, kind) && path[0] !== "metadata") return customShape(kind, apiVersion, path);
  return typedShape(path[0] === "metadata" && Object.hasOwn(CRD_KINDS, kind) ? "Namespace" : kind, path);
}

/** Names come from what somebody types, so `constructor` is one like any other. */
function own<T>(table: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  return table !== undefined && Object.hasOwn(table, name) ? table[name] : undefined;
}

const bare = (type: string): string => type.replace(/^(\[\])+/, "");

function typedShape(kind: string, path: readonly string[]): Shape | undefined {
  let type: string | undefined = kind;
  let words: readonly string[] = [];
  for (const name of path) {
    const owner: string = bare(type ?? "");
    const fields: Readonly<Record<string, string>> | undefined = fieldTypes(owner);
    type = owner.startsWith("{}") ? owner.slice(2) : own(fields, name);
    if (type === undefined) return undefined;
    words =
      own(WORDS, `${owner}.${name}`) ?? own(WORDS, name) ?? (type === "boolean" ? ["true", "false"] : []);
  }
  const last = bare(type ?? "");
  const fields = fieldTypes(last) ?? {};
  if (path.length === 0 && Object.keys(fields).length === 0) return undefined;
  const entries = Object.entries(fields).map(([name, of]) => [name, isScalar(of)] as const);
  return { fields: new Map(entries), words, isMap: last.startsWith("{}") };
}

function isScalar(type: string): boolean {
  return !/^(\[\]|\{\})/.test(type) && fieldTypes(type) === undefined;
}

/** Words of the API that Go's types leave open, by type and field or by the field alone. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  protocol: ["TCP", "UDP", "SCTP"],
  pathType: ["Prefix", "Exact", "ImplementationSpecific"],
  externalTrafficPolicy: ["Cluster", "Local"],
  internalTrafficPolicy: ["Cluster", "Local"],
  sessionAffinity: ["None", "ClientIP"],
  ipFamilyPolicy: ["SingleStack", "PreferDualStack", "RequireDualStack"],
  ipFamilies: ["IPv4", "IPv6"],
  dnsPolicy: ["ClusterFirst", "ClusterFirstWithHostNet", "Default", "None"],
  trafficDistribution: ["PreferSameZone", "PreferSameNode"],
  "NetworkPolicySpec.policyTypes": ["Ingress", "Egress"],
  "ServiceSpec.type": ["ClusterIP", "NodePort", "LoadBalancer", "ExternalName"],
  "LabelSelectorRequirement.operator": ["In", "NotIn", "Exists", "DoesNotExist"],
  "EndpointSlice.addressType": ["IPv4", "IPv6", "FQDN"],
  "TLSConfig.termination": ["edge", "passthrough", "reencrypt"],
  "TLSConfig.insecureEdgeTerminationPolicy": ["None", "Allow", "Redirect"],
};

function customShape(kind: string, apiVersion: string, path: readonly string[]): Shape | undefined {
  const versions = own(CRD_KINDS, kind)?.versions ?? {};
  const version = own(versions, apiVersion.replace(/^.*\//, "")) ?? Object.values(versions)[0];
  const name = version?.standard ?? version?.experimental;
  let schema = name === undefined ? undefined : inside(schemaNamed(name));
  for (const field of path) {
    const next: string | undefined = own(schema?.fields, field) ?? schema?.values;
    if (next === undefined) return undefined;
    schema = inside(schemaNamed(next));
  }
  if (schema === undefined) return undefined;
  const entries = Object.entries(schema.fields ?? {}).map(([field, of]) => {
    const { type } = schemaNamed(of);
    return [field, type !== "object" && type !== "array"] as const;
  });
  const words = schema.type === "boolean" ? ["true", "false"] : (schema.enum ?? []).map(String);
  return { fields: new Map(entries), words, isMap: schema.values !== undefined };
}

/** A list's items: the path does not name them. */
function inside(schema: CrdSchema): CrdSchema {
  return schema.items === undefined ? schema : inside(schemaNamed(schema.items));
}
