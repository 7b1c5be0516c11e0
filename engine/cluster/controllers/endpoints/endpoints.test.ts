import { describe, expect, it } from "vitest";
import { Cluster } from "../../../index.ts";

/** A thousand and fifty pods behind one Service, some of them not ready. */
function crowd(unready: number): string {
  const pods = Array.from({ length: 1050 }, (_, index) => {
    const status = index < unready ? "False" : "True";
    return `{ apiVersion: v1, kind: Pod, metadata: { name: p${index}, labels: { app: p } }, spec: { nodeName: worker-1, containers: [{ name: c, image: i }] }, status: { phase: Running, podIP: 10.244.${index >> 8}.${index & 255}, conditions: [{ type: Ready, status: "${status}" }] } }`;
  });
  const service =
    "{ apiVersion: v1, kind: Service, metadata: { name: p }, spec: { selector: { app: p }, ports: [{ port: 80 }] } }";
  return [...pods, service].join("\n---\n");
}

interface Subset {
  readonly addresses?: readonly unknown[];
  readonly notReadyAddresses?: readonly unknown[];
}

function endpointsOf(text: string): { readonly annotations: unknown; readonly subsets: readonly Subset[] } {
  const object = Cluster.load(text)
    .objects("Endpoints")
    .find(({ metadata }) => metadata.name === "p");
  return {
    annotations: object?.metadata.annotations,
    subsets: (object as { subsets?: readonly Subset[] })?.subsets ?? [],
  };
}

describe("Endpoints beyond their size", () => {
  it("stop at 1000 addresses and say so", () => {
    const { annotations, subsets } = endpointsOf(crowd(0));
    expect(annotations).toEqual({ "endpoints.kubernetes.io/over-capacity": "truncated" });
    expect(subsets.map(({ addresses }) => addresses?.length)).toEqual([1000]);
  });

  it("leave out addresses that are not ready first", () => {
    const { subsets } = endpointsOf(crowd(100));
    expect(
      subsets.map(({ addresses, notReadyAddresses }) => [addresses?.length, notReadyAddresses?.length]),
    ).toEqual([[950, 50]]);
  });

  it("while slices hold all of them, a hundred each", () => {
    const slices = Cluster.load(crowd(0))
      .objects("EndpointSlice")
      .filter(({ metadata }) => metadata.labels?.["kubernetes.io/service-name"] === "p");
    const sizes = slices.map((slice) => (slice as { endpoints?: readonly unknown[] }).endpoints?.length ?? 0);
    expect(sizes.sort((a, b) => b - a)).toEqual([...Array(10).fill(100), 50]);
  });
});

describe("Endpoints whose pods differ", () => {
  const pod = (name: string, ip: string, http: number): string =>
    `{ apiVersion: v1, kind: Pod, metadata: { name: ${name}, labels: { app: p } }, spec: { nodeName: worker-1, containers: [{ name: c, image: i, ports: [{ name: http, containerPort: ${http} }] }] }, status: { phase: Running, podIP: ${ip} } }`;
  const service =
    "{ apiVersion: v1, kind: Service, metadata: { name: p }, spec: { selector: { app: p }, ports: [{ name: http, port: 80, targetPort: http }, { name: metrics, port: 9090 }] } }";

  it("keep a port that all serve in a subset of all, and list addresses by their text", () => {
    const pods = [pod("a", "10.244.1.9", 80), pod("b", "10.244.1.10", 8080), pod("c", "10.244.1.100", 80)];
    const { subsets } = endpointsOf([...pods, service].join("\n---\n"));
    const told = (subsets as { addresses: { ip: string }[]; ports: { name: string; port: number }[] }[]).map(
      ({ addresses, ports }) => [
        addresses.map(({ ip }) => ip).join(" "),
        ports.map(({ name, port }) => `${name}:${port}`).join(" "),
      ],
    );
    expect(told).toEqual([
      ["10.244.1.100 10.244.1.9", "http:80"],
      ["10.244.1.10 10.244.1.100 10.244.1.9", "metrics:9090"],
      ["10.244.1.10", "http:8080"],
    ]);
  });
});
