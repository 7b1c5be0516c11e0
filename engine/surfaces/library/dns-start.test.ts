import { describe, expect, it } from "vitest";
import { Cluster } from "./cluster.ts";

const DENIED = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: dns-egress, namespace: kube-system }
spec:
  podSelector: { matchLabels: { k8s-app: kube-dns } }
  policyTypes: [Egress]
  egress: [{ ports: [{ port: 53, protocol: UDP }] }]
`;
const OPEN = DENIED.replace("protocol: UDP }", "protocol: UDP }, { port: 6443 }");

function codes(text: string): readonly string[] {
  const found = Cluster.load(text).lint();
  return found.filter(({ code }) => code === "dns-without-api").map(({ field = "" }) => field);
}

function dnsPods(cluster: Cluster): readonly { readonly name: string; readonly ready: string }[] {
  const pods = cluster.objects("Pod").filter(({ metadata }) => metadata.namespace === "kube-system");
  return pods.map((pod) => {
    const { conditions } = (pod as unknown as { status: { conditions: { type: string; status: string }[] } })
      .status;
    return {
      name: pod.metadata.name,
      ready: conditions.find(({ type }) => type === "Ready")?.status ?? "",
    };
  });
}

describe("a DNS server's way to the API server", () => {
  it("is missed by lint before it is missed by anybody else", () => {
    expect(codes(DENIED)).toEqual(["spec.egress"]);
    expect(codes(OPEN)).toEqual([]);
    expect(codes(`${DENIED}---\n${OPEN.replace("dns-egress", "more")}`)).toEqual([]);
  });
  it("is always there on the API server's own node, where no policy is asked", () => {
    const cluster = Cluster.load(DENIED);
    for (const { name } of dnsPods(cluster)) cluster.delete(`pod/kube-system/${name}`);
    expect(
      dnsPods(cluster)
        .map(({ ready }) => ready)
        .sort(),
    ).toEqual(["False", "True"]);
    cluster.delete("networkpolicy/kube-system/dns-egress");
    expect(dnsPods(cluster).map(({ ready }) => ready)).toEqual(["True", "True"]);
  });
  it("is not asked for by pods that were there from the start, nor by copies of a cluster in use", () => {
    const [one, two] = [Cluster.load(DENIED), Cluster.load(DENIED)];
    for (const { name } of dnsPods(one)) one.delete(`pod/kube-system/${name}`);
    expect(dnsPods(two).map(({ ready }) => ready)).toEqual(["True", "True"]);
  });
});
