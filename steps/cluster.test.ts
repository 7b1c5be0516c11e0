import { describe, expect, it } from "vitest";
import { InputError } from "../engine/index.ts";
import { type Call, type Fake, named } from "../engine/testing/fake-cluster.ts";
import { fakeWorld, runText } from "../engine/testing/run-step.ts";
import { StepError } from "./errors.ts";
import type { Table } from "./registry.ts";
import { deploymentsOf } from "./workload-table.ts";
import type { World } from "./world.ts";

const OK = { now: [{ ending: { kind: "answered" as const, status: 200 } }] };
const FAKE: Fake = {
  traffic: { "client api": OK, "external api": OK, "node/n1 api": OK, "198.51.100.7 api": OK },
  objects: [named("Namespace", undefined, "shop"), named("Pod", "shop", "client")],
};

function scenario(...lines: readonly (string | readonly [string, Table | string])[]): readonly Call[] {
  const calls: Call[] = [];
  const world = fakeWorld(FAKE, calls);
  for (const line of lines) {
    if (typeof line === "string") runText(world, line);
    else runText(world, ...line);
  }
  return calls;
}

describe("inputs", () => {
  it("are collected until the first request, each in the namespace that was current", () => {
    const calls = scenario(
      'the manifests in "k8s"',
      'namespace "shop"',
      ["these manifests:", "kind: Pod"],
      "client curls api",
    );
    expect(calls.map(([name]) => name)).toEqual(["load", "apply", "curl"]);
    expect(calls[0]).toEqual([
      "load",
      [{ name: "k8s", text: "kind: Service" }],
      { profile: "kubeadm", namespace: "default", begun: false },
    ]);
    expect(calls[1]).toEqual(["apply", [{ name: "x.feature", text: "kind: Pod" }], { namespace: "shop" }]);
    expect(calls[2]).toEqual(["curl", "client", "api", { namespace: "shop" }]);
  });
  it("come before policies, whatever the order of the steps", () => {
    const calls = scenario(
      'namespace "shop"',
      "a default-deny policy",
      ["these workloads:", [["name"], ["web"]]],
      "client curls api",
    );
    const applied = calls
      .filter(([name]) => name === "apply")
      .map(([, input]) => (input as { kind: string }[]).map(({ kind }) => kind));
    expect(applied).toEqual([["Deployment"], ["NetworkPolicy"]]);
  });
  it("make the namespaces that a table names", () => {
    const table = [
      ["name", "namespace"],
      ["web", "shop"],
      ["db", "data"],
    ];
    const calls = scenario(["these workloads:", table], "client curls api");
    expect(calls[1]?.[1]).toMatchObject([
      { kind: "Namespace", metadata: { name: "data" } },
      { kind: "Deployment", metadata: { namespace: "shop" } },
      { kind: "Deployment", metadata: { namespace: "data" } },
    ]);
  });
  it("may be a default deny of both directions, but not of nobody", () => {
    const both = 'a default-deny ingress and egress policy in namespace "shop"';
    expect(scenario(both, "client curls api")[1]?.[1]).toMatchObject([
      {
        metadata: { name: "default-deny", namespace: "shop" },
        spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
      },
    ]);
    const typo = 'a default-deny egress policy in namespace "shpo"';
    expect(() => scenario(typo, "client curls api")).toThrow('"shpo" selects no pod; pods are in shop');
  });
  it("are refused when they are empty", () => {
    expect(() => scenario(["these manifests:", " \n"])).toThrow(StepError);
    expect(() => scenario("the manifests under test")).toThrow(StepError);
    expect(() => scenario(["I apply:", ""])).toThrow(StepError);
  });
  it("set the profile before the cluster runs, and not later", () => {
    const [load] = scenario(
      'the profile "kind"',
      "the flannel CNI",
      "a cluster with 3 nodes",
      "client curls api",
    );
    expect(load?.[2]).toMatchObject({ profile: { name: "kind", cni: "flannel", nodes: 3 } });
    expect(scenario('the profile "kind"', "client curls api")[0]?.[2]).toEqual({
      profile: "kind",
      begun: false,
    });
    expect(() => scenario("client curls api", "the flannel CNI")).toThrow("already running");
    expect(() => scenario("the flanel CNI")).toThrow('did you mean "flannel"');
    expect(() => scenario('the profile "nods=3"')).toThrow('no switch nods; did you mean "nodes"');
    expect(() => scenario('the profile "nodes=many"')).toThrow("it takes 1–100");
    expect(() => scenario('the profile "knd"')).toThrow('did you mean "kind"');
  });
});

describe("clients and changes", () => {
  it("pass on what the words say", () => {
    const calls = scenario(
      'the external host "a.example" at "203.0.113.5"',
      "an external client curls api",
      'an external client at "198.51.100.7" curls api',
      'node "n1" curls api',
      'I delete "pod/client"',
      'pod "client" becomes unready',
      'pod "client" becomes ready',
      "30 seconds pass",
    );
    expect(calls.slice(1).map(([name, ...args]) => [name, args[0], args[1]])).toEqual([
      ["addExternalHost", "a.example", "203.0.113.5"],
      ["curl", "external", "api"],
      ["curl", "198.51.100.7", "api"],
      ["curl", "node/n1", "api"],
      ["delete", "pod/client", { namespace: "default" }],
      ["setReady", "client", false],
      ["setReady", "client", true],
      ["advance", 30, undefined],
    ]);
  });
  it("curl with a method, headers and --resolve", () => {
    const table = [
      ["method", "header", "option"],
      ["POST", "Host: shop.example", "--resolve api:80:10.0.0.1"],
      ["", "X-Trace: 1", ""],
    ];
    expect(scenario(["client curls api with:", table]).at(-1)?.[3]).toEqual({
      namespace: "default",
      method: "POST",
      headers: { Host: "shop.example", "X-Trace": "1" },
      resolve: [{ host: "api", port: 80, address: "10.0.0.1" }],
    });
    expect(() => scenario(["client curls api with:", [["option"], ["--proxy x"]]])).toThrow("not known");
    expect(() => scenario(["client curls api with:", [["header"], ["Host"]]])).toThrow("no header");
    expect(() => scenario(["client curls api with:", [["haeder"], ["a: b"]]])).toThrow(
      'did you mean "header"',
    );
    expect(() => scenario(["client curls api with:", [["method"], [""]]])).toThrow("says nothing");
  });
});

describe("a refusal", () => {
  const refuse = new InputError([
    { severity: "error", code: "field-invalid", message: "spec.ports[0].port: Invalid value: 0" },
  ]);
  const refused = (): World => {
    const world = fakeWorld({ refuse });
    runText(world, "I apply:", "kind: Service");
    return world;
  };
  it("is there for the step that expects it, twice if need be", () => {
    const world = refused();
    runText(world, 'applying is refused with "spec.ports"');
    runText(world, 'applying is refused with "Invalid value"');
    expect(() => runText(world, 'applying is refused with "spec.selector"')).toThrow("Invalid value: 0");
    expect(() => world.checkRefusal()).not.toThrow();
  });
  it("errs at the next step, or at the end, when nobody expects it", () => {
    expect(() => runText(refused(), "30 seconds pass")).toThrow(StepError);
    expect(() => refused().checkRefusal()).toThrow("refused:\n");
  });
  it("has to happen", () => {
    const world = fakeWorld({});
    expect(() => runText(world, 'applying is refused with "x"')).toThrow("nothing was applied yet");
    runText(world, "I apply:", "kind: Service");
    expect(() => runText(world, 'applying is refused with "x"')).toThrow("everything was applied");
    expect(() => runText(world, 'applying is refused with ""')).toThrow(StepError);
  });
});

describe("the table of workloads", () => {
  it("makes Deployments", () => {
    const header = ["name", "namespace", "labels", "ports", "replicas", "node"];
    const row = ["api", "", "app=api, tier=back", "http:8080/TCP, 53/UDP", "2", "node-1"];
    expect(deploymentsOf([header, row], "shop")).toEqual([
      {
        apiVersion: "apps/v1",
        kind: "Deployment",
        metadata: { name: "api", namespace: "shop", labels: { app: "api", tier: "back" } },
        spec: {
          replicas: 2,
          selector: { matchLabels: { app: "api", tier: "back" } },
          template: {
            metadata: { labels: { app: "api", tier: "back" } },
            spec: {
              nodeName: "node-1",
              containers: [
                {
                  name: "api",
                  image: "api:latest",
                  ports: [
                    { name: "http", containerPort: 8080, protocol: "TCP" },
                    { containerPort: 53, protocol: "UDP" },
                  ],
                },
              ],
            },
          },
        },
      },
    ]);
  });
  it.each<readonly [string, Table, string]>([
    ["no name", [["name"], [""]], "row 1 of the workloads: the name is empty"],
    [
      "a label without =",
      [
        ["name", "labels"],
        ["a", "app"],
      ],
      '"app" is no label',
    ],
    [
      "a label twice",
      [
        ["name", "labels"],
        ["a", "x=1,x=2"],
      ],
      "twice",
    ],
    [
      "a port that is none",
      [
        ["name", "ports"],
        ["a", "http:eighty"],
      ],
      '"eighty" is no port',
    ],
    [
      "a port out of range",
      [
        ["name", "ports"],
        ["a", "70000"],
      ],
      "1 to 65535",
    ],
    [
      "replicas that are no number",
      [
        ["name", "replicas"],
        ["a", "two"],
      ],
      "replicas",
    ],
    [
      "one workload twice",
      [["name"], ["a"], ["a"]],
      "row 2 of the workloads: shop/a stands in the table twice",
    ],
    [
      "an unknown column",
      [
        ["name", "lables"],
        ["a", "b"],
      ],
      'did you mean "labels"',
    ],
    ["no row", [["name"]], "no row"],
  ])("errs over %s", (_, table, message) => {
    expect(() => deploymentsOf(table, "shop")).toThrow(message);
    expect(() => deploymentsOf(table, "shop")).toThrow(StepError);
  });
});
