import type { IpFamily } from "../../values/ip.ts";
import type { Protocol } from "../../values/protocol.ts";
import type { FieldErrors } from "../field-errors.ts";
import { dns1123Subdomain } from "../formats.ts";
import type { KubernetesObject } from "../meta.ts";
import { validateMetadata } from "../metadata.ts";

/** Label of a slice: the ServiceImport that it belongs to. */
export const IMPORT_NAME_LABEL = "multicluster.kubernetes.io/service-name";
/** Label of a slice: the cluster that its endpoints are in. */
export const SOURCE_CLUSTER_LABEL = "multicluster.kubernetes.io/source-cluster";

export interface ImportedPort {
  readonly name?: string;
  readonly protocol?: Protocol;
  readonly port: number;
  readonly appProtocol?: string;
}

/** multicluster.x-k8s.io (KEP-1645): a Service that other clusters of the set export. */
export interface ServiceImport extends KubernetesObject {
  readonly kind: "ServiceImport";
  readonly spec?: {
    readonly type: "ClusterSetIP" | "Headless";
    readonly ports: readonly ImportedPort[];
    readonly ips?: readonly string[];
    readonly ipFamilies?: readonly IpFamily[];
    readonly sessionAffinity?: "None" | "ClientIP";
  };
}

const TYPES = ["ClusterSetIP", "Headless"];
const MOST = 2;

/** The CRD serviceimports.multicluster.x-k8s.io of kubernetes-sigs/mcs-api v0.5.0. */
export function validateServiceImport({ metadata, spec }: ServiceImport, errors: FieldErrors): void {
  validateMetadata(metadata, dns1123Subdomain, errors);
  if (spec === undefined) return;
  const { type, ports } = spec;
  if (ports === undefined) errors.required(["spec", "ports"]);
  for (const [index, { port }] of (ports ?? []).entries())
    if (port === undefined) errors.required(["spec", "ports", index, "port"]);
  if (type === undefined) errors.required(["spec", "type"]);
  else if (!TYPES.includes(type)) errors.notSupported(["spec", "type"], type, TYPES);
  for (const field of ["ips", "ipFamilies"] as const) {
    const { length } = spec[field] ?? [];
    if (length > MOST) errors.tooMany(["spec", field], length, MOST);
  }
}
