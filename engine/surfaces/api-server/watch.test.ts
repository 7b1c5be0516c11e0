import { beforeEach, expect, it } from "vitest";
import { Cluster } from "../../index.ts";
import { ApiServer } from "./api-server.ts";
import type { WatchEvent } from "./http.ts";

// biome-ignore lint/suspicious/noExplicitAny: tests look into JSON of every shape
type Json = any;

let cluster: Cluster;
let server: ApiServer;

beforeEach(() => {
  cluster = Cluster.load([]);
  server = new ApiServer(cluster, { now: () => 1_767_225_600_000 });
});

function call(method: string, path: string, body?: unknown, type = "application/json"): Json {
  const request = { method, path, headers: { "content-type": type } };
  const reply = server.handle(body === undefined ? request : { ...request, body: JSON.stringify(body) });
  return reply.headers["content-type"] === "text/plain" ? reply.body : JSON.parse(reply.body);
}

interface Watching {
  readonly seen: readonly string[];
  readonly events: readonly WatchEvent[];
  readonly stop: () => void;
}

function watch(path: string, accept = "application/json"): Watching {
  const events: WatchEvent[] = [];
  const stop = server.watch({ method: "GET", path, headers: { accept } }, (event) => events.push(event));
  if (typeof stop !== "function") throw new Error(`refused: ${stop.body}`);
  return {
    events,
    stop,
    get seen() {
      return events.map(
        ({ type, object }) => `${type} ${(object as Json).metadata?.name ?? (object as Json).reason}`,
      );
    },
  };
}

const MAPS = "/api/v1/namespaces/default/configmaps";
const MERGE = "application/merge-patch+json";

const map = (name: string, labels: object = {}): object => ({ metadata: { name, labels }, data: {} });

it("shows what is there, then what happens", () => {
  call("POST", MAPS, map("a"));
  const all = watch(`${MAPS}?watch=true`);
  call("POST", MAPS, map("b"));
  call("PATCH", `${MAPS}/a`, { data: { x: "1" } }, MERGE);
  call("PATCH", `${MAPS}/a`, { data: { x: "1" } }, MERGE);
  call("DELETE", `${MAPS}/b`);
  all.stop();
  call("POST", MAPS, map("c"));
  expect(all.seen).toEqual(["ADDED a", "ADDED kube-root-ca.crt", "ADDED b", "MODIFIED a", "DELETED b"]);
});

it("goes on from a version, and says when that is too old", () => {
  call("POST", MAPS, map("a"));
  const { resourceVersion } = call("GET", MAPS).metadata;
  call("POST", MAPS, map("b"));
  expect(watch(`${MAPS}?watch=true&resourceVersion=${resourceVersion}`).seen).toEqual(["ADDED b"]);
  expect(watch(`${MAPS}?watch=true&resourceVersion=1`).seen).toEqual(["ERROR Expired"]);
});

it("an object comes and goes as it starts and stops to match", () => {
  call("POST", MAPS, map("a"));
  const some = watch(`${MAPS}?watch=true&labelSelector=app=x`);
  call("PATCH", `${MAPS}/a`, { metadata: { labels: { app: "x" } } }, MERGE);
  call("PATCH", `${MAPS}/a`, { metadata: { labels: { app: "y" } } }, MERGE);
  expect(some.seen).toEqual(["ADDED a", "DELETED a"]);
});

it("sends Tables to those who want Tables, and a bookmark behind what was there", () => {
  call("POST", MAPS, map("a"));
  const tables = watch(`${MAPS}?watch=true`, "application/json;as=Table;v=v1;g=meta.k8s.io");
  expect(tables.events[0]?.object).toMatchObject({ kind: "Table", rows: [{ cells: ["a", 0, "0s"] }] });
  const list = watch(`${MAPS}?watch=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan`);
  expect(list.events.at(-1)).toMatchObject({
    type: "BOOKMARK",
    object: { metadata: { annotations: { "k8s.io/initial-events-end": "true" } } },
  });
});

it("follows what controllers and others do", () => {
  const template = { metadata: { labels: { app: "w" } }, spec: { containers: [{ name: "c", image: "x" }] } };
  const spec = { replicas: 1, selector: { matchLabels: { app: "w" } }, template };
  call("POST", "/apis/apps/v1/namespaces/default/deployments", { metadata: { name: "w" }, spec });
  const pods = watch("/api/v1/namespaces/default/pods?watch=true");
  const deployments = watch("/apis/apps/v1/namespaces/default/deployments?watch=true");
  call("PATCH", "/apis/apps/v1/namespaces/default/deployments/w/scale", { spec: { replicas: 2 } }, MERGE);
  expect(pods.seen).toHaveLength(2);
  cluster.setReady("w", false);
  server.notice();
  expect(deployments.events.at(-1)).toMatchObject({
    type: "MODIFIED",
    object: { status: { unavailableReplicas: 2 } },
  });
});

it("refuses a selector that cannot be read", () => {
  const refused = server.watch(
    { method: "GET", path: "/api/v1/pods?watch=1&fieldSelector=a=b", headers: {} },
    () => {},
  );
  expect(refused).toMatchObject({ status: 400 });
});

it("scales", () => {
  const at = "/apis/apps/v1/namespaces/kube-system/deployments/coredns/scale";
  expect(call("GET", at)).toMatchObject({
    kind: "Scale",
    spec: { replicas: 2 },
    status: { selector: "k8s-app=kube-dns" },
  });
  expect(call("PUT", at, { ...call("GET", at), spec: { replicas: 3 } }).status.replicas).toBe(3);
  expect(call("PATCH", at, { spec: { replicas: -1 } }, MERGE).message).toMatch(
    /must be greater than or equal to 0/,
  );
});

it("reads logs, and wants to know the container when there are several", () => {
  const pods = "/api/v1/namespaces/kube-system/pods";
  const [{ metadata }] = call("GET", `${pods}?labelSelector=k8s-app=kube-dns`).items;
  expect(call("GET", `${pods}/${metadata.name}/log`)).toBe(".:53\nCoreDNS-1.12.1\n");
  expect(call("GET", `${pods}/${metadata.name}/log?tailLines=1`)).toBe("CoreDNS-1.12.1\n");
  const containers = ["a", "b"].map((name) => ({ name, image: "x" }));
  call("POST", "/api/v1/namespaces/default/pods", { metadata: { name: "two" }, spec: { containers } });
  expect(call("GET", "/api/v1/namespaces/default/pods/two/log").message).toBe(
    "a container name must be specified for pod two, choose one of: [a b]",
  );
});

it("answers reviews, and evicts", () => {
  const path = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";
  const spec = { resourceAttributes: { verb: "get", resource: "pods" } };
  expect(call("POST", path, { spec })).toMatchObject({
    kind: "SelfSubjectAccessReview",
    spec,
    status: { allowed: true },
  });
  const whoami = call("POST", "/apis/authentication.k8s.io/v1/selfsubjectreviews", {});
  expect(whoami.status.userInfo.username).toBe("kubernetes-admin");
  const pod = { metadata: { name: "p" }, spec: { containers: [{ name: "c", image: "x" }] } };
  call("POST", "/api/v1/namespaces/default/pods", pod);
  const eviction = { apiVersion: "policy/v1", kind: "Eviction", metadata: { name: "p" } };
  expect(call("POST", "/api/v1/namespaces/default/pods/p/eviction", eviction).status).toBe("Success");
  expect(call("GET", "/api/v1/namespaces/default/pods/p").reason).toBe("NotFound");
});
