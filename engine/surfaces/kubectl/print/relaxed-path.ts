import { PlainError } from "../failure.ts";

/** `metadata.name`, `.metadata.name` and `{.metadata.name}` are the same path. */
export function relaxedPath(expression: string): string {
  if (expression === "") return expression;
  const match = /^\{\.?([^{}]+)\}$|^\.?([^{}]+)$/.exec(expression);
  const field = match?.[1] ?? match?.[2];
  if (field === undefined)
    throw new PlainError(
      `unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'`,
    );
  return `{.${field}}`;
}
