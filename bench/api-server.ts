/** The API without a socket: a list of 1,000 pods (at least 1,000 a second), a get and a table in a cluster of 200 objects. */
import { Cluster } from "../engine/index.ts";
import { ApiServer } from "../engine/surfaces/api-server/api-server.ts";
import { microsecondsOfOne, row } from "./measure.ts";

function pods(count: number): readonly object[] {
  return Array.from({ length: count }, (_, index) => ({
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: `pod-${index}`, namespace: "default", labels: { app: `app-${index % 10}` } },
    spec: { containers: [{ name: "app", image: "app:1", ports: [{ containerPort: 8080 }] }] },
  }));
}

function serverOf(count: number): ApiServer {
  return new ApiServer(Cluster.load(pods(count) as never), { now: () => 1_767_225_600_000 });
}

const JSON_ONLY = { accept: "application/json" };
const TABLE = { accept: "application/json;as=Table;v=v1;g=meta.k8s.io,application/json" };
const large = serverOf(1000);
const small = serverOf(200);

function ask(server: ApiServer, path: string, headers: Readonly<Record<string, string>>): number {
  const { status, body } = server.handle({ method: "GET", path, headers });
  if (status !== 200) throw new Error(`${path}: ${status} ${body}`);
  return body.length;
}

const ALL = "/api/v1/namespaces/default/pods";
const ONE = `${ALL}/pod-7`;
let patches = 0;
function patch(): void {
  const body = JSON.stringify({ metadata: { labels: { round: String(patches++) } } });
  const headers = { "content-type": "application/merge-patch+json" };
  const { status } = small.handle({ method: "PATCH", path: ONE, headers, body });
  if (status !== 200) throw new Error(`patch: ${status}`);
}

let bytes = 0;
async function measure(what: string, call: () => void): Promise<void> {
  const microseconds = await microsecondsOfOne(call);
  row(what, `${microseconds.toFixed(1)} µs`);
}

const read = (server: ApiServer, path: string, headers: Readonly<Record<string, string>>): void => {
  bytes += ask(server, path, headers);
};
await measure("list 1,000 pods", () => read(large, ALL, JSON_ONLY));
await measure("list 1,000 pods, as bytes on the wire", () => {
  bytes += Buffer.from(large.handle({ method: "GET", path: ALL, headers: JSON_ONLY }).body).length;
});
await measure("list 1,000 pods as a table", () => read(large, ALL, TABLE));
await measure("list 100 of 1,000 pods by label", () =>
  read(large, `${ALL}?labelSelector=app=app-3`, JSON_ONLY),
);
await measure("get, 200 objects", () => read(small, ONE, JSON_ONLY));
await measure("table of 200 objects", () => read(small, ALL, TABLE));
await measure("patch, 200 objects", patch);
if (bytes === 0) throw new Error("nothing was read");
