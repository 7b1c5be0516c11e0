import type {
  EgressFirewall,
  EgressFirewallDestination,
  EgressFirewallRule,
} from "../../../api/ovn/egress-firewall.ts";
import { egressRulesProblem } from "../../../cluster/egress-rules.ts";
import type { ClusterView } from "../../../cluster/view.ts";
import { contains, parseCidr } from "../../../values/cidr.ts";
import { canonicalHostname } from "../../../values/hostname.ts";
import { sameIp } from "../../../values/ip.ts";
import { compileSelector, selects } from "../../../values/label-selector.ts";
import type { Packet } from "../../../values/packet.ts";
import { type Flow, type NetworkFunction, type Outcome, PASS } from "../../function.ts";
import type { Outside } from "../../outside.ts";
import type { EgressFacts, EgressFirewallStep } from "./steps.ts";

/**
 * EgressFirewall of OVN-Kubernetes: what a namespace's pods may reach outside of the cluster. Asked after Service
 * addresses are translated and beside NetworkPolicy: both have to allow (docs/design/acls.md of ovn-kubernetes).
 */
export const egressFirewall: NetworkFunction = {
  name: "egress-firewall",
  policy: true,
  compile: (view, outside) => ({ visit: (flow) => visit(view, outside, flow) }),
};

function visit(view: ClusterView, outside: Outside, flow: Flow): Outcome<EgressFirewallStep> {
  const { origin, packet } = flow;
  if (origin.kind !== "pod" || origin.pod.hostNetwork) return PASS;
  // Pod addresses are taken out of every rule; a Service address that nobody translated leads nowhere anyway.
  if (view.podAt(packet.destination) !== undefined) return PASS;
  const range = view.rangeOf(packet.destination);
  if (range === "pod" || range === "service") return PASS;
  const firewall = view.get("EgressFirewall", origin.pod.namespace, "default");
  if (firewall === undefined) return PASS;
  const step = judge(
    view,
    outside,
    firewall,
    {
      pod: { kind: "Pod", namespace: origin.pod.namespace, name: origin.pod.name },
      firewall: view.use(firewall),
      address: packet.destination.text,
      port: packet.destinationPort,
      protocol: packet.protocol,
    },
    packet,
  );
  if (step.code === "denied") return { kind: "end", step, ending: { kind: "dropped" } };
  return { kind: "next", branches: [{ step, flow }] };
}

function judge(
  view: ClusterView,
  outside: Outside,
  firewall: EgressFirewall,
  facts: EgressFacts,
  packet: Packet,
): EgressFirewallStep {
  const base = { function: "egress-firewall", ...facts } as const;
  const { egress } = firewall.spec;
  const problem = egressRulesProblem(egress);
  if (problem !== undefined) return { ...base, code: "not-applied", problem, objects: [facts.firewall] };
  const rule = egress.findIndex((one) => matches(view, outside, one, packet));
  const found = egress[rule];
  if (found === undefined) return { ...base, code: "no-rule", objects: [facts.firewall] };
  const objects = [view.use(firewall, ["spec", "egress", rule])];
  return { ...base, code: found.type === "Allow" ? "allowed" : "denied", rule, objects };
}

function matches(
  view: ClusterView,
  outside: Outside,
  { to, ports = [] }: EgressFirewallRule,
  packet: Packet,
): boolean {
  const isPort =
    ports.length === 0 ||
    ports.some(({ protocol, port }) => protocol === packet.protocol && port === packet.destinationPort);
  return isPort && isDestination(view, outside, to, packet);
}

function isDestination(
  view: ClusterView,
  outside: Outside,
  { cidrSelector, dnsName, nodeSelector }: EgressFirewallDestination,
  { destination }: Packet,
): boolean {
  if (cidrSelector !== undefined) {
    const block = parseCidr(cidrSelector);
    return block !== undefined && block.family === destination.family && contains(block, destination);
  }
  if (dnsName !== undefined) {
    const addresses = outside.addressesOf(canonicalHostname(dnsName)) ?? [];
    return addresses.some((address) => sameIp(address, destination));
  }
  if (nodeSelector === undefined) return false;
  const selector = compileSelector(nodeSelector);
  const node = view.nodeAt(destination);
  return node !== undefined && selects(selector, node.node.metadata.labels ?? {});
}
