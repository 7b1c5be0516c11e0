import { at, isJson, type Json, listAt, textAt } from "../server/api.ts";
import type { Sheet } from "./sheet.ts";

type Lines = readonly (readonly [string, string])[];

const isSet = (source: Json, field: string): string => String(source[field] === true);
const orUnset = (value: unknown): string => (value === undefined ? "<nil>" : String(value));

/** What is told of each kind of volume that networking work meets. */
const SOURCES: Readonly<Record<string, (source: Json) => Lines>> = {
  hostPath: (source) => [
    ["Type", "HostPath (bare host directory volume)"],
    ["Path", textAt(source, "path")],
    ["HostPathType", textAt(source, "type")],
  ],
  emptyDir: (source) => [
    ["Type", "EmptyDir (a temporary directory that shares a pod's lifetime)"],
    ["Medium", textAt(source, "medium")],
    ["SizeLimit", textAt(source, "sizeLimit") || "<unset>"],
  ],
  secret: (source) => [
    ["Type", "Secret (a volume populated by a Secret)"],
    ["SecretName", textAt(source, "secretName")],
    ["Optional", isSet(source, "optional")],
  ],
  configMap: (source) => [
    ["Type", "ConfigMap (a volume populated by a ConfigMap)"],
    ["Name", textAt(source, "name")],
    ["Optional", isSet(source, "optional")],
  ],
  persistentVolumeClaim: (source) => [
    ["Type", "PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)"],
    ["ClaimName", textAt(source, "claimName")],
    ["ReadOnly", isSet(source, "readOnly")],
  ],
  downwardAPI: () => [["Type", "DownwardAPI (a volume populated by information about the pod)"]],
  projected: (source) => [
    ["Type", "Projected (a volume that contains injected data from multiple sources)"],
    ...listAt(source, "sources").flatMap(projectedLines),
  ],
  nfs: (source) => [
    ["Type", "NFS (an NFS mount that lasts the lifetime of a pod)"],
    ["Server", textAt(source, "server")],
    ["Path", textAt(source, "path")],
    ["ReadOnly", isSet(source, "readOnly")],
  ],
};

function projectedLines(source: Json): Lines {
  const { secret, downwardAPI, configMap, serviceAccountToken } = source as Readonly<Record<string, unknown>>;
  if (isJson(secret))
    return [
      ["SecretName", textAt(secret, "name")],
      ["SecretOptionalName", orUnset(at(secret, "optional"))],
    ];
  if (isJson(downwardAPI)) return [["DownwardAPI", "true"]];
  if (isJson(configMap))
    return [
      ["ConfigMapName", textAt(configMap, "name")],
      ["ConfigMapOptional", orUnset(at(configMap, "optional"))],
    ];
  if (isJson(serviceAccountToken))
    return [["TokenExpirationSeconds", textAt(serviceAccountToken, "expirationSeconds")]];
  return [];
}

export function describeVolumes(sheet: Sheet, volumes: readonly Json[], indent: string): void {
  if (volumes.length === 0) {
    sheet.line(0, `${indent}Volumes:\t<none>`);
    return;
  }
  sheet.line(0, `${indent}Volumes:`);
  for (const volume of volumes) {
    sheet.line(1, `${indent === "" ? "" : " "}${textAt(volume, "name")}:`);
    const kind = Object.keys(SOURCES).find((name) => isJson(volume[name]));
    const source = kind === undefined ? undefined : volume[kind];
    if (kind === undefined || !isJson(source)) {
      sheet.line(1, "<unknown>");
      continue;
    }
    for (const [name, value] of SOURCES[kind]?.(source) ?? []) sheet.field(2, name, value);
    if (kind === "downwardAPI") describeItems(sheet, listAt(source, "items"));
  }
}

function describeItems(sheet: Sheet, items: readonly Json[]): void {
  sheet.line(2, "Items:");
  for (const item of items) {
    const field = textAt(item, "fieldRef", "fieldPath") || textAt(item, "resourceFieldRef", "resource");
    sheet.line(3, `${field} -> ${textAt(item, "path")}`);
  }
}
