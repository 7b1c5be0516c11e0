import type { KubernetesObject } from "../../../api/meta.ts";
import type { Ingress } from "../../../api/networking/ingress.ts";
import type { IngressClass } from "../../../api/networking/ingress-class.ts";
import type { NetworkPolicy } from "../../../api/networking/network-policy.ts";
import { AGE, AGE_DATE, type Cell, type Column, NAME, text, wide } from "./column.ts";
import { loadBalancerAddresses } from "./services.ts";
import { formatLabelSelector } from "./words.ts";

/** Rules without a host count among those that are not shown, as upstream has it. */
function hosts({ spec }: Ingress): string {
  const rules = spec.rules ?? [];
  const shown: string[] = [];
  let isMore = false;
  for (const { host = "" } of rules) {
    if (shown.length === 3) isMore = true;
    if (!isMore && host !== "") shown.push(host);
  }
  if (shown.length === 0) return "*";
  return isMore ? `${shown.join(",")} + ${rules.length - 3} more...` : shown.join(",");
}

export const INGRESS: readonly Column<Ingress>[] = [
  NAME,
  text("Class", ({ spec }) => spec.ingressClassName ?? "<none>"),
  text("Hosts", hosts),
  text("Address", ({ status }) => loadBalancerAddresses(status?.loadBalancer)),
  text("Ports", ({ spec }) => ((spec.tls ?? []).length > 0 ? "80, 443" : "80")),
  AGE,
];

export const INGRESS_CLASS: readonly Column<IngressClass>[] = [
  NAME,
  text("Controller", ({ spec }) => spec.controller),
  text("Parameters", ({ spec }) => {
    if (spec.parameters === undefined) return "<none>";
    const { kind, apiGroup, name } = spec.parameters;
    return `${apiGroup === undefined ? kind : `${kind}.${apiGroup}`}/${name}`;
  }),
  AGE,
];

export const NETWORK_POLICY: readonly Column<NetworkPolicy>[] = [
  NAME,
  text("Pod-Selector", ({ spec }) => formatLabelSelector(spec.podSelector)),
  AGE,
];

type Fields = Readonly<Record<string, unknown>>;

/** The value at a path of a custom resource: `null` when it is not there. */
function at(object: KubernetesObject, ...path: readonly string[]): Cell {
  let value: unknown = object;
  for (const part of path)
    value =
      typeof value === "object" && value !== null && Object.hasOwn(value, part)
        ? (value as Fields)[part]
        : null;
  if (value === null || value === undefined) return null;
  return typeof value === "object" ? JSON.stringify(value) : (value as Cell);
}

/** The status of a condition, as `.status.conditions[?(@.type=="X")].status` reads it. */
function condition(object: KubernetesObject, wanted: string): Cell {
  const { conditions = [] } = ((object as { readonly status?: Fields }).status ?? {}) as {
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
  };
  return conditions.find(({ type }) => type === wanted)?.status ?? null;
}

function firstAddress(object: KubernetesObject): Cell {
  const { addresses = [] } = ((object as { readonly status?: Fields }).status ?? {}) as {
    readonly addresses?: readonly { readonly value?: string }[];
  };
  return addresses.map(({ value = "" }) => value).join(" ") || null;
}

/** `additionalPrinterColumns` of the Gateway API's CRDs. */
export const GATEWAY_CLASS: readonly Column<KubernetesObject>[] = [
  NAME,
  text("Controller", (object) => at(object, "spec", "controllerName")),
  text("Accepted", (object) => condition(object, "Accepted")),
  AGE_DATE,
  wide("Description", (object) => at(object, "spec", "description")),
];

export const GATEWAY: readonly Column<KubernetesObject>[] = [
  NAME,
  text("Class", (object) => at(object, "spec", "gatewayClassName")),
  text("Address", firstAddress),
  text("Programmed", (object) => condition(object, "Programmed")),
  AGE_DATE,
];

export const LISTENER_SET: readonly Column<KubernetesObject>[] = [
  NAME,
  text("Accepted", (object) => condition(object, "Accepted")),
  text("Programmed", (object) => condition(object, "Programmed")),
  AGE_DATE,
];

export const ROUTE_WITH_HOSTNAMES: readonly Column<KubernetesObject>[] = [
  NAME,
  text("Hostnames", (object) => at(object, "spec", "hostnames")),
  AGE_DATE,
];

export const CUSTOM: readonly Column<KubernetesObject>[] = [NAME, AGE_DATE];

export const SERVICE_IMPORT: readonly Column<KubernetesObject>[] = [
  NAME,
  text("Type", (object) => at(object, "spec", "type")),
  text("IP", (object) => at(object, "spec", "ips")),
  AGE_DATE,
];
