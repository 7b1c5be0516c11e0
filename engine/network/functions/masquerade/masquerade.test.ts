import { expect, it } from "vitest";
import { Cluster } from "../../../surfaces/library/cluster.ts";

const POD = (extra: string): string => `
apiVersion: v1
kind: Node
metadata: { name: one }
status: { addresses: [{ type: InternalIP, address: 192.168.56.21 }] }
---
apiVersion: v1
kind: Pod
metadata: { name: app, namespace: default }
spec: { nodeName: one, ${extra} containers: [{ name: app, image: example.com/app }] }
`;

it.each(["", "hostNetwork: true,"])("shows the node's address outside (%j)", (extra) => {
  const trace = Cluster.load(POD(extra)).curl("app", "http://203.0.113.9/");
  expect(trace.branches.map(({ reached }) => reached.clientSeenAs)).toEqual(["192.168.56.21"]);
  const functions = trace.branches.flatMap(({ legs }) =>
    legs.flatMap(({ hops }) => hops.map(({ step }) => step.function)),
  );
  expect(functions.includes("masquerade")).toBe(extra === "");
});
