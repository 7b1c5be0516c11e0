import type { Controller } from "../../control-plane.ts";
import { egressRulesProblem } from "../../egress-rules.ts";

/** `status.status` of EgressFirewalls, in OVN-Kubernetes' words. Other CNIs leave them alone. */
export const egressFirewall: Controller = {
  name: "egress-firewall",
  watches: ["EgressFirewall"],
  reconcile: (plane) => {
    if (plane.profile.cni !== "ovn-kubernetes") return;
    for (const firewall of plane.list("EgressFirewall")) {
      const isApplied = egressRulesProblem(firewall.spec.egress) === undefined;
      const status = isApplied
        ? "EgressFirewall Rules applied"
        : "EgressFirewall Rules not correctly applied";
      plane.put({ ...firewall, status: { ...firewall.status, status } });
    }
  },
};
