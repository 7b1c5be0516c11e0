import { describe, expect, it, vi } from "vitest";
import { StepError } from "../errors.ts";
import { defineSteps, runStep, step } from "../registry.ts";
import type { World } from "../world.ts";
import type { ScenarioResult } from "./result.ts";
import { runFeature } from "./run-feature.ts";
import type { RunOptions } from "./run-scenario.ts";

const SHOP = `apiVersion: v1
kind: Namespace
metadata: { name: shop }
---
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web } }
spec: { containers: [{ name: app, image: a }] }
---
apiVersion: v1
kind: Pod
metadata: { name: api, namespace: shop, labels: { app: api } }
spec: { containers: [{ name: app, image: a, ports: [{ containerPort: 8080 }] }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: shut, namespace: shop }
spec: { podSelector: { matchLabels: { app: api } } }
`;

const OPTIONS: RunOptions = {
  surroundings: {
    read: (path) => [{ name: path, text: SHOP }],
    underTest: () => {
      throw new StepError("nothing under test");
    },
  },
};

async function run(...steps: readonly string[]): Promise<ScenarioResult> {
  const text = ["Feature: f", "  @a @b", "  Scenario: s", ...steps.map((line) => `    ${line}`)].join("\n");
  const { scenarios, problems } = await runFeature(text, "x/f.feature", OPTIONS);
  expect(problems).toEqual([]);
  const [result] = scenarios;
  if (result === undefined) throw new Error("no scenario ran");
  return result;
}

const GIVEN = ['Given the manifests in "shop.yaml"', 'And namespace "shop"'];

describe("a scenario's result", () => {
  it("names the object and the line that decided", async () => {
    const connect = 'When web connects to pod "api" on port 8080 over TCP';
    const result = await run(...GIVEN, connect, "Then it succeeds");
    expect(result).toMatchObject({
      uri: "x/f.feature",
      line: 3,
      name: "s",
      tags: ["@a", "@b"],
      status: "failed",
      errorType: "VerdictMismatch",
      step: { keyword: "Then ", text: "it succeeds", line: 7 },
      expected: "it succeeds",
      observed: "dropped (the client times out)",
      why: expect.stringContaining("(shop.yaml:18:1)"),
      reason: {
        function: "network-policy",
        code: "denied",
        objects: [{ kind: "NetworkPolicy", namespace: "shop", name: "shut", file: "shop.yaml", line: 18 }],
      },
      trace: { outcome: "failure" },
    });
  });
  it("passes with the trace of what it asked", async () => {
    const result = await run(
      ...GIVEN,
      'When web connects to pod "api" on port 8080 over TCP',
      "Then it times out",
    );
    expect(result).toMatchObject({
      status: "passed",
      message: "",
      issues: [],
      trace: { outcome: "failure" },
    });
    expect(result.step).toBeUndefined();
  });
  it.each<readonly [string, readonly string[], Partial<ScenarioResult>]>([
    ["an undefined step", ["When the sun shines", "Then it succeeds"], { status: "undefined", message: "" }],
    [
      "a wrong name",
      [...GIVEN, "When wbe curls api", "Then it succeeds"],
      { status: "errored", errorType: "StepError" },
    ],
    [
      "a table that lacks",
      [...GIVEN, "Then only these connections are allowed:"],
      { message: 'the step needs a table or a text in """ below it' },
    ],
    [
      "a table too many",
      [...GIVEN, "When web curls api", "| a |"],
      { message: "the step takes neither a table nor a text below it" },
    ],
    [
      "no claim",
      [...GIVEN, "When web curls api"],
      { status: "errored", message: expect.stringContaining("has no Then") },
    ],
    [
      "a refused manifest",
      ["Given these manifests:", '"""', "kind: [", '"""', "When web curls api", "Then it fails"],
      { status: "errored", message: expect.stringContaining("x/f.feature:6:") },
    ],
  ])("says of %s what it is", async (_, steps, expected) => {
    expect(await run(...steps)).toMatchObject(expected);
  });
  it("carries the issues of refused manifests", async () => {
    const { issues, reason } = await run(
      "Given these manifests:",
      '"""',
      "kind: [",
      '"""',
      "When a curls b",
      "Then it fails",
    );
    expect(reason?.code).toBe("input-refused");
    expect(issues[0]?.at?.file).toBe("x/f.feature");
  });
});

describe("a feature that is no Gherkin", () => {
  it("runs nothing and says where", async () => {
    const { scenarios, problems } = await runFeature(
      "Feature: f\n  Scenario: s\n    Given x\n    nonsense\n",
      "f",
      OPTIONS,
    );
    expect([scenarios, problems[0]?.line]).toEqual([[], 4]);
  });
});

describe("a step that takes its time", () => {
  const slow = (run: (world: World) => unknown): ReturnType<typeof step> =>
    step({
      keyword: "When",
      expression: "it takes its time",
      example: "When it takes its time",
      description: "Slow.",
      run,
    });
  const world = { checkRefusal: vi.fn() } as unknown as World;
  it("is over when its promise is", async () => {
    let done = false;
    const { steps } = defineSteps("x.ts", [slow(() => Promise.resolve().then(() => (done = true)))]);
    const running = steps[0] === undefined ? undefined : runStep(steps[0], world, []);
    expect(done).toBe(false);
    await running;
    expect(done).toBe(true);
  });
  it("errs as the others do", async () => {
    const failing = slow(async () => {
      throw new StepError("too slow");
    });
    await expect(runStep(failing, world, [])).rejects.toThrow("too slow");
  });
});
