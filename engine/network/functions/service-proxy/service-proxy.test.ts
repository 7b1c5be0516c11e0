import { describe, expect, it } from "vitest";
import { Cluster, type Trace } from "../../../index.ts";

const CLIENT = `apiVersion: v1
kind: Namespace
metadata: { name: shop }
---
apiVersion: v1
kind: Pod
metadata: { name: client, namespace: shop }
spec: { nodeName: worker-1, containers: [{ name: app, image: a }] }
---
apiVersion: v1
kind: Service
metadata: { name: db, namespace: shop }
spec:
  clusterIP: 10.96.0.50
  ports:
    - { name: sql, port: 5432 }
    - { name: metrics, port: 9187 }
`;

interface Listed {
  readonly address: string;
  readonly ready?: boolean;
  readonly serving?: boolean;
  readonly terminating?: boolean;
}

/** A slice that somebody else manages: kube-proxy takes every slice with the label. */
function slice(name: string, endpoints: readonly Listed[], ports = "[{ name: sql, port: 5432 }]"): string {
  const list = endpoints.map(({ address, ...conditions }) => ({ addresses: [address], conditions }));
  return `---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: { name: ${name}, namespace: shop, labels: { kubernetes.io/service-name: db } }
addressType: IPv4
endpoints: ${JSON.stringify(list)}
ports: ${ports}
`;
}

function ask(manifests: string, port = 5432): Trace {
  return Cluster.load(CLIENT + manifests).connect("shop/client", "10.96.0.50", { port });
}

/** Endpoint and share of every branch, in the order of the branches. */
function endpoints(trace: Trace): readonly string[] {
  return trace.branches.map(({ share, legs }) => {
    const hops = legs.flatMap((leg) => leg.hops);
    const step = hops.map((hop) => hop.step).find(({ code }) => code === "translated");
    const to = (step as { readonly endpoint?: string } | undefined)?.endpoint;
    return `${to} ${share.toFixed(2)}`;
  });
}

describe("service-proxy", () => {
  it("balances evenly over the endpoints of all slices, each once, in kube-proxy's order", () => {
    const one = slice("one", [{ address: "192.0.2.9" }, { address: "192.0.2.10" }]);
    const two = slice("two", [{ address: "192.0.2.10" }, { address: "192.0.2.11" }]);
    expect(endpoints(ask(one + two))).toEqual(["192.0.2.10 0.33", "192.0.2.11 0.33", "192.0.2.9 0.33"]);
  });

  it("leaves out what is not ready while anything is", () => {
    const mixed = [{ address: "192.0.2.1" }, { address: "192.0.2.2", ready: false }];
    expect(endpoints(ask(slice("s", mixed)))).toEqual(["192.0.2.1 1.00"]);
  });

  it("falls back to terminating endpoints that still serve", () => {
    const leaving = { address: "192.0.2.1", ready: false, serving: true, terminating: true };
    const gone = { address: "192.0.2.2", ready: false, serving: false, terminating: true };
    expect(endpoints(ask(slice("s", [leaving, gone])))).toEqual(["192.0.2.1 1.00"]);
  });

  it.each([
    ["no slice at all", "", 5432, "no-endpoints", "refused"],
    [
      "none that serves",
      slice("s", [{ address: "192.0.2.1", ready: false }]),
      5432,
      "no-endpoints",
      "refused",
    ],
    [
      "the slice lacks the port's name",
      slice("s", [{ address: "192.0.2.1" }]),
      9187,
      "no-endpoints",
      "refused",
    ],
    ["a port the Service lacks", slice("s", [{ address: "192.0.2.1" }]), 5433, "port-not-served", "dropped"],
  ])("%s", (_, manifests, port, code, ending) => {
    const [branch] = ask(manifests, port).branches;
    expect(branch?.decidedBy.step).toMatchObject({ function: "service-proxy", code });
    expect(branch?.ending.kind).toBe(ending);
  });

  it("finds the slice's port by name and protocol, and takes its number from there", () => {
    const number = (ports: string): unknown => {
      const [branch] = ask(slice("s", [{ address: "192.0.2.1" }], ports)).branches;
      const steps = branch?.legs.flatMap((leg) => leg.hops.map(({ step }) => step)) ?? [];
      return steps.find(({ code }) => code === "translated");
    };
    expect(number("[{ name: sql, port: 15432 }]")).toMatchObject({ targetPort: 15_432 });
    expect(number("[{ name: sql, protocol: UDP, port: 15432 }]")).toBeUndefined();
    expect(number("[{ name: other, port: 15432 }]")).toBeUndefined();
  });
});
