import type { LoadBalancerIngress, Service } from "../../../api/core/service.ts";
import { contains, parseCidr } from "../../../values/cidr.ts";
import { type IpFamily, parseIp } from "../../../values/ip.ts";
import { hashText } from "../../../values/random.ts";
import type { ControlPlane } from "../../control-plane.ts";
import { allocateAddress } from "../../load-balancer-address.ts";
import type { LoadBalancerController } from "../../profile.ts";

/** One implementation of Services of type LoadBalancer. */
export interface Balancer {
  /** Values of `loadBalancerClass` that are its own; Services without a class are too. */
  readonly classes: readonly string[];
  /** What it writes into the status; nothing leaves the Service pending. */
  give(plane: ControlPlane, service: Service, taken: Set<string>): readonly LoadBalancerIngress[];
}

export const BALANCERS: Readonly<Record<LoadBalancerController, Balancer>> = {
  none: { classes: [], give: () => [] },
  cloud: { classes: [], give: (plane, service, taken) => perFamily(plane, service, taken, asked(service)) },
  hostname: { classes: ["service.k8s.aws/nlb"], give: hostname },
  nodes: { classes: [], give: nodes },
  metallb: { classes: [], give: metallb },
  "kube-vip": { classes: ["kube-vip.io/kube-vip-class"], give: kubeVip },
};

function asked({ spec }: Service): readonly string[] {
  return spec.loadBalancerIP ? [spec.loadBalancerIP] : [];
}

/** Addresses that an annotation asks for, separated by commas; the field that it replaced is read too. */
function annotated(service: Service, ...keys: readonly string[]): readonly string[] {
  const annotations = service.metadata.annotations ?? {};
  const text = keys.map((key) => annotations[key]).find((value) => value !== undefined);
  return text === undefined ? asked(service) : text.split(",").map((part) => part.trim());
}

const vip = (ip: string): LoadBalancerIngress => ({ ip, ipMode: "VIP" });

function perFamily(
  { profile }: ControlPlane,
  { metadata, spec }: Service,
  taken: Set<string>,
  wanted: readonly string[],
): readonly LoadBalancerIngress[] {
  const families: readonly IpFamily[] = spec.ipFamilies ?? ["IPv4"];
  return families.flatMap((family) => {
    const own = wanted.find((text) => parseIp(text)?.family === family);
    if (own !== undefined) return [vip(own)];
    const block = profile.loadBalancerCidrs.map(parseCidr).find((one) => one?.family === family);
    const owner = `${metadata.namespace}/${metadata.name}`;
    const ip = block === undefined ? undefined : allocateAddress(block, owner, taken);
    return ip === undefined ? [] : [vip(ip)];
  });
}

function hostname(_: ControlPlane, { metadata }: Service): readonly LoadBalancerIngress[] {
  const id = hashText(`${metadata.namespace}/${metadata.name}`).toString(16).padStart(8, "0");
  return [{ hostname: `${id}.elb.example.com` }];
}

function nodes(plane: ControlPlane): readonly LoadBalancerIngress[] {
  return plane
    .list("Node")
    .flatMap(({ status }) => (status?.addresses ?? []).filter(({ type }) => type === "InternalIP"))
    .map(({ address }) => vip(address));
}

/** MetalLB's controller: what is asked for must lie in a pool and be free, or the Service gets nothing. */
function metallb(plane: ControlPlane, service: Service, taken: Set<string>): readonly LoadBalancerIngress[] {
  const wanted = annotated(service, "metallb.io/loadBalancerIPs", "metallb.universe.tf/loadBalancerIPs");
  const pools = plane.profile.loadBalancerCidrs.flatMap((text) => parseCidr(text) ?? []);
  const isFree = (text: string): boolean => {
    const ip = parseIp(text);
    return ip !== undefined && !taken.has(ip.text) && pools.some((pool) => contains(pool, ip));
  };
  if (!wanted.every(isFree)) return [];
  for (const text of wanted) taken.add(text);
  return perFamily(plane, service, taken, wanted);
}

function kubeVip(plane: ControlPlane, service: Service, taken: Set<string>): readonly LoadBalancerIngress[] {
  return perFamily(plane, service, taken, annotated(service, "kube-vip.io/loadbalancerIPs"));
}
