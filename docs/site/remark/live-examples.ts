import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { type LiveExample, liveExamplesOf, metaValue } from "../../live-example.ts";
import { component, type Node } from "./mdx-nodes.ts";

const ANSWERS = resolve(__dirname, "../../generated/live-answers.json");

/**
 * Turns the two fences of a live example into one component that knows its verdicts. They were computed before the
 * build, so that the page reads without JavaScript; `npm start` computes them when it starts.
 */
export function liveExamples() {
  return (tree: Node, file: { value: unknown; path?: string }): void => {
    const examples = new Map(liveExamplesOf(String(file.value)).map((example) => [example.id, example]));
    if (examples.size === 0) return;
    const answers = JSON.parse(readFileSync(ANSWERS, "utf8")) as Record<string, unknown>;
    replace(tree, (node) => {
      const id = node.type === "code" ? metaValue(node.meta ?? "", "live") : undefined;
      if (id === undefined) return node;
      const example = examples.get(id);
      if (example === undefined || node.lang === "request") return undefined;
      return liveComponent(example, answers[id] ?? []);
    });
  };
}

function liveComponent(example: LiveExample, answers: unknown): Node {
  const { id, profile, manifests, requests } = example;
  return component("LiveExample", {
    id,
    profile,
    manifests,
    requests: JSON.stringify(requests.map(({ text, ending, status }) => ({ text, ending, status }))),
    answers: JSON.stringify(answers),
  });
}

function replace(node: Node, by: (node: Node) => Node | undefined): void {
  node.children = node.children?.flatMap((child) => {
    const instead = by(child);
    if (instead === undefined) return [];
    replace(instead, by);
    return [instead];
  }) as Node[];
  if (node.children === undefined) delete node.children;
}
