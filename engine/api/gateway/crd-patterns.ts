/**
 * The one pattern that a backtracking engine would take exponential time over, and an equal one without choice:
 * visible characters, with single blanks between them.
 */
const WITHOUT_CHOICE: ReadonlyMap<string, string> = new Map([
  ["^[!-~]+([\\t ]?[!-~]+)*$", "^[!-~]+([\\t ][!-~]+)*$"],
]);

const compiled = new Map<string, RegExp>();

/** Whether the pattern is found in the text. Patterns are RE2's, which may switch case off at their start. */
export function matchesRe2(text: string, pattern: string): boolean {
  let expression = compiled.get(pattern);
  if (expression === undefined) {
    const own = WITHOUT_CHOICE.get(pattern) ?? pattern;
    expression = own.startsWith("^(?i)") ? new RegExp(`^${own.slice(5)}`, "i") : new RegExp(own);
    compiled.set(pattern, expression);
  }
  return expression.test(text);
}
