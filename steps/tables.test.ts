import { describe, expect, it } from "vitest";
import type { Workload } from "../engine/index.ts";
import { type FakeBranch, named } from "../engine/testing/fake-cluster.ts";
import { fakeWorld, runText } from "../engine/testing/run-step.ts";
import { port } from "../engine/values/port.ts";
import { StepError, VerdictMismatch } from "./errors.ts";
import type { Table } from "./registry.ts";

function workload(
  namespace: string,
  name: string,
  pods: readonly string[],
  ports: readonly number[],
): Workload {
  const listens = ports.flatMap((number) => {
    const known = port(number);
    return known === undefined ? [] : [{ port: known, protocol: "TCP" as const }];
  });
  const ids = pods.map((pod) => `${namespace}/${pod}`);
  return { id: `${namespace}/${name}`, kind: "Deployment", namespace, name, pods: ids, listens };
}

describe("only these connections are allowed:", () => {
  const workloads = [
    workload("shop", "web", ["web-1"], []),
    workload("shop", "api", ["api-1", "api-2"], [8080]),
    workload("data", "db", ["db-0"], [5432]),
  ];
  const open = ["shop/web-1 shop/api-1 8080", "shop/web-1 shop/api-2 8080"];
  const check = (rows: Table, connections: readonly string[] = open): void =>
    runText(fakeWorld({ workloads, open: new Set(connections) }), "only these connections are allowed:", [
      ["from", "to", "port"],
      ...rows,
    ]);

  it("passes when exactly they are", () => check([["shop/web", "api", "8080/TCP"]]));
  it("lists missing and extra ones", () => {
    const more = [...open, "shop/api-1 data/db-0 5432"];
    const rows = [
      ["web", "api", "8080"],
      ["web", "db", "5432"],
    ];
    const run = (): void => check(rows, more);
    expect(run).toThrow(VerdictMismatch);
    expect(run).toThrow(/1 missing, 1 extra/);
    expect(run).toThrow(/missing \(listed, but denied\):\n {2}shop\/web {2}data\/db {2}5432\n/);
    expect(run).toThrow(/shop\/api {2}data\/db {2}5432 {2}for 1 of 2 pairs of pods/);
  });
  it("counts a connection between pods of one workload", () => {
    expect(() => check([["web", "api", "8080"]], [...open, "shop/api-1 shop/api-2 8080"])).toThrow(
      /shop\/api {2}shop\/api/,
    );
  });
  it.each([
    ["a misspelt workload", [["shop/wbe", "api", "8080"]], 'did you mean "shop/web"'],
    ["a misspelt namespace", [["shpo/web", "api", "8080"]], 'did you mean "shop/web"'],
    ["a port nobody listens on", [["web", "api", "80"]], "it listens on 8080"],
    ["no row", [], "no row"],
    ["a workload and itself with one pod", [["db", "db", "5432"]], "no pair of pods"],
  ])("errs over %s", (_, rows, message) => {
    expect(() => check(rows)).toThrow(StepError);
    expect(() => check(rows)).toThrow(message);
  });
  it("errs when nothing listens", () => {
    const world = fakeWorld({ workloads: [workload("shop", "web", ["a", "b"], [])] });
    const rows = [
      ["from", "to", "port"],
      ["web", "web", "80"],
    ];
    expect(() => runText(world, "only these connections are allowed:", rows)).toThrow(StepError);
  });
});

describe("the connectivity is:", () => {
  const ok: FakeBranch = { ending: { kind: "connected" } };
  const dropped: FakeBranch = { ending: { kind: "dropped" } };
  const noName: FakeBranch = { ending: { kind: "name-not-found" } };
  const traffic = {
    "web api:8080": { now: [ok] },
    "web db:5432": { now: [dropped], lifted: [ok] },
    "web half:80": { now: [ok, dropped], lifted: [ok] },
    "web gone:80": { now: [dropped] },
    "web apo:8080": { now: [noName] },
  };
  const objects = [named("Service", "shop", "api")];
  const check = (...rows: Table): void =>
    runText(fakeWorld({ traffic, objects }), "the connectivity is:", rows);

  it("passes when it is, in either spelling, with cells left out", () => {
    check(["", "api:8080", "db:5432/TCP"], ["web", "✓", "✗"]);
    check(["", "api:8080", "db:5432", "nobody:1"], ["web", "allow", "deny", "-"]);
  });
  it("shows the grid with what differs", () => {
    const run = (): void => check(["", "api:8080", "db:5432", "half:80"], ["web", "✗", "✓", "✗"]);
    expect(run).toThrow(VerdictMismatch);
    expect(run).toThrow(/web {2}✓ \(not ✗\) {2}✗ \(not ✓\) {2}50% \(not ✗\)/);
  });
  it.each<readonly [string, Table, string]>([
    [
      "a ✗ without witness",
      [
        ["", "gone:80"],
        ["web", "✗"],
      ],
      "proves nothing",
    ],
    [
      "a misspelt host under ✗",
      [
        ["", "apo:8080"],
        ["web", "✗"],
      ],
      'did you mean "api"',
    ],
    [
      "a misspelt host under ✓",
      [
        ["", "apo:8080"],
        ["web", "✓"],
      ],
      'did you mean "api"',
    ],
    [
      "another mark",
      [
        ["", "api:8080"],
        ["web", "yes"],
      ],
      '"yes" is no verdict',
    ],
    [
      "a host without port",
      [
        ["", "api"],
        ["web", "✓"],
      ],
      "says no port",
    ],
    ["no client", [["", "api:8080"]], "no client"],
    ["no destination", [[""], ["web"]], "no destination"],
    [
      "nothing asked",
      [
        ["", "api:8080"],
        ["web", "-"],
      ],
      "every cell",
    ],
  ])("errs over %s", (_, rows, message) => {
    expect(() => check(...rows)).toThrow(StepError);
    expect(() => check(...rows)).toThrow(message);
  });
});
