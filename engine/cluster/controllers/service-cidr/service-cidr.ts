import type { ServiceCIDR } from "../../../api/networking/service-cidr.ts";
import { contains } from "../../../values/cidr.ts";
import { parseIp } from "../../../values/ip.ts";
import type { Controller, ControlPlane } from "../../control-plane.ts";
import { blocksOf } from "../../service-blocks.ts";

const READY = { type: "Ready", status: "True", reason: "", message: "Kubernetes Service CIDR is ready" };
const TERMINATING = {
  type: "Ready",
  status: "False",
  reason: "Terminating",
  message:
    "There are still IPAddresses referencing the ServiceCIDR, please remove them or create a new ServiceCIDR",
};

/** The condition Ready, and the end of a ServiceCIDR that is deleted: it stays until nobody has an address of it alone. */
export const serviceCidr: Controller = {
  name: "service-cidr",
  watches: ["ServiceCIDR", "IPAddress"],
  reconcile: (plane) => {
    for (const object of plane.list("ServiceCIDR")) {
      const isLeaving = object.metadata.deletionTimestamp !== undefined;
      if (isLeaving && !isNeeded(plane, object)) plane.remove(object);
      else plane.put({ ...object, status: { conditions: [isLeaving ? TERMINATING : READY] } });
    }
  },
};

/** `canDeleteCIDR`: an address that another ServiceCIDR holds too is no reason to stay. */
function isNeeded(plane: ControlPlane, object: ServiceCIDR): boolean {
  const own = blocksOf(object);
  const others = plane
    .list("ServiceCIDR")
    .filter(({ metadata }) => metadata.name !== object.metadata.name && !metadata.deletionTimestamp)
    .flatMap(blocksOf);
  return plane.list("IPAddress").some(({ metadata }) => {
    const ip = parseIp(metadata.name);
    if (ip === undefined) return false;
    return own.some((block) => contains(block, ip)) && !others.some((block) => contains(block, ip));
  });
}
