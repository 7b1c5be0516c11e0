import { describe, expect, it } from "vitest";
import { Cluster } from "../../../index.ts";

function findings(...objects: readonly object[]): readonly string[] {
  const text = objects.map((object) => JSON.stringify(object)).join("\n---\n");
  const cluster = Cluster.load([{ name: "web.yaml", text }]);
  return cluster
    .lint()
    .map(({ severity, code, object, field }) => `${severity} ${code} ${object?.name} ${field}`);
}

const service = (spec: object, annotations: object = {}): object => ({
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: "web", annotations },
  spec,
});

function slice(name: string, ports: readonly object[], count: number): object {
  return {
    apiVersion: "discovery.k8s.io/v1",
    kind: "EndpointSlice",
    metadata: { name, labels: { "kubernetes.io/service-name": "web" } },
    addressType: "IPv4",
    ports,
    endpoints: Array.from({ length: count }, (_, at) => ({ addresses: [`203.0.113.${at}`] })),
  };
}

const ports = [{ name: "http", port: 80 }];
const workload = (kind: string, replicas: number, container: object = {}, more: object = {}): object => ({
  apiVersion: "apps/v1",
  kind,
  metadata: { name: "web" },
  spec: {
    replicas,
    ...more,
    selector: { matchLabels: { app: "web" } },
    template: {
      metadata: { labels: { app: "web" } },
      spec: { containers: [{ name: "app", image: "a", ...container }] },
    },
  },
});

describe("lint of endpoints", () => {
  it("says that slices need the names of the Service's ports", () => {
    expect(findings(service({ ports }), slice("web-1", [{ name: "htpp", port: 8080 }], 1))).toEqual([
      "warning slice-port-unknown web-1 ports[0].name",
    ]);
    expect(findings(service({ ports }), slice("web-1", [{ name: "http", port: 8080 }], 1))).toEqual([]);
  });

  it.each([
    [[101], ["note slice-overfilled web-1 endpoints"]],
    [[1, 1, 1], ["note slices-hardly-filled web-1 endpoints"]],
    [[60, 60, 60], []],
    [[1, 1], []],
  ])("looks at the packing of slices with %o endpoints", (counts, expected) => {
    const slices = counts.map((count, at) => slice(`web-${at + 1}`, ports, count));
    expect(findings(service({ ports }), ...slices)).toEqual(expected);
  });

  it("says that Endpoints hold no more than 1000", () => {
    const spec = { selector: { app: "web" }, ports: [{ port: 80 }] };
    const pods = Array.from({ length: 1001 }, (_, at) => ({
      apiVersion: "v1",
      kind: "Pod",
      metadata: { name: `p${at}`, labels: { app: "web" } },
      spec: { nodeName: "worker-1", containers: [{ name: "c", image: "i" }] },
      status: { phase: "Running", podIP: `10.244.${at >> 8}.${at & 255}` },
    }));
    expect(findings(service(spec), ...pods)).toEqual(["note endpoints-truncated web spec.selector"]);
  });

  it("says why there are no zone hints", () => {
    const annotations = { "service.kubernetes.io/topology-mode": "Auto" };
    const spec = { selector: { app: "web" }, ports: [{ port: 80 }] };
    expect(findings(service(spec, annotations), workload("Deployment", 3))).toEqual([
      "note topology-hints-disabled web metadata.annotations",
    ]);
  });

  it("knows who needs to be found before it is ready", () => {
    const headless = { clusterIP: "None", selector: { app: "web" }, ports: [{ port: 80 }] };
    const probe = { readinessProbe: { httpGet: { port: 80 } } };
    const set = (replicas: number, container: object): object =>
      workload("StatefulSet", replicas, container, { serviceName: "web" });
    expect(findings(service(headless), set(3, probe))).toEqual(["note peers-unresolvable web spec"]);
    expect(findings(service({ ...headless, publishNotReadyAddresses: true }), set(3, probe))).toEqual([]);
    expect(findings(service(headless), set(1, probe))).toEqual([]);
    expect(findings(service(headless), set(3, {}))).toEqual([]);
  });
});
