import { openPorts } from "../../../cluster/node-firewall.ts";
import { type NetworkFunction, PASS } from "../../function.ts";
import type { NodeFirewallStep } from "./steps.ts";

/** The firewall in front of the nodes: a cloud's security group, or the rules of the machine's own. */
export const nodeFirewall: NetworkFunction = {
  name: "node-firewall",
  compile: (view) => ({
    visit: ({ origin, packet }) => {
      if (origin.kind !== "external") return PASS;
      const node = view.nodeAt(packet.destination);
      const open = node === undefined ? undefined : openPorts(node.node, view.profile);
      if (node === undefined || open === undefined || open.has(packet.destinationPort)) return PASS;
      const step: NodeFirewallStep = {
        function: "node-firewall",
        code: "blocked",
        objects: [view.use(node.node)],
        node: node.name,
        address: packet.destination.text,
        port: packet.destinationPort,
        protocol: packet.protocol,
        open: open.text,
      };
      return { kind: "end", ending: { kind: "dropped" }, step };
    },
  }),
};
