import { runStep, type Table } from "../../steps/registry.ts";
import { matchStep } from "../../steps/runner/match.ts";
import { type Surroundings, World, type WorldOptions } from "../../steps/world.ts";
import { type Call, type Fake, fakeLoad } from "./fake-cluster.ts";

/** Every definition that matches a step's text, with the arguments it would get. */
export function matches(
  text: string,
): readonly { readonly expression: string; readonly values: readonly unknown[] }[] {
  return matchStep(text).map(({ definition, values }) => ({ expression: definition.expression, values }));
}

/** Runs one step by its text, as a runner would. */
export function runText(world: World, text: string, block?: Table | string): void {
  const [found, ...others] = matchStep(text);
  if (found === undefined || others.length > 0)
    throw new Error(`${others.length} other steps match "${text}"`);
  runStep(found.definition, world, block === undefined ? found.values : [...found.values, block]);
}

const NOWHERE: Surroundings = {
  read: (path) => [{ name: path, text: "kind: Service" }],
  underTest: () => [],
  inline: (text) => ({ name: "x.feature", text }),
};

/** A world over a fake cluster. */
export function fakeWorld(fake: Fake, calls: Call[] = [], options: Partial<WorldOptions> = {}): World {
  return new World({ surroundings: NOWHERE, load: fakeLoad(fake, calls), ...options });
}
