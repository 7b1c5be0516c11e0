import { type Branch, isSuccess, type StepShape, type Trace } from "../../engine/index.ts";
import { StepError, VerdictMismatch } from "../errors.ts";
import type { DecidingObject, Reason } from "./result.ts";

/** What made a step red. */
export function reasonOf(error: unknown): Reason {
  if (error instanceof VerdictMismatch) {
    const { trace, code } = error.grounds;
    if (code !== undefined) return { code, objects: [] };
    return trace === undefined ? { code: "mismatch", objects: [] } : decidedIn(trace);
  }
  const issues = error instanceof StepError ? error.issues : [];
  if (issues.length === 0) return { code: "question-wrong", objects: [] };
  const objects = issues.flatMap(({ object, at }): readonly DecidingObject[] =>
    object === undefined
      ? []
      : [{ ...plainName(object), ...(at === undefined ? {} : { file: at.file, line: at.line }) }],
  );
  return { code: "input-refused", objects };
}

/** What decided a request: its first branch that fails, or its first one. */
function decidedIn({ branches }: Trace): Reason {
  const branch = branches.find(({ ending }: Branch) => !isSuccess(ending)) ?? branches[0];
  if (branch === undefined) return { code: "mismatch", objects: [] };
  const { step } = branch.decidedBy;
  const objects = step.objects.map(placed);
  // Traffic that gets through was decided by nothing: it only does something else than the step says.
  if (isSuccess(branch.ending)) return { code: "mismatch", objects };
  return { function: step.function, code: step.code, objects };
}

function placed(use: StepShape["objects"][number]): DecidingObject {
  const at = use.source?.at(use.path ?? []);
  return { ...plainName(use), ...(at === undefined ? {} : { file: at.file, line: at.line }) };
}

function plainName({ kind, namespace, name }: DecidingObject): DecidingObject {
  return namespace === undefined ? { kind, name } : { kind, namespace, name };
}
