import type { Endpoints } from "../../../api/core/endpoints.ts";
import type { Service } from "../../../api/core/service.ts";
import type { EndpointSlice } from "../../../api/discovery/endpoint-slice.ts";
import type { IPAddress, ServiceCIDR } from "../../../api/networking/service-cidr.ts";
import { AGE, type Column, NAME, text, wide } from "./column.ts";
import { firstThree, formatLabels, textOr } from "./words.ts";

interface LoadBalancerStatus {
  readonly ingress?: readonly { readonly ip?: string; readonly hostname?: string }[];
}

/** Addresses or names of a load balancer, each once, sorted. */
export function loadBalancerAddresses(status: LoadBalancerStatus | undefined): string {
  const found = (status?.ingress ?? []).map(({ ip, hostname }) => textOr(ip, hostname ?? ""));
  return [...new Set(found.filter((address) => address !== ""))].sort().join(",");
}

function externalAddress({ spec, status }: Service): string {
  const own = spec.externalIPs ?? [];
  switch (spec.type ?? "ClusterIP") {
    case "ExternalName":
      return spec.externalName ?? "";
    case "LoadBalancer": {
      const given = loadBalancerAddresses(status?.loadBalancer);
      const all = [...(given === "" ? [] : given.split(",")), ...own];
      return all.length === 0 ? "<pending>" : all.join(",");
    }
    default:
      return own.length === 0 ? "<none>" : own.join(",");
  }
}

function portsOf({ spec }: Service): string {
  const ports = (spec.ports ?? []).map(({ port, nodePort = 0, protocol = "TCP" }) =>
    nodePort > 0 ? `${port}:${nodePort}/${protocol}` : `${port}/${protocol}`,
  );
  return textOr(ports.join(","), "<none>");
}

export const SERVICE: readonly Column<Service>[] = [
  NAME,
  text("Type", ({ spec }) => spec.type ?? "ClusterIP"),
  text("Cluster-IP", ({ spec }) => spec.clusterIPs?.[0] ?? textOr(spec.clusterIP, "<none>")),
  text("External-IP", externalAddress),
  text("Port(s)", portsOf),
  AGE,
  wide("Selector", ({ spec }) => formatLabels(spec.selector)),
];

function endpointsOf({ subsets = [] }: Endpoints): string {
  if (subsets.length === 0) return "<none>";
  const all = subsets.flatMap(({ addresses = [], ports = [] }) =>
    ports.length === 0
      ? addresses.map(({ ip }) => ip)
      : ports.flatMap(({ port }) =>
          addresses.map(({ ip }) => (ip.includes(":") ? `[${ip}]:${port}` : `${ip}:${port}`)),
        ),
  );
  return firstThree(all, "");
}

export const ENDPOINTS: readonly Column<Endpoints>[] = [NAME, text("Endpoints", endpointsOf), AGE];

export const ENDPOINT_SLICE: readonly Column<EndpointSlice>[] = [
  NAME,
  text("AddressType", ({ addressType }) => addressType),
  text("Ports", ({ ports = [] }) =>
    firstThree(
      ports.map(({ port, name = "*" }) => String(port ?? name)),
      "<unset>",
    ),
  ),
  text("Endpoints", ({ endpoints }) =>
    firstThree(
      (endpoints ?? []).flatMap(({ addresses }) => addresses),
      "<unset>",
    ),
  ),
  AGE,
];

export const SERVICE_CIDR: readonly Column<ServiceCIDR>[] = [
  NAME,
  text("CIDRs", ({ spec }) => spec.cidrs.join(",")),
  AGE,
];

export const IP_ADDRESS: readonly Column<IPAddress>[] = [
  NAME,
  text("ParentRef", ({ spec: { parentRef } }) => {
    const { group, resource, namespace, name } = parentRef;
    return [`${resource}${group ? `.${group}` : ""}`, ...(namespace ? [namespace] : []), name].join("/");
  }),
  AGE,
];
