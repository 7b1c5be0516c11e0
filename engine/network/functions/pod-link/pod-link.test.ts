import { describe, expect, it } from "vitest";
import { Cluster, type Trace } from "../../../index.ts";

function pod(name: string, spec: string, status = ""): string {
  return `---
apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: shop }
spec: { ${spec}containers: [{ name: app, image: a, ports: [{ containerPort: 8080 }] }] }
${status}
`;
}

const CLUSTER = Cluster.load(
  [
    "apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n",
    pod("a", "nodeName: control-plane, "),
    pod("b", "nodeName: control-plane, "),
    pod("c", "nodeName: worker-1, "),
    pod("host", "nodeName: worker-1, hostNetwork: true, "),
    pod("done", "nodeName: worker-1, ", "status: { phase: Succeeded, podIP: 10.244.2.99 }"),
  ].join(""),
);

/** `code` of every step of the connect leg. */
function codes(trace: Trace): readonly string[] {
  const leg = trace.branches[0]?.legs.find(({ purpose }) => purpose === "connect");
  return (leg?.hops ?? []).map(({ step }) => step.code);
}

describe("pod-link", () => {
  it.each([
    ["shop/a", "10.244.1.4", ["left-pod", "not-isolated", "not-isolated", "entered-pod"]],
    ["shop/a", "192.168.56.12", ["left-pod", "not-isolated", "hidden-behind-node", "reached-node"]],
    ["shop/host", "192.168.56.11", ["reached-node"]],
    ["shop/a", "10.244.2.99", ["left-pod", "not-isolated", "nobody-has-address"]],
    ["shop/a", "10.244.2.250", ["left-pod", "not-isolated", "nobody-has-address"]],
    ["shop/a", "192.168.56.200", ["left-pod", "not-isolated", "nobody-has-address"]],
    ["shop/a", "198.51.100.1", ["left-pod", "not-isolated", "hidden-behind-node", "left-cluster"]],
    ["external", "10.244.1.4", ["not-routed-outside"]],
  ])("%s to %s", (from, host, expected) => {
    const trace = CLUSTER.connect(from, host, { port: 8080 });
    expect(codes(trace).slice(0, expected.length)).toEqual(expected);
  });

  it("knows whether both ends share a node", () => {
    const between = (to: string): unknown => {
      const trace = CLUSTER.connectToPod("shop/a", to, { port: 8080 });
      const hops = trace.branches[0]?.legs.flatMap((leg) => leg.hops) ?? [];
      return hops.find(({ step }) => step.code === "entered-pod")?.step;
    };
    expect(between("shop/b")).toMatchObject({ sameNode: true, node: "control-plane" });
    expect(between("shop/c")).toMatchObject({ sameNode: false, node: "worker-1" });
  });
});
