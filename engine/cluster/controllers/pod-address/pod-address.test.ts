import { expect, it } from "vitest";
import type { Pod } from "../../../api/core/pod.ts";
import { Cluster } from "../../../surfaces/library/cluster.ts";

const node = (name: string, podCIDR: string): object => ({
  apiVersion: "v1",
  kind: "Node",
  metadata: { name },
  spec: { podCIDR, podCIDRs: [podCIDR] },
});
const pod = (name: string, nodeName: string): object => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name, namespace: "shop" },
  spec: { nodeName, containers: [{ name: "app", image: "app:1" }] },
});

function addresses(objects: readonly object[]): readonly (string | undefined)[] {
  const pods = Cluster.load(objects).objects("Pod") as readonly Pod[];
  return pods.filter(({ metadata }) => metadata.namespace === "shop").map(({ status }) => status?.podIP);
}

it("gives no address twice where the blocks of two nodes overlap", () => {
  const nodes = [node("one", "10.1.0.0/24"), node("two", "10.1.0.0/16")];
  expect(addresses([...nodes, pod("a", "one"), pod("b", "two"), pod("c", "one")])).toEqual([
    "10.1.0.2",
    "10.1.0.3",
    "10.1.0.4",
  ]);
});

it("leaves pods without an address once their node's block is full", () => {
  const given = addresses([node("one", "10.1.0.0/30"), ...["a", "b", "c"].map((name) => pod(name, "one"))]);
  expect(given).toEqual(["10.1.0.2", "10.1.0.3", undefined]);
});
