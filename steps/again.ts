import { type Branch, formatObjectName, type Trace } from "../engine/index.ts";
import { mismatch } from "./mismatch.ts";
import { defineSteps, type StepTable, step } from "./registry.ts";
import type { World } from "./world.ts";

/** Where a branch ended: a pod, or else an address. */
function placeOf({ ending, reached }: Branch): string | undefined {
  if (ending.kind !== "answered" && ending.kind !== "connected") return undefined;
  return reached.pod === undefined ? reached.address : formatObjectName(reached.pod);
}

/** The branches of the last request that arrived, each with what becomes of it when it is made again. */
function requestsAgain(world: World, claim: string): readonly (readonly [before: string, after: Trace])[] {
  const { trace, at } = world.last();
  const cluster = world.cluster();
  const traces = cluster.again(trace, cluster.now - at);
  const pairs = traces.flatMap((after, index) => {
    const branch = trace.branches[index];
    const before = branch === undefined ? undefined : placeOf(branch);
    return before === undefined ? [] : [[before, after] as const];
  });
  if (pairs.length === 0) throw mismatch(claim, trace, "the first request reached nobody");
  return pairs;
}

function samePod(world: World, claim: string): void {
  for (const [before, after] of requestsAgain(world, claim)) {
    const places = new Set(after.branches.map(placeOf));
    if (places.size === 1 && places.has(before)) continue;
    throw mismatch(claim, after, `after ${before} it reaches ${shown(places)}`);
  }
  world.cameAgain();
}

/** Somebody who is free to choose: no branch is sent back to where it was. */
function anyPod(world: World, claim: string): void {
  for (const [before, after] of requestsAgain(world, claim)) {
    const places = new Set(after.branches.map(placeOf));
    if (places.size > 1) continue;
    throw mismatch(claim, after, `after ${before} it reaches ${shown(places)} alone`);
  }
  world.cameAgain();
}

function shown(places: ReadonlySet<string | undefined>): string {
  return [...places].map((place) => place ?? "nobody").join(", ");
}

function after(world: World, seconds: number): void {
  world.change((cluster) => cluster.advance(seconds));
}

const SAME = "the same client reaches the same pod again";
const ANY = "the same client may reach another pod";

export const againSteps: StepTable = defineSteps("steps/again.ts", [
  step({
    keyword: "Then",
    expression: SAME,
    example: `Then ${SAME}`,
    description:
      "Wherever the last request ended, the same client making it once more ends there too, at the time it is now.",
    run: (world): void => samePod(world, SAME),
  }),
  step({
    keyword: "Then",
    expression: ANY,
    example: `Then ${ANY}`,
    description: "The last request made once more by the same client has several pods to go to.",
    run: (world): void => anyPod(world, ANY),
  }),
  step({
    keyword: "Then",
    expression: `after {int} seconds ${SAME}`,
    example: `Then after 60 seconds ${SAME}`,
    description: "Moves the cluster's clock first. Coming back in time starts the time anew.",
    run: (world, seconds): void => {
      after(world, seconds);
      samePod(world, `after ${seconds} seconds ${SAME}`);
    },
  }),
  step({
    keyword: "Then",
    expression: `after {int} seconds ${ANY}`,
    example: `Then after 10801 seconds ${ANY}`,
    description: "Moves the cluster's clock first; whoever was remembered is forgotten by then.",
    run: (world, seconds): void => {
      after(world, seconds);
      anyPod(world, `after ${seconds} seconds ${ANY}`);
    },
  }),
]);
