import { isJson } from "../server/api.ts";
import { goJson } from "./json.ts";

/** Fields in the order of Go's structs, where that is not the alphabet's. One order holds for all kinds that are made here. */
const ORDER = `
kind apiGroup apiVersion preferences clusters users contexts current-context metadata immutable data
name image command args path pathType cluster server context user
namespace uid resourceVersion generation creationTimestamp labels annotations
replicas ingressClassName defaultBackend hosts secretName tls rules aggregationRule subjects roleRef host http
protocol port targetPort nodePort ports env verbs apiGroups resources resourceNames nonResourceURLs selector template strategy
clusterIP clusterIPs spec type externalIPs sessionAffinity loadBalancerIP externalName
volumes containers restartPolicy dnsPolicy backend service number status
`
  .trim()
  .split(/\s+/);
const RANKS: ReadonlyMap<string, number> = new Map(ORDER.map((name, index) => [name, index]));

/** Maps, whose keys Go sorts, and a struct whose fields stand in that order. */
const MAPS: ReadonlySet<string> = new Set([
  ...["labels", "annotations", "data", "matchLabels", "selector"],
  "roleRef",
]);

/** JSON of an object that kubectl holds in Go's structs: four spaces a step. */
export function structJson(value: unknown): string {
  return write(value, "\n");
}

function write(value: unknown, before: string): string {
  const inner = `${before}    `;
  if (Array.isArray(value) && value.length > 0)
    return `[${value.map((one) => inner + write(one, inner)).join(",")}${before}]`;
  if (!isJson(value) || Object.keys(value).length === 0) return goJson(value);
  const keys = Object.keys(value).sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  const fields = keys.map((key) => {
    const child = value[key];
    const isMap =
      MAPS.has(key) && isJson(child) && Object.values(child).every((one) => typeof one === "string");
    const text = isMap ? goJson(child, 4).replaceAll("\n", inner) : write(child, inner);
    return `${inner}${JSON.stringify(key)}: ${text}`;
  });
  return `{${fields.join(",")}${before}}`;
}

function rank(key: string): number {
  return RANKS.get(key) ?? ORDER.length;
}
