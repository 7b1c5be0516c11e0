import type { Hint, HintCondition, Lab } from "../../engine/surfaces/lab/lab.ts";
import type { Reason } from "../runner/result.ts";
import type { TaskResult } from "./run-tasks.ts";

/**
 * The next hint for a task that is red: the computed one for its reason, then the ladder from the lowest rung.
 * `seen` are numbers of hints that the learner has; `undefined` when there is no more, or nothing to help with.
 */
export function hintFor(
  lab: Lab,
  task: string,
  result: Pick<TaskResult, "status" | "reason">,
  seen: readonly number[] = [],
): Hint | undefined {
  if (result.status === "passed") return undefined;
  const hints = lab.tasks.find(({ id }) => id === task)?.hints ?? [];
  return [...hints.filter((hint) => speaksOf(hint, result.reason)), ...rungs(hints)].find(
    ({ number }) => !seen.includes(number),
  );
}

/** The ladder: hints for any reason. */
export function rungs(hints: readonly Hint[]): readonly Hint[] {
  return hints.filter(({ when }) => when.length === 0);
}

function speaksOf({ when }: Hint, reason: Reason | undefined): boolean {
  return reason !== undefined && when.some((condition) => fits(condition, reason));
}

export function fits(condition: HintCondition, reason: Reason): boolean {
  const { function: name, code, object } = condition;
  if (code !== reason.code || (name !== undefined && name !== reason.function)) return false;
  return (
    object === undefined || reason.objects.some((one) => one.kind === object.kind && one.name === object.name)
  );
}
