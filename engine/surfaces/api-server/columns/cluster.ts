import type { ConfigMap, Secret, ServiceAccount } from "../../../api/core/config.ts";
import type { Namespace } from "../../../api/core/namespace.ts";
import type { Node } from "../../../api/core/node.ts";
import { AGE, type Column, integer, NAME, text, wide } from "./column.ts";
import { textOr } from "./words.ts";

function nodeStatus({ status, spec }: Node): string {
  const ready = (status?.conditions ?? []).find(({ type }) => type === "Ready");
  const words = ready === undefined ? "Unknown" : ready.status === "True" ? "Ready" : "NotReady";
  return spec?.unschedulable === true ? `${words},SchedulingDisabled` : words;
}

const ROLE_PREFIX = "node-role.kubernetes.io/";

function roles({ metadata }: Node): string {
  const found = Object.entries(metadata.labels ?? {}).flatMap(([key, value]) => {
    if (key.startsWith(ROLE_PREFIX)) return [key.slice(ROLE_PREFIX.length)];
    return key === "kubernetes.io/role" ? [value] : [];
  });
  const named = [...new Set(found.filter((role) => role !== ""))].sort();
  return named.length === 0 ? "<none>" : named.join(",");
}

function address({ status }: Node, wanted: string): string {
  return (status?.addresses ?? []).find(({ type }) => type === wanted)?.address ?? "<none>";
}

function info({ status }: Node, field: string): string {
  const { nodeInfo = {} } = (status ?? {}) as { readonly nodeInfo?: Readonly<Record<string, string>> };
  return nodeInfo[field] ?? "";
}

export const NODE: readonly Column<Node>[] = [
  NAME,
  text("Status", nodeStatus),
  text("Roles", roles),
  AGE,
  text("Version", (node) => info(node, "kubeletVersion")),
  wide("Internal-IP", (node) => address(node, "InternalIP")),
  wide("External-IP", (node) => address(node, "ExternalIP")),
  wide("OS-Image", (node) => textOr(info(node, "osImage"), "<unknown>")),
  wide("Kernel-Version", (node) => textOr(info(node, "kernelVersion"), "<unknown>")),
  wide("Container-Runtime", (node) => textOr(info(node, "containerRuntimeVersion"), "<unknown>")),
];

export const NAMESPACE: readonly Column<Namespace>[] = [
  NAME,
  text("Status", ({ status }) => status?.phase ?? ""),
  AGE,
];

function size(...maps: readonly (Readonly<Record<string, unknown>> | undefined)[]): number {
  return maps.reduce((sum, map) => sum + Object.keys(map ?? {}).length, 0);
}

export const CONFIG_MAP: readonly Column<ConfigMap>[] = [
  NAME,
  { ...integer<ConfigMap>("Data", (map) => size(map.data, binaryData(map))), type: "string" },
  AGE,
];

function binaryData(map: ConfigMap): Readonly<Record<string, unknown>> | undefined {
  return (map as { readonly binaryData?: Readonly<Record<string, unknown>> }).binaryData;
}

export const SECRET: readonly Column<Secret>[] = [
  NAME,
  text("Type", ({ type }) => type ?? "Opaque"),
  text("Data", ({ data }) => size(data)),
  AGE,
];

export const SERVICE_ACCOUNT: readonly Column<ServiceAccount>[] = [
  NAME,
  text("Secrets", (account) => ((account as { readonly secrets?: readonly unknown[] }).secrets ?? []).length),
  AGE,
];
