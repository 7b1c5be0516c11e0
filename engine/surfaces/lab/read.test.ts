import { describe, expect, it } from "vitest";
import { formatIssue } from "../../values/issue.ts";
import { readLab } from "./read.ts";
import { newLab } from "./template.ts";

const ID = "010-node-ports";
const FILES = newLab(ID);

function issues(changes: Readonly<Record<string, string | undefined>>, id: string = ID): readonly string[] {
  const files = Object.entries({ ...FILES, ...changes }).flatMap(([path, text]) =>
    text === undefined ? [] : [[path, text] as const],
  );
  return readLab(id, Object.fromEntries(files)).issues.map(formatIssue);
}

function edited(path: string, from: string, to: string): Readonly<Record<string, string>> {
  const text = FILES[path] ?? "";
  expect(text).toContain(from);
  return { [path]: text.replace(from, to) };
}

/** The template's page with something more at its end, in line 29. */
function page(more: string): Readonly<Record<string, string>> {
  return { "index.mdx": `${FILES["index.mdx"]}\n\n${more}\n` };
}

describe("reading a lab's folder", () => {
  it("finds nothing wrong with a whole one", () => {
    const { lab, answers, issues: found } = readLab(ID, FILES);
    expect(found).toEqual([]);
    expect(lab).toMatchObject({
      id: ID,
      level: "beginner",
      track: "services",
      minutes: 5,
      profile: ["kubeadm"],
    });
    expect(lab?.tasks[0]?.hints.map(({ number, when }) => [number, when.length])).toEqual([
      [1, 0],
      [2, 0],
      [3, 0],
      [4, 1],
      [5, 1],
    ]);
    expect(answers?.wrong.map(({ id }) => id)).toEqual(["no-such-name", "port-instead"]);
  });
  it("reads a classroom's copy without answers", () => {
    const copy = Object.entries(FILES).filter(([path]) => !/^(solution|wrong)/.test(path));
    const { answers, issues: found } = readLab(ID, Object.fromEntries(copy));
    expect([answers, found]).toEqual([undefined, []]);
  });
  it.each<readonly [string, Readonly<Record<string, string | undefined>>, string]>([
    ["no page", { "index.mdx": undefined }, "index.mdx:1:1: error: index.mdx is missing"],
    ["no frontmatter", { "index.mdx": "# Hello\n" }, "does not begin with its frontmatter"],
    [
      "an unknown key",
      edited("index.mdx", "minutes:", "minuets:"),
      "index.mdx:5:1: error: minuets: unknown key minuets — did you mean minutes?",
    ],
    ["no minutes", edited("index.mdx", "minutes: 5\n", ""), "minutes is missing"],
    [
      "minutes that are none",
      edited("index.mdx", "minutes: 5", "minutes: soon"),
      "index.mdx:5:1: error: minutes: expected a whole number",
    ],
    [
      "another level",
      edited("index.mdx", "beginner", "easy"),
      "expected beginner, intermediate, advanced, interview",
    ],
    ["bad YAML", { "lab.yaml": "id: [\n" }, "lab.yaml:2:1: error: not valid YAML"],
    [
      "another id",
      edited("lab.yaml", ID, "020-x"),
      `lab.yaml:2:1: error: id: expected the folder's name ${ID}`,
    ],
    [
      "another profile",
      edited("lab.yaml", "kubeadm", "kubeadmn"),
      "lab.yaml:4:3: error: cluster.profile: no profile kubeadmn — did you mean kubeadm?",
    ],
    ["a task without a tag", edited("tasks.feature", "  @task:reach-api\n", ""), "needs one tag @task:ID"],
    [
      "no Background",
      edited("tasks.feature", "Given the lab cluster", "Given the clusters lab"),
      "the Background does not begin",
    ],
    [
      "no Gherkin",
      { "tasks.feature": "Feature: x\n  Scenario: y\n    When z\n    Them w\n" },
      "tasks.feature:4:5: error: not valid Gherkin",
    ],
    [
      "no hints",
      { "hints/reach-api.md": undefined },
      "hints/reach-api.md:1:1: error: hints/reach-api.md is missing",
    ],
    [
      "a short ladder",
      { "hints/reach-api.md": "a\n---\nb\n---\nwhen: x\n\nc\n" },
      "the ladder has 2 of 3 rungs",
    ],
    [
      "a hint for nobody",
      { "hints/other.md": "a\n---\nb\n---\nc\n" },
      "hints/other.md:1:1: error: there is no task other",
    ],
    [
      "a condition that is none",
      edited("hints/reach-api.md", "when: no-endpoints", "when: No Endpoints"),
      "hints/reach-api.md:17:1: error: when: No Endpoints",
    ],
    [
      "a reason that there is not",
      edited("hints/reach-api.md", "when: no-endpoints", "when: no-endpoint"),
      "when: no-endpoint: there is no reason no-endpoint; did you mean no-endpoints?",
    ],
    [
      "a reason of another function",
      edited("wrong/no-such-name/expect.yaml", "no-endpoints", "network-policy/no-endpoints"),
      "expect.yaml:3:1: error: reason: there is no reason network-policy/no-endpoints",
    ],
    [
      "a page without the task",
      edited("index.mdx", '<Task id="reach-api" />', ""),
      'the page lacks <Task id="reach-api" />',
    ],
    [
      "a task that there is not",
      edited("index.mdx", 'id="reach-api"', 'id="reach"'),
      'index.mdx:22:1: error: <Task id="reach" />: there is no task reach',
    ],
    [
      "a prediction nobody shows",
      edited("index.mdx", '<Predict id="first" />', ""),
      'lacks <Predict id="first" />',
    ],
    [
      "no start",
      { "start/services.yaml": undefined, "start/10-workloads.yaml": undefined },
      "start/ has no manifest",
    ],
    [
      "a solution of no task",
      { "solution/02-more.yaml": "kind: Pod\n" },
      "solution/02-more.yaml is the solution of no task",
    ],
    ["no solution", { "solution/01-reach-api.yaml": undefined }, "task reach-api has no solution"],
    ["no explanation", { "solution/README.mdx": undefined }, "solution/README.mdx is missing"],
    [
      "one wrong answer",
      { "wrong/no-such-name/expect.yaml": undefined, "wrong/no-such-name/services.yaml": undefined },
      "1 of 2 wrong answers",
    ],
    [
      "an answer without its mark",
      { "wrong/no-such-name/expect.yaml": undefined },
      "wrong/no-such-name/expect.yaml is missing",
    ],
    [
      "a hint that there is not",
      edited("wrong/no-such-name/expect.yaml", "#5", "#9"),
      "wrong/no-such-name/expect.yaml:4:1: error: hint: expected TASK#N",
    ],
    ["a stray file", { "start/notes.txt": "x" }, "start/notes.txt:1:1: error: no file of a lab"],
    [
      "a policy without closed world",
      edited("index.mdx", "  - service\n", "  - network-policy\n"),
      "asks for a task with Then only these",
    ],
    [
      "the answer on the page",
      {
        "index.mdx": `${FILES["index.mdx"]}\n\`\`\`yaml\nports:\n  - port: 80\n    targetPort: 8080\n\`\`\`\n`,
      },
      "index.mdx:29:1: error: the page shows lines of the solution",
    ],
    ["a dead link", page("[here](../020-other/index.mdx)"), "leads to no file of the lab"],
    ["a link out of the web", page("[here](javascript:alert(1))"), "leads nowhere that a page may go"],
    ["a link to no heading", page("[here](#not-there)"), "leads to no heading of this text"],
    ["a picture without words", page("![](/img/x.png)"), "index.mdx:29:1: error: a picture without words"],
    ["a box that there is not", page(":::pitfal\nx\n:::"), "there is no :::pitfal — did you mean pitfall?"],
    ["a box that stays open", page(":::hood\nx"), "index.mdx:29:1: error: the box is not closed"],
    ["a component that there is not", page('<Tassk id="x" />'), "there is no <Tassk> — did you mean Task?"],
    ["code in a page", page("{alert(1)}"), "a lab has no code"],
    ["a misspelling", page("They recieve it."), "spelling: recieve — write receive"],
    ["a product's name", edited("hints/reach-api.md", "Refused", "Openshift refused"), "write OpenShift"],
    ["a word twice", page("It is the the port."), "the word the stands there twice"],
  ])("names %s", (_, changes, message) => {
    expect(issues(changes).join("\n")).toContain(message);
  });
  it("takes links, code and names that are in order", () => {
    const text = [
      "## A heading, with signs!",
      "[a](#a-heading-with-signs) [b](/docs/services) [c](https://kubernetes.io) [d](./hints/reach-api.md)",
      "`{braces}` and `recieve` are code, ![a map](/img/x.png)",
      "```yaml",
      "spec: {} # [x](nowhere) the the",
      "```",
    ].join("\n");
    expect(issues(page(text))).toEqual([]);
  });
  it("names a folder that is called otherwise", () => {
    expect(issues({}, "node-ports").join("\n")).toContain("is not NNN-slug");
  });
  it("never throws, whatever the files say", () => {
    for (const path of Object.keys(FILES))
      for (const text of [
        "",
        "\0",
        "- a\n",
        "{}",
        "---\n---\n",
        "42",
        "__proto__: 1\n",
        "Feature:\n",
        "a: &a [*a]\n",
      ])
        expect(issues({ [path]: text }).every((line) => line.includes(ID))).toBe(true);
  });
});
