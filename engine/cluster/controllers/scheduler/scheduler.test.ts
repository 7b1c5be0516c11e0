import { describe, expect, it } from "vitest";
import { Cluster } from "../../../index.ts";

const NODES = ["a", "b", "c"].map(
  (name, index) =>
    `{ apiVersion: v1, kind: Node, metadata: { name: ${name}, labels: { kubernetes.io/hostname: ${name}, zone: ${index < 2 ? "east" : "west"}, size: "${index + 1}" } } }`,
);

interface Placed {
  readonly metadata: { readonly name: string };
  readonly spec: { readonly nodeName?: string };
  readonly status?: { readonly conditions?: readonly { readonly type: string; readonly message?: string }[] };
}

function pod(name: string, spec: string, labels = `app: ${name}`): string {
  return `{ apiVersion: v1, kind: Pod, metadata: { name: ${name}, namespace: shop, labels: { ${labels} } }, spec: { ${spec} containers: [{ name: c, image: i }] } }`;
}

/** Where each pod of the namespace is, or why it is nowhere. */
function placed(...documents: readonly string[]): Readonly<Record<string, string>> {
  const pods = Cluster.load([...NODES, ...documents].join("\n---\n"), {}).objects(
    "Pod",
  ) as unknown as readonly Placed[];
  const own = pods.filter(({ metadata }) => !metadata.name.startsWith("coredns"));
  return Object.fromEntries(
    own.map(({ metadata, spec, status }) => {
      const why = status?.conditions?.find(({ type }) => type === "PodScheduled")?.message ?? "";
      return [metadata.name, spec.nodeName ?? why.split(". ")[0] ?? ""];
    }),
  );
}

const affine = (terms: string): string =>
  `affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [${terms}] } } },`;
const repelling = (app: string, key = "kubernetes.io/hostname"): string =>
  `affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector: { matchLabels: { app: ${app} } }, topologyKey: ${key} }] } },`;
const attracted = (app: string, key: string): string =>
  `affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector: { matchLabels: { app: ${app} } }, topologyKey: ${key} }] } },`;

describe("required node affinity", () => {
  it.each<[string, string]>([
    ["{ matchExpressions: [{ key: zone, operator: In, values: [west] }] }", "c"],
    ["{ matchExpressions: [{ key: zone, operator: NotIn, values: [east] }] }", "c"],
    ["{ matchExpressions: [{ key: size, operator: Gt, values: ['2'] }] }", "c"],
    ["{ matchExpressions: [{ key: size, operator: Lt, values: ['2'] }] }", "a"],
    ["{ matchFields: [{ key: metadata.name, operator: In, values: [b] }] }", "b"],
    [
      "{ matchExpressions: [{ key: zone, operator: In, values: [east] }, { key: size, operator: In, values: ['2'] }] }",
      "b",
    ],
    [
      "{ matchExpressions: [{ key: absent, operator: Exists }] }, { matchExpressions: [{ key: size, operator: In, values: ['3'] }] }",
      "c",
    ],
    [
      "{ matchExpressions: [{ key: absent, operator: Exists }] }",
      "0/3 nodes are available: 3 node(s) didn't match Pod's node affinity/selector",
    ],
    ["{ }", "0/3 nodes are available: 3 node(s) didn't match Pod's node affinity/selector"],
    [
      "{ matchExpressions: [{ key: zone, operator: Gt, values: ['1'] }] }",
      "0/3 nodes are available: 3 node(s) didn't match Pod's node affinity/selector",
    ],
  ])("%s", (terms, expected) => {
    expect(placed(pod("p", affine(terms)))).toEqual({ p: expected });
  });
});

describe("other pods", () => {
  it("keep each other apart, and the fourth of three nodes waits", () => {
    const apart = ["p1", "p2", "p3", "p4"].map((name) => pod(name, repelling("web"), "app: web"));
    const found = Object.values(placed(...apart));
    expect(found.slice(0, 3).sort()).toEqual(["a", "b", "c"]);
    expect(found[3]).toBe("0/3 nodes are available: 3 node(s) didn't match pod anti-affinity rules");
  });

  it("keep others away that ask for nothing themselves", () => {
    const guard = pod("guard", `nodeName: a, ${repelling("web", "zone")}`);
    expect(placed(guard, pod("web", ""))["web"]).toBe("c");
    const east = "nodeSelector: { zone: east },";
    expect(placed(guard, pod("web", east))["web"]).toBe(
      "0/3 nodes are available: 1 node(s) didn't match Pod's node affinity/selector, 2 node(s) didn't satisfy existing pods anti-affinity rules",
    );
  });

  it("draw each other near, and the first of its kind needs none", () => {
    expect(placed(pod("db", "nodeName: c,"), pod("web", attracted("db", "zone")))["web"]).toBe("c");
    expect(placed(pod("web", attracted("db", "zone")))["web"]).toBe(
      "0/3 nodes are available: 3 node(s) didn't match pod affinity rules",
    );
    expect(placed(pod("web", attracted("web", "zone")))["web"]).toMatch(/^[abc]$/);
    expect(placed(pod("web", attracted("web", "rack")))["web"]).toBe(
      "0/3 nodes are available: 3 node(s) didn't match pod affinity rules",
    );
  });

  it("of other namespaces count where a term says so", () => {
    const other = pod("db", "nodeName: c,").replace("namespace: shop", "namespace: data");
    const term = (more: string): string =>
      `affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector: { matchLabels: { app: db } }, topologyKey: zone, ${more} }] } },`;
    expect(placed(other, pod("web", term("namespaces: [data]")))["web"]).toBe("c");
    expect(placed(other, pod("web", term("namespaceSelector: {}")))["web"]).toBe("c");
    expect(placed(other, pod("web", term("namespaces: [shop]")))["web"]).toMatch(/^0\/3/);
  });
});

describe("what is on the node", () => {
  const port = (name: string, more = ""): string =>
    `{ apiVersion: v1, kind: Pod, metadata: { name: ${name}, namespace: shop }, spec: { nodeSelector: { zone: west }, containers: [{ name: c, image: i, ports: [{ containerPort: 80, hostPort: 8080${more} }] }] } }`;

  it("its ports are given once", () => {
    expect(placed(port("p1"), port("p2"))).toEqual({
      p1: "c",
      p2: "0/3 nodes are available: 1 node(s) didn't have free ports for the requested pod ports, 2 node(s) didn't match Pod's node affinity/selector",
    });
    expect(placed(port("p1"), port("p2", ", protocol: UDP"))).toEqual({ p1: "c", p2: "c" });
    const [one, other] = [", hostIP: 127.0.0.1", ", hostIP: 127.0.0.2"];
    expect(placed(port("p1", one), port("p2", other))).toEqual({ p1: "c", p2: "c" });
    expect(placed(port("p1", one), port("p2"))["p2"]).toMatch(/^0\/3/);
  });

  it("a cordon and taints are counted apart", () => {
    const cordoned = NODES[0]?.replace("} }", "} }, spec: { unschedulable: true }") ?? "";
    const tainted = NODES[1]?.replace("} }", "} }, spec: { taints: [{ key: k, effect: NoSchedule }] }") ?? "";
    const pods = Cluster.load([cordoned, tainted, pod("p", "")].join("\n---\n")).objects(
      "Pod",
    ) as unknown as readonly Placed[];
    const message = pods.find(({ metadata }) => metadata.name === "p")?.status?.conditions?.at(-1)?.message;
    expect(message).toBe(
      "0/2 nodes are available: 1 node(s) had untolerated taint(s), 1 node(s) were unschedulable. no new claims to deallocate, preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.",
    );
  });
});

describe("spreading constraints that hold pods back", () => {
  const spread = (key: string, more = ""): string =>
    `topologySpreadConstraints: [{ maxSkew: 1, topologyKey: ${key}, whenUnsatisfiable: DoNotSchedule, labelSelector: { matchLabels: { app: web } }${more} }],`;
  const there = (name: string, node: string): string => pod(name, `nodeName: ${node},`, "app: web");

  it("fill the emptier domain", () => {
    expect(placed(there("x", "a"), pod("p", spread("zone"), "app: web"))["p"]).toBe("c");
    expect(placed(there("x", "c"), there("x2", "c"), pod("p", spread("zone"), "app: web"))["p"]).toMatch(
      /^[ab]$/,
    );
  });

  it("wait where the only place left would be too much", () => {
    const west = "nodeSelector: { zone: west },";
    // A domain that the pod may not go to does not count.
    expect(placed(there("x", "c"), pod("p", west + spread("zone"), "app: web"))["p"]).toBe("c");
    const policy = ", nodeAffinityPolicy: Ignore";
    expect(placed(there("x", "c"), pod("p", west + spread("zone", policy), "app: web"))["p"]).toBe(
      "0/3 nodes are available: 1 node(s) didn't match pod topology spread constraints, 2 node(s) didn't match Pod's node affinity/selector",
    );
    expect(placed(pod("p", spread("rack"), "app: web"))["p"]).toBe(
      "0/3 nodes are available: 3 node(s) didn't match pod topology spread constraints (missing required label)",
    );
    expect(
      placed(there("x", "a"), there("x2", "c"), pod("p", spread("zone", ", minDomains: 3"), "app: web"))["p"],
    ).toBe("0/3 nodes are available: 3 node(s) didn't match pod topology spread constraints");
  });

  it("those that may be broken hold nobody", () => {
    const soft = spread("zone").replace("DoNotSchedule", "ScheduleAnyway");
    expect(placed(there("x", "c"), pod("p", `nodeSelector: { zone: west }, ${soft}`, "app: web"))["p"]).toBe(
      "c",
    );
  });
});
