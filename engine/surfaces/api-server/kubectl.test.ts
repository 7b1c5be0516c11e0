import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Cluster } from "../../index.ts";
import { KUBECTL, type Loopback, startLoopback } from "../../testing/loopback-api-server.ts";
import { ApiServer } from "./api-server.ts";

const NOW = 1_767_225_600_000;

const MANIFESTS = `
apiVersion: v1
kind: Namespace
metadata: { name: shop }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: nginx, ports: [{ containerPort: 80 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { selector: { app: web }, ports: [{ port: 80 }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: deny, namespace: shop }
spec: { podSelector: {} }
`;

const skip = KUBECTL === undefined;
if (skip) console.warn("SKIPPED: no kubectl in /usr/bin or /usr/local/bin to run against the handler");

describe.skipIf(skip)("the real kubectl against the handler", () => {
  let loopback: Loopback;
  beforeAll(async () => {
    loopback = await startLoopback(new ApiServer(Cluster.load(MANIFESTS), { now: () => NOW + 90_000 }));
  });
  afterAll(() => loopback.close());

  async function kubectl(line: string, stdin?: string): Promise<string> {
    const { stdout, stderr, code } = await loopback.kubectl(line.split(" "), stdin);
    return code === 0 ? stdout : `${stderr}exit ${code}`;
  }

  it("gets tables of every kind", async () => {
    expect(await kubectl("get svc,deploy,netpol -n shop")).toMatchSnapshot();
    expect(await kubectl("get nodes,ns")).toMatchSnapshot();
    expect(await kubectl("get pods -n shop -o name --chunk-size=1")).toMatch(/^(pod\/web-\S+\n){2}$/);
  });

  it("prints refusals as a cluster's", async () => {
    expect(await kubectl("get pod no")).toBe('Error from server (NotFound): pods "no" not found\nexit 1');
    expect(await kubectl("get foos")).toBe('error: the server doesn\'t have a resource type "foos"\nexit 1');
  });
});
