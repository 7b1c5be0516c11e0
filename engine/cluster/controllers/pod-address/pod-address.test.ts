import { expect, it } from "vitest";
import type { Pod } from "../../../api/core/pod.ts";
import type { KubernetesObject } from "../../../api/meta.ts";
import { Cluster } from "../../../surfaces/library/cluster.ts";

const node = (name: string, podCIDR: string): KubernetesObject & { readonly spec: object } => ({
  apiVersion: "v1",
  kind: "Node",
  metadata: { name },
  spec: { podCIDR, podCIDRs: [podCIDR] },
});
const pod = (name: string, nodeName: string): KubernetesObject & { readonly spec: object } => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name, namespace: "shop" },
  spec: { nodeName, containers: [{ name: "app", image: "app:1" }] },
});

function addresses(objects: readonly KubernetesObject[]): readonly (string | undefined)[] {
  const pods = Cluster.load(objects).objects("Pod") as readonly Pod[];
  return pods.filter(({ metadata }) => metadata.namespace === "shop").map(({ status }) => status?.podIP);
}

it("gives no address twice where the blocks of two nodes overlap", () => {
  const nodes = [node("one", "10.1.0.0/24"), node("two", "10.1.0.0/16")];
  expect(addresses([...nodes, pod("a", "one"), pod("b", "two"), pod("c", "one")])).toEqual([
    "10.1.0.4",
    "10.1.0.5",
    "10.1.0.6",
  ]);
});

it("leaves pods without an address once their node's block is full", () => {
  const pods = ["a", "b", "c", "d", "e"].map((name) => pod(name, "one"));
  // The cluster's DNS has the first two.
  const rest = ["10.1.0.4", "10.1.0.5", "10.1.0.6", "10.1.0.7"];
  expect(addresses([node("one", "10.1.0.0/29"), ...pods])).toEqual([...rest, undefined]);
});
