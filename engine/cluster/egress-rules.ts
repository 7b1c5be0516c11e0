import type { EgressFirewallRule } from "../api/ovn/egress-firewall.ts";
import { parseCidr } from "../values/cidr.ts";

/** Rules that OVN has priorities for (10000 down to 2000; go-controller egressfirewall.go). */
const MOST_RULES = 8000;

/**
 * Why OVN-Kubernetes does not apply an EgressFirewall that the API server accepted; `undefined` when it does. One bad
 * rule keeps the others from being applied, too.
 */
export function egressRulesProblem(rules: readonly EgressFirewallRule[]): string | undefined {
  if (rules.length > MOST_RULES) return `${rules.length} rules, at most ${MOST_RULES} fit`;
  for (const { to } of rules) {
    if (to.cidrSelector !== undefined && parseCidr(to.cidrSelector) === undefined)
      return `invalid CIDR address: ${to.cidrSelector}`;
    // Wildcards need the DNSNameResolver feature, which is off unless somebody turns it on.
    if (to.dnsName?.startsWith("*.") === true)
      return `wildcard dns name ${to.dnsName} needs the DNS name resolver`;
  }
  return undefined;
}
