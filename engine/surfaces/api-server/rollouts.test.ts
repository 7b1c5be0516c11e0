import { expect, it } from "vitest";
import { Cluster } from "../../index.ts";
import { ApiServer } from "./api-server.ts";

// biome-ignore lint/suspicious/noExplicitAny: tests look into JSON of every shape
type Json = any;

const template = `{ metadata: { labels: { app: x } }, spec: { hostNetwork: false, containers: [{ name: c, image: i }] } }`;
const MANIFEST = ["Deployment", "DaemonSet", "StatefulSet"]
  .map(
    (kind) =>
      `apiVersion: apps/v1\nkind: ${kind}\nmetadata: { name: x }\nspec: { selector: { matchLabels: { app: x } }, template: ${template} }\n`,
  )
  .join("---\n");

function session(): {
  readonly get: (path: string) => Json;
  readonly send: (method: string, path: string, body: unknown) => Json;
} {
  const server = new ApiServer(Cluster.load(MANIFEST), { now: () => 1_767_225_600_000 });
  const answer = (method: string, path: string, body?: unknown): Json => {
    const type = method === "PATCH" ? "application/merge-patch+json" : "application/json";
    const request = { method, path, headers: { "content-type": type } };
    const reply = server.handle(body === undefined ? request : { ...request, body: JSON.stringify(body) });
    if (reply.status >= 300) throw new Error(reply.body);
    return JSON.parse(reply.body);
  };
  return { get: (path) => answer("GET", path), send: answer };
}

const APPS = "/apis/apps/v1/namespaces/default";
const PODS = "/api/v1/namespaces/default/pods";
const names = (list: Json): readonly string[] => list.items.map(({ metadata }: Json) => metadata.name);

it.each(["deployments", "daemonsets", "statefulsets"])(
  "rolls nothing out when one of the %s is written back as it was seen, with a label",
  (plural) => {
    const { get, send } = session();
    const [pods, sets] = [names(get(PODS)), names(get(`${APPS}/replicasets`))];
    expect(pods.length).toBeGreaterThan(0);
    const seen = get(`${APPS}/${plural}/x`);
    expect(seen.spec.template.spec.schedulerName).toBe("default-scheduler");
    send("PUT", `${APPS}/${plural}/x`, { ...seen, metadata: { ...seen.metadata, labels: { a: "b" } } });
    send("PATCH", `${APPS}/${plural}/x`, { metadata: { labels: { a: "c" } } });
    expect(get(`${APPS}/${plural}/x`).metadata.labels).toEqual({ a: "c" });
    expect(names(get(PODS))).toEqual(pods);
    expect(names(get(`${APPS}/replicasets`))).toEqual(sets);
  },
);

it("comes back to the ReplicaSet of a template that spells out what was filled in", () => {
  const { get, send } = session();
  const before = get(`${APPS}/deployments/x`);
  const sets = names(get(`${APPS}/replicasets`));
  const containers = [{ ...before.spec.template.spec.containers[0], image: "j" }];
  send("PATCH", `${APPS}/deployments/x`, { spec: { template: { spec: { containers } } } });
  expect(names(get(`${APPS}/replicasets`))).toHaveLength(2);
  send("PATCH", `${APPS}/deployments/x`, { spec: { template: before.spec.template } });
  expect(names(get(`${APPS}/replicasets`))).toHaveLength(2);
  const [first] = get(`${APPS}/replicasets`).items.filter(({ metadata }: Json) =>
    sets.includes(metadata.name),
  );
  expect(first.spec.replicas).toBe(1);
});

it("shows a pod with its account's token, and lets a label through", () => {
  const { get, send } = session();
  const [pod] = get(PODS).items;
  const path = `${PODS}/${pod.metadata.name}`;
  expect(pod.spec).toMatchObject({ serviceAccountName: "default", priority: 0 });
  expect(pod.spec.volumes[0].name).toMatch(/^kube-api-access-[a-z0-9]{5}$/);
  send("PATCH", path, { metadata: { labels: { a: "b" } } });
  expect(get(path).spec).toEqual(pod.spec);
});
