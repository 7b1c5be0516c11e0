import { expect, it } from "vitest";
import { profileNamed } from "../../../cluster/profiles.ts";
import { Cluster } from "../../../surfaces/library/cluster.ts";

const INPUT = `
apiVersion: v1
kind: Node
metadata: { name: a, labels: { k8s.ovn.org/egress-assignable: "" } }
---
apiVersion: v1
kind: Node
metadata: { name: b, labels: { k8s.ovn.org/egress-assignable: "true" } }
---
apiVersion: v1
kind: Pod
metadata: { name: app, namespace: default, labels: { app: app } }
spec: { containers: [{ name: app, image: example.com/app }] }
---
apiVersion: k8s.ovn.org/v1
kind: EgressIP
metadata: { name: both }
spec: { egressIPs: [10.0.7.200, 10.0.7.201], namespaceSelector: {}, podSelector: { matchLabels: { app: app } } }
`;

it("shares connections among the addresses that nodes hold", () => {
  const cluster = Cluster.load(INPUT, { profile: profileNamed("openshift") });
  const { branches } = cluster.curl("app", "http://203.0.113.9/");
  expect(branches.map(({ share, reached }) => [share, reached.clientSeenAs])).toEqual([
    [0.5, "10.0.7.200"],
    [0.5, "10.0.7.201"],
  ]);
});

it("moves an address when its node can no longer hold it", () => {
  const cluster = Cluster.load(INPUT, { profile: profileNamed("openshift") });
  cluster.delete("node/a");
  const { branches } = cluster.curl("app", "http://203.0.113.9/");
  expect(branches.map(({ reached }) => reached.clientSeenAs)).toEqual(["10.0.7.200"]);
});
