import { expect, it } from "vitest";
import { Cluster } from "../../index.ts";
import { ApiServer } from "./api-server.ts";

const INPUT = `
apiVersion: v1
kind: Pod
metadata: { name: p, labels: { app: a } }
spec: { nodeName: worker-1, containers: [{ name: c, image: i }] }
---
apiVersion: v1
kind: Pod
metadata: { name: held, labels: { app: held }, finalizers: [example.com/wait] }
spec: { nodeName: worker-1, containers: [{ name: c, image: i }] }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: b }
spec: { minAvailable: 1, selector: { matchLabels: { app: a } } }
`;

const server = (input = INPUT): ApiServer =>
  new ApiServer(Cluster.load(input), { now: () => 1_767_225_600_000 });

function evict(to: ApiServer, name: string, more: object = {}, said = name): Record<string, unknown> {
  const path = `/api/v1/namespaces/default/pods/${name}/eviction`;
  const body = { apiVersion: "policy/v1", kind: "Eviction", metadata: { name: said }, ...more };
  const headers = { "content-type": "application/json" };
  return JSON.parse(to.handle({ method: "POST", path, headers, body: JSON.stringify(body) }).body);
}

function get(from: ApiServer, path: string): Record<string, never> {
  const reply = from.handle({ method: "GET", path: `/api/v1/namespaces/default/pods/${path}`, headers: {} });
  return JSON.parse(reply.body);
}

it("a budget refuses with upstream's 429", () => {
  expect(evict(server(), "p")).toEqual({
    kind: "Status",
    apiVersion: "v1",
    metadata: {},
    status: "Failure",
    message: "Cannot evict pod as it would violate the pod's disruption budget.",
    reason: "TooManyRequests",
    details: {
      causes: [
        {
          reason: "DisruptionBudget",
          message: "The disruption budget b needs 1 healthy pods and has 1 currently",
        },
      ],
    },
    code: 429,
  });
});

it("a budget that cannot be counted says why", () => {
  const job = "{ apiVersion: batch/v1, kind: Job, name: j, uid: u, controller: true }";
  const input = INPUT.replace("name: p,", `name: p, ownerReferences: [${job}],`)
    .replace("minAvailable: 1", "maxUnavailable: 1")
    .concat(
      "---\n{ apiVersion: batch/v1, kind: Job, metadata: { name: j }, spec: { template: { metadata: { labels: { app: z } }, spec: { restartPolicy: Never, containers: [{ name: c, image: i }] } } } }",
    );
  expect(JSON.stringify(evict(server(input), "p"))).toContain(
    "does not allow evicting pods currently because it failed sync: jobs.batch does not implement the scale subresource",
  );
});

it("two budgets are an error", () => {
  const second = INPUT.slice(INPUT.lastIndexOf("---")).replace("name: b", "name: c");
  const { code, message } = evict(server(INPUT + second), "p");
  expect(code).toBe(500);
  expect(message).toBe(
    "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.",
  );
});

it("the body has to speak of the pod of the path, which has to be there", () => {
  expect(evict(server(), "p", {}, "q")["message"]).toBe("name in URL does not match name in Eviction object");
  expect(evict(server(), "nope")["code"]).toBe(404);
});

it("a pod with finalizers says why it ends; a dry run and a wrong uid change nothing", () => {
  const to = server();
  expect(evict(to, "held", { deleteOptions: { dryRun: ["All"] } })["status"]).toBe("Success");
  expect(evict(to, "held", { deleteOptions: { preconditions: { uid: "x" } } })["code"]).toBe(409);
  expect(get(to, "held")["metadata"]?.["deletionTimestamp"]).toBeUndefined();
  expect(evict(to, "held")["status"]).toBe("Success");
  const { metadata, status } = get(to, "held") as never as {
    metadata: { deletionTimestamp: string };
    status: { conditions: { type: string; reason?: string }[] };
  };
  expect(metadata.deletionTimestamp).toBe("2026-01-01T00:00:30Z");
  expect(status.conditions.find(({ type }) => type === "DisruptionTarget")?.reason).toBe(
    "EvictionByEvictionAPI",
  );
});

it("writing a pod loses nothing of what the engine remembers and nobody is shown", () => {
  const tolerations = "[{ key: k, operator: Exists, tolerationSeconds: 60 }]";
  const cluster = Cluster.load(
    `{ apiVersion: apps/v1, kind: ReplicaSet, metadata: { name: r }, spec: { selector: { matchLabels: { app: r } }, template: { metadata: { labels: { app: r } }, spec: { nodeName: worker-1, tolerations: ${tolerations}, containers: [{ name: c, image: i }] } } } }`,
  );
  const to = new ApiServer(cluster, { now: () => cluster.now * 1000 });
  const patch = (path: string, body: object): number =>
    to.handle({
      method: "PATCH",
      path,
      headers: { "content-type": "application/merge-patch+json" },
      body: JSON.stringify(body),
    }).status;
  const podNames = (): readonly string[] =>
    cluster
      .objects("Pod")
      .filter(({ metadata }) => metadata.namespace === "default")
      .map(({ metadata }) => metadata.name);
  expect(patch("/api/v1/nodes/worker-1", { spec: { taints: [{ key: "k", effect: "NoExecute" }] } })).toBe(
    200,
  );
  const [name = ""] = podNames();
  expect(JSON.stringify(get(to, name))).not.toContain("podwire.dev/");
  for (const part of ["", "/status"])
    expect(patch(`/api/v1/namespaces/default/pods/${name}${part}`, { status: { message: "x" } })).toBe(200);
  expect(patch(`/api/v1/namespaces/default/pods/${name}`, { metadata: { labels: { x: "y" } } })).toBe(200);
  cluster.advance(59);
  expect(podNames()).toEqual([name]);
  cluster.advance(1);
  expect(podNames()).not.toContain(name);
});
