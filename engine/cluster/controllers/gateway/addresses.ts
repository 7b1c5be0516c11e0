import type { Service } from "../../../api/core/service.ts";
import type { Gateway } from "../../../api/gateway/gateway.ts";
import { type Cidr, contains, parseCidr } from "../../../values/cidr.ts";
import { parseIp } from "../../../values/ip.ts";
import type { ControlPlane } from "../../control-plane.ts";
import { proxyName } from "../../gateway/proxy-names.ts";

/** IP addresses that a Gateway asks for; one without a value asks for any. */
export function askedAddresses({ spec }: Gateway): readonly string[] {
  return (spec.addresses ?? []).flatMap(({ type, value = "" }) => {
    const address = type === "IPAddress" ? parseIp(value) : undefined;
    return address === undefined ? [] : [address.text];
  });
}

/** Addresses that somebody has given to a Service. */
export function ingressAddresses(service: Service | undefined): readonly string[] {
  return (service?.status?.loadBalancer?.ingress ?? []).flatMap(({ ip }) => ip ?? []);
}

/** Addresses that load balancers may have here. */
export function loadBalancerBlocks(plane: ControlPlane): readonly Cidr[] {
  return plane.profile.loadBalancerCidrs.flatMap((text) => parseCidr(text) ?? []);
}

/** Why a Gateway cannot have an address that it asks for: nobody here gives it out, or a Service has it. */
export function addressProblem(plane: ControlPlane, gateway: Gateway, asked: string): string | undefined {
  const address = parseIp(asked);
  const isOurs = address !== undefined && loadBalancerBlocks(plane).some((block) => contains(block, address));
  if (!isOurs) return `nobody here gives out ${asked}`;
  const { namespace = "default" } = gateway.metadata;
  const own = proxyName(gateway);
  const holder = plane
    .list("Service")
    .find(
      (service) =>
        ingressAddresses(service).includes(asked) &&
        !(service.metadata.name === own && service.metadata.namespace === namespace),
    );
  return holder && `Service ${holder.metadata.namespace}/${holder.metadata.name} has ${asked} already`;
}
