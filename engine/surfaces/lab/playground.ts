import type { Lab } from "./lab.ts";
import { PLAYGROUND, type Shared, type SharedRequest } from "./share.ts";

/** The one task of the playground. */
const TASK = "request";

/** Files and a request that belong to no lab, as a lab with one task: the request succeeds. */
export function playgroundLab({ work, profile = [], request }: Shared): Lab {
  const start = Object.entries(work).map(([name, text]) => ({ name, text }));
  const { text, line } = featureOf(request);
  const title = request?.when[0]?.replaceAll('"', "").replace(/ with:$/, "") ?? "";
  const task = {
    id: TASK,
    title,
    scenario: text
      .split("\n")
      .slice(line - 1)
      .join("\n"),
    line,
  };
  return {
    id: PLAYGROUND,
    title: "Playground",
    description: "Your own manifests, and a request among them.",
    level: "beginner",
    track: "fundamentals",
    minutes: 1,
    objectives: [],
    tags: [],
    prerequisites: [],
    profile: profile.length === 0 ? ["kubeadm"] : profile,
    namespace: request?.namespace ?? "default",
    open: Object.keys(work),
    start,
    feature: { name: "request.feature", text },
    tasks: request === undefined ? [] : [{ ...task, already: true, anyOrder: true, hints: [] }],
    predictions: [],
  };
}

function featureOf(request: SharedRequest | undefined): { readonly text: string; readonly line: number } {
  const { namespace, when } = request ?? { namespace: "default", when: [] };
  const [step = "", ...rows] = when;
  const background = ["Feature: A request", "", "  Background:", `    Given namespace "${namespace}"`];
  const scenario = [
    "    And the lab cluster",
    "",
    "  Scenario: The request succeeds",
    `    When ${step}`,
    ...rows.map((row) => `      ${row.trim()}`),
    "    Then it succeeds",
  ];
  const text = [...background, ...(request === undefined ? [] : scenario), ""].join("\n");
  return { text, line: background.length + 3 };
}
