import type { Pickle } from "@cucumber/messages";

/** Nothing was asked, or nothing was claimed, so nothing passed: what is missing, `undefined` when nothing is. */
export function missingClaim({ steps }: Pickle): string | undefined {
  if (steps.some(({ type }) => type !== "Context" && type !== "Action")) return undefined;
  return steps.length === 0
    ? "the scenario has no step; a line without Given, When or Then is only its description"
    : "the scenario has no Then, so it claims nothing and cannot fail; say what should come of it";
}
