import type { ServiceCIDR } from "../api/networking/service-cidr.ts";
import { type Cidr, parseCidr } from "../values/cidr.ts";

/** Name of the ServiceCIDR that the API server makes of its own flags. */
export const DEFAULT_SERVICE_CIDR = "kubernetes";

/** Blocks that cluster IPs are given from: those of ServiceCIDRs that stay, the cluster's own first. */
export function serviceBlocks(objects: readonly ServiceCIDR[]): readonly Cidr[] {
  const ready = objects.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
  const isOwn = ({ metadata }: ServiceCIDR): boolean => metadata.name === DEFAULT_SERVICE_CIDR;
  return [...ready.filter(isOwn), ...ready.filter((one) => !isOwn(one))].flatMap(blocksOf);
}

export function blocksOf({ spec }: ServiceCIDR): readonly Cidr[] {
  return spec.cidrs.flatMap((text) => parseCidr(text) ?? []);
}
