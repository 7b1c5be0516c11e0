import fc from "fast-check";
import { expect, it } from "vitest";
import { Cluster } from "../../index.ts";
import { ApiServer } from "./api-server.ts";
import { RESOURCES } from "./resources.ts";

const server = new ApiServer(Cluster.load([]), { now: () => 1_767_225_600_000 });

const resource = fc.constantFrom(...RESOURCES);
const name = fc.constantFrom(
  "a",
  "b",
  "kubernetes",
  "kube-dns",
  "coredns",
  "",
  "..",
  "%2F",
  "A_B",
  "__proto__",
);
const namespace = fc.constantFrom("default", "kube-system", "none", "");
const subresource = fc.constantFrom(
  "",
  "",
  "",
  "/status",
  "/scale",
  "/log",
  "/eviction",
  "/finalize",
  "/x/y",
);
const parameter = fc.constantFrom(
  "limit=1",
  "limit=-1",
  "limit=x",
  "continue=eyJ9",
  "labelSelector=a%3Db",
  "labelSelector=a%20in%20(",
  "labelSelector=!",
  "fieldSelector=metadata.name%3Da",
  "fieldSelector=%3D",
  "resourceVersion=0",
  "resourceVersion=x",
  "watch=true",
  "dryRun=All",
  "fieldValidation=Strict",
  "fieldManager=f",
  "force=true",
  "propagationPolicy=Orphan",
  "%zz",
);

const path = fc
  .record({
    resource,
    namespace,
    name,
    subresource,
    isNamed: fc.boolean(),
    query: fc.array(parameter, { maxLength: 4 }),
  })
  .map(({ resource: { group, apiVersion, plural, namespaced }, ...rest }) => {
    const root = group === "" ? `/api/${apiVersion}` : `/apis/${apiVersion}`;
    const inside = namespaced && rest.namespace !== "" ? `/namespaces/${rest.namespace}` : "";
    const own = rest.isNamed ? `/${rest.name}${rest.subresource}` : "";
    return `${root}${inside}/${plural}${own}?${rest.query.join("&")}`;
  });

const key = fc.constantFrom(
  ..."apiVersion kind metadata name namespace labels annotations finalizers spec status data type ports port protocol".split(
    " ",
  ),
  ..."selector matchLabels template containers image replicas rules hosts managedFields resourceVersion $patch".split(
    " ",
  ),
  ..."$retainKeys $setElementOrder/ports ownerReferences uid op path value from parentRefs __proto__ constructor".split(
    " ",
  ),
);
const scalar = fc.constantFrom<unknown>(
  null,
  true,
  0,
  1,
  -1,
  1e99,
  "",
  "a",
  "add",
  "test",
  "replace",
  "delete",
  "/spec/ports/0",
);
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 6 },
    scalar,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(key, tie("value"), { maxKeys: 5 }),
  ),
}));

const template = { metadata: { labels: { a: "a" } }, spec: { containers: [{ name: "a", image: "a" }] } };
const spec = fc.constantFrom<object>(
  template.spec,
  { replicas: 1, selector: { matchLabels: { a: "a" } }, template },
  { selector: { a: "a" }, ports: [{ port: 80 }] },
  {
    rules: [
      {
        http: {
          paths: [
            { path: "/", pathType: "Prefix", backend: { service: { name: "a", port: { number: 80 } } } },
          ],
        },
      },
    ],
  },
  { podSelector: {}, ingress: [{ from: [{ podSelector: {} }] }] },
  { parentRefs: [{ name: "a" }], rules: [{ backendRefs: [{ name: "a", port: 80 }] }] },
  { to: { kind: "Service", name: "a" } },
  { schedule: "* * * * *", jobTemplate: { spec: { template } } },
);

/** Bodies that get past the first check: an object of the path's kind with arbitrary fields. */
const body = fc.oneof(
  value.map((one) => JSON.stringify(one)),
  fc.string(),
  fc
    .record({ base: spec, extra: value, name })
    .map(({ base, extra, name: own }) =>
      JSON.stringify({ metadata: { name: own }, spec: { ...base, ...(extra as object) } }),
    ),
  fc
    .record({ fields: value, name, data: value })
    .map(({ fields, name: own, data }) =>
      JSON.stringify({ metadata: { name: own, labels: data }, spec: fields, data }),
    ),
);

const type = fc.constantFrom(
  "application/json",
  "application/yaml",
  "application/json-patch+json",
  "application/merge-patch+json",
  "application/strategic-merge-patch+json",
  "application/apply-patch+yaml",
  "application/vnd.kubernetes.protobuf",
  "text/plain",
  "",
);
const accept = fc.constantFrom(
  "",
  "*/*",
  "application/json",
  "application/json;as=Table;v=v1;g=meta.k8s.io",
  "text/html",
);
const method = fc.constantFrom("GET", "POST", "PUT", "PATCH", "PATCH", "DELETE", "HEAD", "BREW");

const request = fc
  .record({
    method,
    path: fc.oneof({ weight: 9, arbitrary: path }, { weight: 1, arbitrary: fc.webPath() }),
    body,
    type,
    accept,
  })
  .map(({ type: contentType, accept: wanted, ...rest }) => ({
    ...rest,
    headers: { "content-type": contentType, accept: wanted, "user-agent": "fuzz/1" },
  }));

const CREATING = {
  method: "POST",
  path: "/api/v1/namespaces/default/configmaps",
  body: JSON.stringify({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "made" } }),
  headers: { "content-type": "application/json", accept: "application/json", "user-agent": "fuzz/1" },
} as const;

it("answers every request, and what it stores can be listed", () => {
  const statuses = new Map<number, number>();
  fc.assert(
    fc.property(request, (one) => {
      const { status, body: reply, headers } = server.handle(one);
      expect(status).toBeGreaterThanOrEqual(200);
      expect(status).not.toBe(500);
      if (headers["content-type"]?.startsWith("application/json") === true) JSON.parse(reply);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      const stop = server.watch(one, () => {});
      if (typeof stop === "function") stop();
    }),
    // Chance alone does not always hit upon an object that can be created.
    { numRuns: 3000, examples: [[CREATING]] },
  );
  for (const { apiVersion, group, plural, stored } of RESOURCES) {
    if (stored === undefined) continue;
    const listed = server.handle({
      method: "GET",
      path: `/${group === "" ? "api" : "apis"}/${apiVersion}/${plural}`,
      headers: { accept: "application/json;as=Table;v=v1;g=meta.k8s.io" },
    });
    expect(listed.status).toBe(200);
  }
  // A check must see something: requests succeed, create, and are refused in several ways.
  expect([200, 201, 400, 404, 415].filter((status) => !statuses.has(status))).toEqual([]);
});
