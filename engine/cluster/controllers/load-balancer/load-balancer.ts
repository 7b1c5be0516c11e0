import type { LoadBalancerIngress, Service } from "../../../api/core/service.ts";
import { parseCidr } from "../../../values/cidr.ts";
import type { IpFamily } from "../../../values/ip.ts";
import { hashText } from "../../../values/random.ts";
import type { Controller, ControlPlane } from "../../control-plane.ts";
import { allocateAddress } from "../../load-balancer-address.ts";

/** `status.loadBalancer` of Services of type LoadBalancer, as the cloud's controller or its stand-in fills it. */
export const loadBalancer: Controller = {
  name: "load-balancer",
  watches: ["Service", "Node"],
  reconcile: (plane) => {
    const taken = new Set<string>();
    for (const service of plane.list("Service")) {
      for (const { ip } of service.status?.loadBalancer?.ingress ?? []) if (ip !== undefined) taken.add(ip);
    }
    for (const service of plane.list("Service")) reconcile(plane, service, taken);
  },
};

function reconcile(plane: ControlPlane, service: Service, taken: Set<string>): void {
  const { spec, status } = service;
  const ingress = status?.loadBalancer?.ingress ?? [];
  if (spec.type !== "LoadBalancer") {
    // A Service that was one once gives its address back.
    if (ingress.length > 0) plane.put({ ...service, status: { ...status, loadBalancer: {} } });
    return;
  }
  // The default controller leaves Services of a class to the controller of that class.
  if (ingress.length > 0 || spec.loadBalancerClass !== undefined) return;
  const given = ingressFor(plane, service, taken);
  if (given.length === 0) return;
  plane.put({ ...service, status: { ...status, loadBalancer: { ingress: given } } });
}

function ingressFor(
  plane: ControlPlane,
  service: Service,
  taken: Set<string>,
): readonly LoadBalancerIngress[] {
  const { metadata, spec } = service;
  const { loadBalancer: controller, loadBalancerCidrs } = plane.profile;
  const families: readonly IpFamily[] = spec.ipFamilies ?? ["IPv4"];
  switch (controller) {
    case "none":
      return [];
    case "hostname": {
      const id = hashText(`${metadata.namespace}/${metadata.name}`).toString(16).padStart(8, "0");
      return [{ hostname: `${id}.elb.example.com` }];
    }
    case "nodes":
      return plane
        .list("Node")
        .flatMap(({ status }) => (status?.addresses ?? []).filter(({ type }) => type === "InternalIP"))
        .map(({ address }) => ({ ip: address, ipMode: "VIP" }));
    case "cloud":
      return families.flatMap((family) => {
        const block = loadBalancerCidrs.map(parseCidr).find((one) => one?.family === family);
        const owner = `${metadata.namespace}/${metadata.name}`;
        const ip =
          spec.loadBalancerIP ?? (block === undefined ? undefined : allocateAddress(block, owner, taken));
        return ip === undefined ? [] : [{ ip, ipMode: "VIP" }];
      });
  }
}
