import { CucumberExpression, ParameterType, ParameterTypeRegistry } from "@cucumber/cucumber-expressions";
import { PARAMETER_TYPES } from "../../steps/parameter-types.ts";
import { runStep, type StepArgument, type Table } from "../../steps/registry.ts";
import { ALL_STEPS } from "../../steps/vocabulary.ts";
import { type Surroundings, World, type WorldOptions } from "../../steps/world.ts";
import { type Call, type Fake, fakeLoad } from "./fake-cluster.ts";

const registry: ParameterTypeRegistry = new ParameterTypeRegistry();
for (const { name, regexp, transformer } of PARAMETER_TYPES) {
  registry.defineParameterType(new ParameterType(name, [...regexp], null, transformer, false, false));
}

const COMPILED = ALL_STEPS.map((definition) => ({
  definition,
  expression: new CucumberExpression(definition.expression, registry),
}));

/** Every definition that matches a step's text, with the arguments it would get. */
export function matches(
  text: string,
): readonly { readonly expression: string; readonly values: readonly unknown[] }[] {
  return COMPILED.flatMap(({ definition, expression }) => {
    const found = expression.match(text);
    return found === null
      ? []
      : [{ expression: definition.expression, values: found.map((argument) => argument.getValue(null)) }];
  });
}

/** Runs one step by its text, as a runner would. */
export function runText(world: World, text: string, block?: Table | string): void {
  const [found, ...others] = COMPILED.flatMap(({ definition, expression }) => {
    const args = expression.match(text);
    return args === null ? [] : [{ definition, args }];
  });
  if (found === undefined || others.length > 0)
    throw new Error(`${others.length} other steps match "${text}"`);
  const values = found.args.map((argument) => argument.getValue<StepArgument>(null) ?? "");
  runStep(found.definition, world, block === undefined ? values : [...values, block]);
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
