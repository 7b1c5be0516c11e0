import { describe, expect, it } from "vitest";
import { Cluster } from "../../index.ts";
import { queryLogOf } from "./dns-log.ts";

const INPUT = `
apiVersion: v1
kind: ConfigMap
metadata: { name: coredns, namespace: kube-system }
data:
  Corefile: |
    .:53 {
        log
        kubernetes cluster.local
    }
---
apiVersion: v1
kind: Pod
metadata: { name: client, namespace: shop }
spec: { containers: [{ name: client, image: "curl:1" }] }
`;

function lines(cluster: Cluster): readonly string[] {
  return cluster
    .objects("Pod")
    .filter(({ metadata }) => metadata.namespace === "kube-system")
    .flatMap(({ metadata }) => queryLogOf(cluster, `kube-system/${metadata.name}`));
}

const ask = (cluster: Cluster): unknown =>
  cluster.resolve("shop/client", "kubernetes.default.svc.cluster.local.");

describe("the DNS server's log", () => {
  it("has a line for each request, the same in every run", () => {
    const [one, other] = [Cluster.load(INPUT), Cluster.load(INPUT)];
    for (const cluster of [one, other]) for (const _ of [1, 2]) ask(cluster);
    expect(lines(one)).toHaveLength(2);
    expect(new Set(lines(one)).size).toBe(2);
    expect(lines(one)).toEqual(lines(other));
    expect(lines(one)[0]).toMatch(
      /^\[INFO\] 10\.244\.\d+\.\d+:\d+ - \d+ "A IN kubernetes\.default\.svc\.cluster\.local\. udp 54 false 512" NOERROR qr,aa,rd 106 0\.000\d+s$/,
    );
  });

  it("knows nothing of what is asked without policies, nor of the oldest of many", () => {
    const cluster = Cluster.load(INPUT);
    cluster.resolve("shop/client", "kubernetes.default", "A", { liftPolicies: true });
    expect(lines(cluster)).toEqual([]);
    for (let index = 0; index < 250; index++) ask(cluster);
    expect(lines(cluster)).toHaveLength(200);
  });
});
