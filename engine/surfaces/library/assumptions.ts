import type { Trace } from "../../trace/trace.ts";
import { InputError, type Issue } from "../../values/issue.ts";

/** Throws `InputError` for a verdict that rests on something no input says. */
export function refuseAssumptions(trace: Trace): void {
  const issues = trace.branches
    .flatMap((branch) => branch.assumed)
    .map(({ subject, remedy }): Issue => {
      return { severity: "error", code: "assumption-refused", message: `assumed: ${subject}`, remedy };
    });
  if (issues.length > 0) throw new InputError(issues);
}
