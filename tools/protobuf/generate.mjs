// Numbers, names and types of the fields that clients send as protobuf, from the generated.proto files of k8s.io/api:
//   git clone https://github.com/kubernetes/api
//   node tools/protobuf/generate.mjs api > engine/surfaces/api-server/protobuf/messages.generated.ts
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const [folder] = process.argv.slice(2);
if (folder === undefined || !existsSync(join(folder, "core/v1/generated.proto"))) {
  console.error("usage: node tools/protobuf/generate.mjs FOLDER_OF_K8S_IO_API");
  process.exit(2);
}

const ROOTS = [
  ...["Namespace", "Node", "Pod", "Service", "Endpoints", "ConfigMap", "Secret", "ServiceAccount"].map(
    (kind) => `core.v1.${kind}`,
  ),
  ...["ReplicaSet", "Deployment", "StatefulSet", "DaemonSet"].map((kind) => `apps.v1.${kind}`),
  ...["Job", "CronJob"].map((kind) => `batch.v1.${kind}`),
  ...["NetworkPolicy", "Ingress", "IngressClass"].map((kind) => `networking.v1.${kind}`),
  ...["SelfSubjectAccessReview", "SelfSubjectRulesReview", "SubjectAccessReview"].map(
    (kind) => `authorization.v1.${kind}`,
  ),
  ...["Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding"].map((kind) => `rbac.v1.${kind}`),
  "discovery.v1.EndpointSlice",
  "authentication.v1.SelfSubjectReview",
  "policy.v1.Eviction",
  "policy.v1.PodDisruptionBudget",
  "autoscaling.v1.Scale",
];

/** Messages of k8s.io/apimachinery, which has a repository of its own. */
const META = {
  ObjectMeta: {
    1: "name:string",
    2: "generateName:string",
    3: "namespace:string",
    4: "selfLink:string",
    5: "uid:string",
    6: "resourceVersion:string",
    7: "generation:int",
    8: "creationTimestamp:Time",
    9: "deletionTimestamp:Time",
    10: "deletionGracePeriodSeconds:int",
    11: "labels:{}string",
    12: "annotations:{}string",
    13: "ownerReferences:[]meta.v1.OwnerReference",
    14: "finalizers:[]string",
    17: "managedFields:[]meta.v1.ManagedFieldsEntry",
  },
  OwnerReference: {
    1: "kind:string",
    3: "name:string",
    4: "uid:string",
    5: "apiVersion:string",
    6: "controller:bool",
    7: "blockOwnerDeletion:bool",
  },
  ManagedFieldsEntry: {
    1: "manager:string",
    2: "operation:string",
    3: "apiVersion:string",
    4: "time:Time",
    6: "fieldsType:string",
    7: "fieldsV1:FieldsV1",
    8: "subresource:string",
  },
  LabelSelector: { 1: "matchLabels:{}string", 2: "matchExpressions:[]meta.v1.LabelSelectorRequirement" },
  LabelSelectorRequirement: { 1: "key:string", 2: "operator:string", 3: "values:[]string" },
  FieldSelectorRequirement: { 1: "key:string", 2: "operator:string", 3: "values:[]string" },
  Condition: {
    1: "type:string",
    2: "status:string",
    3: "observedGeneration:int",
    4: "lastTransitionTime:Time",
    5: "reason:string",
    6: "message:string",
  },
  DeleteOptions: {
    1: "gracePeriodSeconds:int",
    2: "preconditions:meta.v1.Preconditions",
    3: "orphanDependents:bool",
    4: "propagationPolicy:string",
    5: "dryRun:[]string",
  },
  Preconditions: { 1: "uid:string", 2: "resourceVersion:string" },
};
const SPECIAL = new Set(["Time", "MicroTime", "IntOrString", "Quantity", "FieldsV1", "RawExtension"]);
const SCALARS = {
  string: "string",
  bool: "bool",
  int32: "int",
  int64: "int",
  double: "double",
  bytes: "bytes",
};

const files = new Map();
function messagesOf(name) {
  if (!files.has(name)) {
    const text = readFileSync(join(folder, `${name.replace(".", "/")}/generated.proto`), "utf8");
    const found = new Map();
    for (const [, message, body] of text.matchAll(/^message (\w+) \{\n([\s\S]*?)^\}/gm))
      found.set(message, body);
    files.set(name, found);
  }
  return files.get(name);
}

function typeName(text, own) {
  const scalar = SCALARS[text];
  if (scalar !== undefined) return scalar;
  const last = text.split(".").at(-1);
  if (SPECIAL.has(last)) return last;
  if (!text.includes(".")) return `${own}.${text}`;
  const path = text.replace(/^\./, "").split(".").slice(-3);
  return path.join(".");
}

const table = {};
const queue = [...ROOTS, "meta.v1.DeleteOptions"];
while (queue.length > 0) {
  const name = queue.pop();
  if (table[name] !== undefined) continue;
  const [group, version, message] = name.split(".");
  const fields = {};
  if (group === "meta") Object.assign(fields, META[message] ?? fail(name));
  else {
    const body = messagesOf(`${group}.${version}`).get(message) ?? fail(name);
    const pattern = /^ {2}(?:(optional|repeated) ([\w.]+)|map<string, *([\w.]+)>) (\w+) = (\d+);/gm;
    for (const [, label, type, value, field, number] of body.matchAll(pattern)) {
      const prefix = label === "optional" ? "" : label === "repeated" ? "[]" : "{}";
      fields[number] = `${field}:${prefix}${typeName(value ?? type, `${group}.${version}`)}`;
    }
  }
  table[name] = fields;
  for (const field of Object.values(fields)) {
    const type = field.slice(field.indexOf(":") + 1).replace(/^(\[\]|\{\})/, "");
    if (type.includes(".")) queue.push(type);
  }
}

function fail(name) {
  throw new Error(`no message ${name}`);
}

console.log(`// Generated by tools/protobuf/generate.mjs from the generated.proto files of k8s.io/api. Names, numbers and types, nothing else.

/** Fields by message and number, as \`name:type\`: a scalar, a message of this table, \`[]\` for a list and \`{}\` for a map of it. */
export const MESSAGES: Readonly<Record<string, Readonly<Record<number, string>>>> = {`);
for (const name of Object.keys(table).sort())
  console.log(`  ${JSON.stringify(name)}: ${JSON.stringify(table[name])},`);
console.log("};");
