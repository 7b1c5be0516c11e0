import type { Service } from "../../../api/core/service.ts";
import type { Controller, ControlPlane } from "../../control-plane.ts";
import { BALANCERS } from "./balancers.ts";

/** `status.loadBalancer` of Services of type LoadBalancer, as the cloud's controller or its stand-in fills it. */
export const loadBalancer: Controller = {
  name: "load-balancer",
  watches: ["Service", "Node"],
  settles: true,
  reconcile: (plane) => {
    const taken = new Set<string>();
    const services = plane.list("Service");
    for (const service of services) {
      for (const { ip } of service.status?.loadBalancer?.ingress ?? []) if (ip !== undefined) taken.add(ip);
    }
    for (const service of services) reconcile(plane, service, taken);
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
  const { classes, give } = BALANCERS[plane.profile.loadBalancer];
  // Services of a class are left to the controller of that class.
  const isOurs = spec.loadBalancerClass === undefined || classes.includes(spec.loadBalancerClass);
  if (ingress.length > 0 || !isOurs) return;
  const given = give(plane, service, taken);
  if (given.length === 0) return;
  plane.put({ ...service, status: { ...status, loadBalancer: { ingress: given } } });
}
