import { expect, it } from "vitest";
import { Cluster } from "../../index.ts";
import { ApiServer } from "./api-server.ts";

const NOW = 1_767_225_600_000;

const MANIFESTS = `
apiVersion: v1
kind: Namespace
metadata: { name: shop }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop, labels: { app: web } }
spec:
  replicas: 3
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: nginx }] }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { selector: { app: web }, ports: [{ port: 80 }] }
`;

const server = new ApiServer(Cluster.load(MANIFESTS), { now: () => NOW + 90_000 });

interface Reply {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into JSON of every shape
  readonly body: any;
}

function get(path: string, accept = "application/json"): Reply {
  const { status, body } = server.handle({ method: "GET", path, headers: { accept } });
  return { status, body: JSON.parse(body) };
}

const TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json";
const AGGREGATED = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json";

it("says its version", () => {
  expect(get("/version").body).toMatchObject({ major: "1", minor: "36", gitVersion: "v1.36.0" });
});

it("lists what it serves, plain and aggregated", () => {
  expect(get("/apis/apps/v1").body.resources.map(({ name }: { name: string }) => name)).toContain(
    "deployments/scale",
  );
  const groups = get("/apis", AGGREGATED).body;
  expect(groups.kind).toBe("APIGroupDiscoveryList");
  expect(groups.items[0].metadata.name).toBe("apps");
  expect(get("/openapi/v3").body.paths["apis/apps/v1"]).toBeDefined();
});

it.each([
  ["/nowhere", 404, "NotFound", "the server could not find the requested resource"],
  ["/api/v1/namespaces/shop/pods/no", 404, "NotFound", 'pods "no" not found'],
  [
    "/apis/networking.k8s.io/v1/namespaces/shop/ingresses/no",
    404,
    "NotFound",
    'ingresses.networking.k8s.io "no" not found',
  ],
  ["/api/v1/pods?fieldSelector=spec.x=1", 400, "BadRequest", "field label not supported: spec.x"],
  ["/api/v1/pods?labelSelector=a)", 400, "BadRequest", /^unable to parse requirement: found '\)'/],
  ["/api/v1/pods?continue=!", 400, "BadRequest", /^continue key is not valid/],
  ["/api/v1/pods?resourceVersion=99999", 504, "Timeout", /^Too large resource version: 99999, current: \d+$/],
])("refuses %s in upstream's words", (path, status, reason, message) => {
  const reply = get(path);
  expect(reply.status).toBe(status);
  expect(reply.body).toMatchObject({ kind: "Status", status: "Failure", reason, code: status });
  expect(reply.body.message).toMatch(message);
});

it("lists by labels and fields, page by page", () => {
  const all = get("/api/v1/namespaces/shop/pods?labelSelector=app%20in%20(web,x),!y").body;
  expect(all).toMatchObject({ kind: "PodList", apiVersion: "v1" });
  expect(all.items).toHaveLength(3);
  const first = get("/api/v1/namespaces/shop/pods?limit=2").body;
  expect(first.metadata.remainingItemCount).toBe(1);
  const rest = get(`/api/v1/namespaces/shop/pods?limit=2&continue=${first.metadata.continue}`).body;
  expect([...first.items, ...rest.items]).toEqual(all.items);
  expect(rest.metadata.continue).toBeUndefined();
  const node = all.items[0].spec.nodeName;
  const onNode = get(`/api/v1/pods?fieldSelector=spec.nodeName=${node},status.phase!=Pending`).body.items;
  expect(onNode.length).toBeGreaterThan(0);
  expect(onNode.every((pod: { spec: { nodeName: string } }) => pod.spec.nodeName === node)).toBe(true);
});

it("prints a Table with upstream's columns and an age", () => {
  const table = get("/apis/apps/v1/namespaces/shop/deployments", TABLE).body;
  expect(table.columnDefinitions.map(({ name }: { name: string }) => name)).toEqual([
    "Name",
    "Ready",
    "Up-to-date",
    "Available",
    "Age",
    "Containers",
    "Images",
    "Selector",
  ]);
  expect(table.rows[0].cells).toEqual(["web", "3/3", 3, 3, "90s", "web", "nginx", "app=web"]);
  expect(table.rows[0].object.kind).toBe("PartialObjectMetadata");
});

it("shows what kubelets and controllers report", () => {
  const { body } = get("/apis/apps/v1/namespaces/shop/deployments/web");
  expect(body.status).toMatchObject({ observedGeneration: 1, replicas: 3, availableReplicas: 3 });
  const [pod] = get("/api/v1/namespaces/shop/pods").body.items;
  expect(pod.status.containerStatuses).toMatchObject([{ name: "web", ready: true, restartCount: 0 }]);
});
