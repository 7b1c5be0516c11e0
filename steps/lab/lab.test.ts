import { describe, expect, it } from "vitest";
import type { Lab, LabAnswers } from "../../engine/surfaces/lab/lab.ts";
import { readLab } from "../../engine/surfaces/lab/read.ts";
import { newLab } from "../../engine/surfaces/lab/template.ts";
import { startOf, withAnswers } from "../../engine/surfaces/lab/work.ts";
import { checkLab } from "./check.ts";
import { hintFor } from "./hint-for.ts";
import { runPrediction } from "./predict.ts";
import { runTasks, scenariosOf } from "./run-tasks.ts";

const ID = "010-node-ports";
const FILES = newLab(ID);

function labOf(changes: Readonly<Record<string, string>> = {}): {
  readonly lab: Lab;
  readonly answers: LabAnswers;
} {
  const { lab, answers, issues } = readLab(ID, { ...FILES, ...changes });
  expect(issues).toEqual([]);
  if (lab === undefined || answers === undefined) throw new Error("the lab was not read");
  return { lab, answers };
}

/** A file of the template with something in it replaced. */
function edited(path: string, from: string, to: string): Readonly<Record<string, string>> {
  const text = FILES[path] ?? "";
  expect(text).toContain(from);
  return { [path]: text.replaceAll(from, to) };
}

async function findings(changes: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const { lab, answers } = labOf(changes);
  const { findings: found } = await checkLab(lab, answers);
  return found.map(({ message, detail, remedy }) => [message, detail, remedy].filter(Boolean).join("\n"));
}

describe("a lab for the page", () => {
  const { lab, answers } = labOf();
  it("is plain data, and the learner's part tells no answer", () => {
    expect(JSON.parse(JSON.stringify({ lab, answers }))).toEqual({ lab, answers });
    expect(JSON.stringify(lab)).not.toContain("targetPort: 8080");
    expect(scenariosOf(lab)).toEqual([
      {
        task: "reach-api",
        title: "frontend reaches api",
        scenario: expect.stringMatching(/^@task:reach-api\nScenario: /),
      },
    ]);
  });
  it("says what was expected, what happened, and which line decided", async () => {
    const [result] = await runTasks(lab, startOf(lab));
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
    expect(result).toMatchObject({
      task: "reach-api",
      status: "failed",
      step: { keyword: "Then ", text: "it succeeds", line: 10 },
      expected: "it succeeds",
      observed: "refused",
      why: expect.stringContaining("listens on 8000/TCP"),
      reason: { function: "workload", code: "nobody-listens" },
      trace: { kind: "Trace", outcome: "failure" },
    });
    expect(result?.reason?.objects[0]).toMatchObject({ kind: "Pod", file: "10-workloads.yaml", line: 33 });
  });
  it("is green with its answers", async () => {
    const results = await runTasks(lab, withAnswers(lab, answers, "reach-api"));
    expect(results.map(({ status, trace }) => [status, trace?.["outcome"]])).toEqual([["passed", "success"]]);
  });
  it("says where a learner's manifest is refused", async () => {
    const work = { ...startOf(lab), "services.yaml": "kind: Service\n  name: [" };
    const [result] = await runTasks(lab, work);
    expect(result).toMatchObject({
      status: "errored",
      reason: { code: "input-refused" },
      issues: [{ at: { file: "services.yaml", line: 2 } }],
    });
    const [empty] = await runTasks(lab, {});
    expect(empty).toMatchObject({ status: "errored", message: "there are no manifests in the lab" });
  });
  it("offers the computed hint first, then the ladder, and then nothing", async () => {
    const work = { ...startOf(lab), "services.yaml": FILES["wrong/no-such-name/services.yaml"] ?? "" };
    const [result] = await runTasks(lab, work);
    const numbers: number[] = [];
    for (;;) {
      const hint = result === undefined ? undefined : hintFor(lab, "reach-api", result, numbers);
      if (hint === undefined) break;
      numbers.push(hint.number);
    }
    expect(numbers).toEqual([5, 1, 2, 3]);
    expect(hintFor(lab, "reach-api", { status: "passed" })).toBeUndefined();
  });
  it("knows which choice of a prediction is right", async () => {
    const [prediction] = lab.predictions;
    if (prediction === undefined) throw new Error("the template predicts something");
    const results = await runPrediction(lab, prediction);
    expect(results.map(({ status }) => status === "passed")).toEqual([false, true, false]);
  });
});

describe("the proofs of a lab", () => {
  it("hold for the template, with every mutant caught", async () => {
    const { lab, answers } = labOf();
    const report = await checkLab(lab, answers);
    expect(report).toMatchObject({ findings: [], tasks: 1, solutions: 1, wrong: 2 });
    expect(report.mutants.changed).toBeGreaterThan(4);
    expect(report.mutants.caught).toBe(report.mutants.changed);
  });
  it.each([
    [
      "a start that is solved",
      edited("start/services.yaml", "8000", "8080"),
      "is green at the start: nothing is left",
    ],
    [
      "a start that errs",
      edited("tasks.feature", "When frontend", "When fronted"),
      "errs at the start instead of failing",
    ],
    [
      "an undefined step",
      edited("tasks.feature", "it succeeds", "it succeds"),
      'no step reads like "it succeds"',
    ],
    ["a start that is refused", { "start/services.yaml": "kind: [" }, "errs at the start"],
    [
      "a solution that solves nothing",
      edited("solution/01-reach-api.yaml", "8080", "8081"),
      "is red after solution/01",
    ],
    [
      "a wrong answer that is right",
      edited("wrong/no-such-name/services.yaml", "web", "http"),
      "is green after wrong/",
    ],
    ["another reason", edited("wrong/no-such-name/expect.yaml", "no-endpoints", "denied"), "not denied"],
    [
      "another hint",
      edited("wrong/no-such-name/expect.yaml", "#5", "#4"),
      "gets hint reach-api#5, not reach-api#4",
    ],
    [
      "a rung where a computed hint speaks",
      edited("wrong/no-such-name/expect.yaml", "#5", "#1"),
      "gets hint reach-api#5",
    ],
    [
      "a prediction without a right choice",
      edited("lab.yaml", "it is refused", "it is slow"),
      'reads like "it is slow"',
    ],
    [
      "a prediction with two",
      edited("lab.yaml", "it times out", "it ends as refused"),
      "choices hold at the start",
    ],
    [
      "an alternative that is none",
      { "solution-other/services.yaml": FILES["start/services.yaml"] ?? "" },
      "is red after solution-other/",
    ],
  ])("find %s", async (_, changes, message) => {
    expect((await findings(changes)).join("\n")).toContain(message);
  });
  it("find commands that the terminal does not know, not ones that fail", async () => {
    const { lab, answers } = labOf();
    const lines = [
      "kubectl get svc -n shop",
      "curl -m 1 http://nowhere",
      "kubctl get svc",
      "kubectl gets svc",
      "kubectl get servicez",
    ];
    const commands = lines.map((command, at) => ({ command, line: at + 1 }));
    const { findings: found } = await checkLab(lab, answers, commands);
    expect(found.map(({ at }) => at?.line)).toEqual([3, 4, 5]);
    expect(found[0]?.message).toBe('index.mdx:3: the terminal does not know "kubctl get svc"');
  });
  it("find what no task asks for", async () => {
    const more = `${FILES["solution/01-reach-api.yaml"]}---
${(FILES["solution/01-reach-api.yaml"] ?? "").replace("name: api", "name: spare")}`;
    const found = await findings({ "solution/01-reach-api.yaml": more });
    expect(found.join("\n")).toMatch(
      /the tasks notice \d+ of \d+ changes[\s\S]*not noticed: Service spare deleted/,
    );
  });
});
