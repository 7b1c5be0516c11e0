import { beforeEach, expect, it } from "vitest";
import { Cluster } from "../../index.ts";
import { ApiServer } from "./api-server.ts";

// biome-ignore lint/suspicious/noExplicitAny: tests look into JSON of every shape
type Json = any;

interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Json;
}

let server: ApiServer;

beforeEach(() => {
  server = new ApiServer(Cluster.load([]), { now: () => 1_767_225_600_000 });
});

function call(method: string, path: string, body?: unknown, type = "application/json"): Reply {
  const request = { method, path, headers: { "content-type": type, "user-agent": "test/1" } };
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const reply = server.handle(body === undefined ? request : { ...request, body: text });
  return { ...reply, body: JSON.parse(reply.body) };
}

const SERVICES = "/api/v1/namespaces/default/services";
const DEPLOYMENTS = "/apis/apps/v1/namespaces/default/deployments";
const JSON_PATCH = "application/json-patch+json";
const MERGE = "application/merge-patch+json";
const STRATEGIC = "application/strategic-merge-patch+json";
const APPLY = "application/apply-patch+yaml";

function service(name = "web", spec: object = {}): object {
  const ports = [
    { name: "http", port: 80 },
    { name: "admin", port: 81 },
  ];
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name },
    spec: { selector: { app: name }, ports, ...spec },
  };
}

function deployment(name = "web", replicas = 2): object {
  const template = {
    metadata: { labels: { app: name } },
    spec: { containers: [{ name: "c", image: "nginx:1" }] },
  };
  const spec = { replicas, selector: { matchLabels: { app: name } }, template };
  return { apiVersion: "apps/v1", kind: "Deployment", metadata: { name }, spec };
}

it("creates, once", () => {
  const { status, body } = call("POST", SERVICES, service());
  expect(status).toBe(201);
  expect(body.spec.clusterIP).toMatch(/^10\./);
  expect(body.metadata).toMatchObject({
    namespace: "default",
    managedFields: [{ manager: "test", operation: "Update" }],
  });
  expect(call("POST", SERVICES, service())).toMatchObject({
    status: 409,
    body: { reason: "AlreadyExists", message: 'services "web" already exists' },
  });
});

it("names what asks for a name, and another the next time", () => {
  const pod = { metadata: { generateName: "job-" }, spec: { containers: [{ name: "c", image: "x" }] } };
  const names = [1, 2].map(() => call("POST", "/api/v1/namespaces/default/pods", pod).body.metadata.name);
  expect(names[0]).toMatch(/^job-[a-z0-9]{5}$/);
  expect(names[1]).not.toBe(names[0]);
});

it.each([
  ["no namespace", "/api/v1/namespaces/no/services", service(), 404, 'namespaces "no" not found'],
  [
    "another namespace",
    SERVICES,
    { ...service(), metadata: { name: "a", namespace: "b" } },
    400,
    "the namespace of the provided object does not match the namespace sent on the request",
  ],
  [
    "a field that is no field",
    `${SERVICES}?fieldValidation=Strict`,
    service("a", { prots: [], clusterIPP: "" }),
    400,
    'Service in version "v1" cannot be handled as a Service: strict decoding error: unknown field "spec.prots", unknown field "spec.clusterIPP"',
  ],
  [
    "a type that does not fit",
    DEPLOYMENTS,
    { ...deployment(), spec: { replicas: "two" } },
    400,
    'Deployment in version "v1" cannot be handled as a Deployment: json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32',
  ],
  [
    "another version",
    SERVICES,
    { ...service(), apiVersion: "v2" },
    400,
    "the API version in the data (v2) does not match the expected API version (v1)",
  ],
  ["no JSON", SERVICES, "{", 400, /^the request body is not valid JSON/],
  [
    "another dry run",
    `${SERVICES}?dryRun=Some`,
    service(),
    422,
    /Unsupported value: "Some": supported values: "All"/,
  ],
])("refuses %s", (_, path, body, status, message) => {
  const reply = call("POST", path, body);
  expect(reply.status).toBe(status);
  expect(reply.body.message).toMatch(message);
});

it("says field by field what is invalid", () => {
  const { status, body } = call("POST", SERVICES, service("web", { ports: [{ port: 0 }, { port: 80 }] }));
  expect(status).toBe(422);
  expect(body.message).toMatch(/^Service "web" is invalid: \[spec\.ports\[0\]\.name: Required value, /);
  expect(body.details).toMatchObject({ name: "web", kind: "Service" });
  expect(body.details.causes[0]).toEqual({
    reason: "FieldValueRequired",
    message: "Required value",
    field: "spec.ports[0].name",
  });
});

it("warns of unknown fields and leaves them out", () => {
  const { headers, body } = call("POST", SERVICES, service("web", { prots: [] }));
  expect(headers["warning"]).toBe('299 - "unknown field \\"spec.prots\\""');
  expect(body.spec.prots).toBeUndefined();
});

it("does nothing on a dry run", () => {
  expect(call("POST", `${SERVICES}?dryRun=All`, service()).body.spec.clusterIP).toMatch(/^10\./);
  expect(call("GET", `${SERVICES}/web`).status).toBe(404);
});

it("takes an update only on top of the latest version", () => {
  const first = call("POST", DEPLOYMENTS, deployment()).body;
  const second = call("PUT", `${DEPLOYMENTS}/web`, { ...first, spec: { ...first.spec, replicas: 3 } });
  expect(second.body.metadata.generation).toBe(2);
  expect(second.body.status.replicas).toBe(3);
  expect(call("PUT", `${DEPLOYMENTS}/web`, first).body).toMatchObject({
    reason: "Conflict",
    message:
      'Operation cannot be fulfilled on deployments.apps "web": the object has been modified; please apply your changes to the latest version and try again',
  });
  expect(call("PUT", `${DEPLOYMENTS}/web`, second.body).body.metadata.resourceVersion).toBe(
    second.body.metadata.resourceVersion,
  );
});

it("keeps the status apart", () => {
  const created = call("POST", DEPLOYMENTS, { ...deployment(), status: { replicas: 77 } }).body;
  expect(created.status.replicas).toBe(2);
  const patched = call(
    "PATCH",
    `${DEPLOYMENTS}/web/status`,
    { status: { collisionCount: 3 }, spec: { replicas: 9 } },
    MERGE,
  ).body;
  expect(patched.status.collisionCount).toBe(3);
  expect(patched.spec.replicas).toBe(2);
});

it("refuses to change what cannot change", () => {
  call("POST", DEPLOYMENTS, deployment());
  const reply = call(
    "PATCH",
    `${DEPLOYMENTS}/web`,
    { spec: { selector: { matchLabels: { app: "b" } } } },
    MERGE,
  );
  expect(reply.status).toBe(422);
  expect(reply.body.message).toMatch(/field is immutable|`selector` does not match template `labels`/);
});

it("patches three ways", () => {
  call("POST", SERVICES, service());
  const at = `${SERVICES}/web`;
  const ports = (reply: Reply): readonly number[] =>
    reply.body.spec.ports.map(({ port }: { port: number }) => port);
  expect(
    ports(
      call("PATCH", at, [{ op: "add", path: "/spec/ports/0", value: { name: "x", port: 79 } }], JSON_PATCH),
    ),
  ).toEqual([79, 80, 81]);
  const deletion = {
    spec: {
      ports: [
        { port: 79, $patch: "delete" },
        { port: 82, name: "y" },
      ],
      "$setElementOrder/ports": [{ port: 82 }, { port: 80 }, { port: 81 }],
    },
  };
  expect(ports(call("PATCH", at, deletion, STRATEGIC))).toEqual([82, 80, 81]);
  expect(ports(call("PATCH", at, { spec: { ports: [{ port: 1 }] } }, MERGE))).toEqual([1]);
  expect(call("PATCH", at, [{ op: "test", path: "/spec/ports/0/port", value: 2 }], JSON_PATCH)).toMatchObject(
    {
      status: 422,
      body: { message: "the server rejected our request due to an error in our request" },
    },
  );
  expect(call("PATCH", at, {}, "text/plain")).toMatchObject({
    status: 415,
    body: { reason: "UnsupportedMediaType" },
  });
});

it("has no strategic merge for custom resources", () => {
  const reply = call(
    "PATCH",
    "/apis/gateway.networking.k8s.io/v1/namespaces/default/httproutes/a",
    {},
    STRATEGIC,
  );
  expect(reply.body.message).toBe(
    "the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml",
  );
});

it("applies on the server: create, nothing new, conflict, force, and what is left out goes", () => {
  const at = `${DEPLOYMENTS}/web`;
  const first = call("PATCH", `${at}?fieldManager=a`, deployment(), APPLY);
  expect(first.status).toBe(201);
  const again = call("PATCH", `${at}?fieldManager=a`, deployment(), APPLY);
  expect(again.status).toBe(200);
  expect(again.body.metadata.resourceVersion).toBe(first.body.metadata.resourceVersion);
  const other = call("PATCH", `${at}?fieldManager=b`, deployment("web", 5), APPLY);
  expect(other.body).toMatchObject({
    reason: "Conflict",
    message: 'Apply failed with 1 conflict: conflict with "a": .spec.replicas',
    details: {
      causes: [{ reason: "FieldManagerConflict", message: 'conflict with "a"', field: ".spec.replicas" }],
    },
  });
  const forced = call("PATCH", `${at}?fieldManager=b&force=true`, deployment("web", 5), APPLY);
  expect(forced.body.spec.replicas).toBe(5);
  expect(call("PATCH", at, deployment(), APPLY).body.message).toMatch(
    /fieldManager: Required value: is required for apply patch/,
  );
});

it("takes ports of a Service apart by their keys, and removes those that nobody says any more", () => {
  const at = `${SERVICES}/web?fieldManager=a`;
  call("PATCH", at, service(), APPLY);
  const { body } = call("PATCH", at, service("web", { ports: [{ name: "http", port: 8080 }] }), APPLY);
  expect(body.spec.ports).toMatchObject([{ name: "http", port: 8080, protocol: "TCP" }]);
  const [entry] = body.metadata.managedFields;
  expect(entry.fieldsV1["f:spec"]["f:ports"]).toEqual({
    'k:{"port":8080,"protocol":"TCP"}': { ".": {}, "f:name": {}, "f:port": {} },
  });
});

it("an update takes what it changes", () => {
  call("PATCH", `${DEPLOYMENTS}/web?fieldManager=a`, deployment(), APPLY);
  call("PATCH", `${DEPLOYMENTS}/web?fieldManager=hand`, { spec: { replicas: 4 } }, MERGE);
  expect(call("PATCH", `${DEPLOYMENTS}/web?fieldManager=a`, deployment(), APPLY).body.message).toBe(
    'Apply failed with 1 conflict: conflict with "hand" using apps/v1: .spec.replicas',
  );
});

it("deletes with what belongs to it, or leaves that behind", () => {
  call("POST", DEPLOYMENTS, deployment());
  const uid = call("GET", `${DEPLOYMENTS}/web`).body.metadata.uid;
  const wrong = call("DELETE", `${DEPLOYMENTS}/web`, { preconditions: { uid: "no" } });
  expect(wrong.body.message).toMatch(
    /^Operation cannot be fulfilled on deployments\.apps "web": the UID in the precondition \(no\)/,
  );
  expect(call("DELETE", `${DEPLOYMENTS}/web`, { propagationPolicy: "Orphan" }).body).toMatchObject({
    status: "Success",
    details: { name: "web", group: "apps", kind: "deployments", uid },
  });
  const sets = call("GET", "/apis/apps/v1/namespaces/default/replicasets").body.items;
  expect(sets).toHaveLength(1);
  const all = "/api/v1/namespaces/default/pods?labelSelector=app=web";
  expect(call("GET", all).body.items).toHaveLength(2);
  call("DELETE", `/apis/apps/v1/namespaces/default/replicasets/${sets[0].metadata.name}`);
  expect(call("GET", all).body.items).toHaveLength(0);
});

it("gives an object that comes again another identity", () => {
  const first = call("POST", SERVICES, service()).body.metadata.uid;
  call("DELETE", `${SERVICES}/web`);
  expect(call("POST", SERVICES, service()).body.metadata.uid).not.toBe(first);
});

it("keeps an object until its last finalizer is gone", () => {
  call("POST", SERVICES, { ...service(), metadata: { name: "web", finalizers: ["example.com/wait"] } });
  call("DELETE", `${SERVICES}/web`);
  expect(call("GET", `${SERVICES}/web`).body.metadata.deletionTimestamp).toBe("2026-01-01T00:00:00Z");
  call("PATCH", `${SERVICES}/web`, { metadata: { finalizers: null } }, MERGE);
  expect(call("GET", `${SERVICES}/web`).status).toBe(404);
});
