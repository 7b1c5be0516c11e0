import type { KubernetesObject } from "../../api/meta.ts";
import { badRequest } from "./status.ts";

/** Fields that each kind can be selected by, besides name and namespace (upstream's `ToSelectableFields`). */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  Pod: [
    "spec.nodeName",
    "spec.restartPolicy",
    "spec.schedulerName",
    "spec.serviceAccountName",
    "spec.hostNetwork",
    "status.phase",
    "status.podIP",
    "status.podIPs",
    "status.nominatedNodeName",
  ],
  Node: ["spec.unschedulable"],
  Namespace: ["status.phase"],
  Secret: ["type"],
  Service: ["spec.clusterIP", "spec.type"],
  ReplicaSet: ["status.replicas"],
  Job: ["status.successful"],
  Route: ["spec.host", "spec.path", "spec.to.name"],
  Event: [
    "involvedObject.kind",
    "involvedObject.namespace",
    "involvedObject.name",
    "involvedObject.uid",
    "involvedObject.apiVersion",
    "involvedObject.resourceVersion",
    "involvedObject.fieldPath",
    "reason",
    "reportingComponent",
    "source",
    "type",
  ],
};

/** What a field says when the object leaves it out. */
const UNSET: Readonly<Record<string, string>> = {
  "spec.unschedulable": "false",
  "spec.hostNetwork": "false",
};

interface FieldTerm {
  readonly field: string;
  readonly path: readonly string[];
  readonly value: string;
  readonly isEqual: boolean;
}

/** Reads `metadata.name=x,status.phase!=Running` for a kind, as apimachinery's `fields.ParseSelector` does. */
export function parseFieldSelector(text: string, kind: string): (object: KubernetesObject) => boolean {
  const terms = splitTerms(text).map(parseTerm);
  const known = ["metadata.name", "metadata.namespace", ...(FIELDS[kind] ?? [])];
  for (const { field } of terms) {
    if (known.includes(field)) continue;
    if (FIELDS[kind] !== undefined) throw badRequest(`field label not supported: ${field}`);
    const only = '"metadata.name", "metadata.namespace"';
    throw badRequest(`${JSON.stringify(field)} is not a known field selector: only ${only}`);
  }
  return (object) => terms.every((term) => (readField(object, term) === term.value) === term.isEqual);
}

function splitTerms(text: string): readonly string[] {
  const parts = text.match(/(?:\\.|[^,\\])+/gs) ?? [];
  return parts.filter((part) => part !== "");
}

function parseTerm(text: string): FieldTerm {
  const match = /^((?:\\.|[^=!\\])*)(!=|==|=)(.*)$/s.exec(text);
  if (match === null) throw badRequest(`invalid selector: '${text}'; can't understand '${text}'`);
  const [, field = "", operator, value = ""] = match;
  return {
    field,
    path: field.split("."),
    value: value.replace(/\\([\\,=])/g, "$1"),
    isEqual: operator !== "!=",
  };
}

function readField(object: KubernetesObject, { field, path }: FieldTerm): string {
  let value: unknown = object;
  for (const part of path) {
    const isOwn = typeof value === "object" && value !== null && Object.hasOwn(value, part);
    value = isOwn ? (value as Readonly<Record<string, unknown>>)[part] : undefined;
  }
  return value === undefined || value === null ? (UNSET[field] ?? "") : String(value);
}
