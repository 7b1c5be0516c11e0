import { PARAMETER_TYPES } from "../../../steps/parameter-types.ts";
import { vocabulary } from "../../../steps/vocabulary.ts";

/** The vocabulary as step definitions that do nothing: editors look for these calls in source files, and complete from them. */
export function glueText(): string {
  const types = PARAMETER_TYPES.map(({ name, regexp }) => {
    return `defineParameterType({ name: ${JSON.stringify(name)}, regexp: ${listed(regexp)} });`;
  });
  const steps = vocabulary().map(
    ({ keyword, expression }) => `${keyword}(${JSON.stringify(expression)}, () => {});`,
  );
  return `// For editors only: the cucumber extension reads step definitions here. Written by
//   npx podwire steps -o glue > .vscode/podwire-steps.mjs
import { defineParameterType, Given, Then, When } from "@cucumber/cucumber";

${[...types, "", ...steps].join("\n")}
`;
}

function listed(regexp: RegExp | readonly RegExp[]): string {
  return Array.isArray(regexp) ? `[${regexp.map(String).join(", ")}]` : String(regexp);
}
