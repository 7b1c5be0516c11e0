import { describe, expect, it } from "vitest";
import { egressRulesProblem } from "../../../cluster/egress-rules.ts";
import { profileNamed } from "../../../cluster/profiles.ts";
import { Cluster } from "../../../surfaces/library/cluster.ts";

const POD = `
apiVersion: v1
kind: Pod
metadata: { name: app, namespace: default }
spec: { containers: [{ name: app, image: example.com/app }] }
`;

function endings(rules: string, ...addresses: readonly string[]): readonly string[] {
  const firewall = `
apiVersion: k8s.ovn.org/v1
kind: EgressFirewall
metadata: { name: default, namespace: default }
spec: { egress: [${rules}] }
`;
  const cluster = Cluster.load(`${POD}---${firewall}`, { profile: profileNamed("openshift") });
  return addresses.map(
    (address) =>
      cluster.connect("app", address, { port: 443, protocol: "TCP" }).branches[0]?.ending.kind ?? "",
  );
}

describe("an EgressFirewall", () => {
  it("is read from the top, and the first match decides", () => {
    const allow = "{ type: Allow, to: { cidrSelector: 203.0.113.0/28 } }";
    const deny = "{ type: Deny, to: { cidrSelector: 203.0.113.0/24 } }";
    const asked = ["203.0.113.5", "203.0.113.77", "198.51.100.1"] as const;
    expect(endings(`${allow}, ${deny}`, ...asked)).toEqual(["connected", "dropped", "connected"]);
    expect(endings(`${deny}, ${allow}`, ...asked)).toEqual(["dropped", "dropped", "connected"]);
  });

  it("names why nothing of it is applied", () => {
    expect(egressRulesProblem([{ type: "Deny", to: { cidrSelector: "10.0.0.0/33" } }])).toBe(
      "invalid CIDR address: 10.0.0.0/33",
    );
    const many = Array.from(
      { length: 8001 },
      () => ({ type: "Deny", to: { cidrSelector: "10.0.0.0/8" } }) as const,
    );
    expect(egressRulesProblem(many)).toBe("8001 rules, at most 8000 fit");
    expect(egressRulesProblem(many.slice(1))).toBeUndefined();
  });
});
