import { CucumberExpression, ParameterType, ParameterTypeRegistry } from "@cucumber/cucumber-expressions";
import { PARAMETER_TYPES } from "../parameter-types.ts";
import type { StepArgument, StepDefinition } from "../registry.ts";
import { ALL_STEPS } from "../vocabulary.ts";

/** A step of the vocabulary that a text fits, and the values of its parameters. */
export interface Match {
  readonly definition: StepDefinition;
  readonly values: readonly StepArgument[];
}

interface Compiled {
  readonly definition: StepDefinition;
  readonly expression: CucumberExpression;
}

let compiled: readonly Compiled[] | undefined;

function expressions(): readonly Compiled[] {
  if (compiled !== undefined) return compiled;
  const registry = new ParameterTypeRegistry();
  for (const { name, regexp, transformer } of PARAMETER_TYPES) {
    registry.defineParameterType(new ParameterType(name, [...regexp], null, transformer, false, false));
  }
  compiled = ALL_STEPS.map((definition) => ({
    definition,
    expression: new CucumberExpression(definition.expression, registry),
  }));
  return compiled;
}

/** Every definition that fits a step's text: none is an undefined step, several are an ambiguous one. */
export function matchStep(text: string): readonly Match[] {
  return expressions().flatMap(({ definition, expression }) => {
    const found = expression.match(text);
    if (found === null) return [];
    return [{ definition, values: found.map((argument) => argument.getValue<StepArgument>(null) ?? "") }];
  });
}
