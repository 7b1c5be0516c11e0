import { type Issue, traceToJson } from "../../engine/index.ts";
import type { Lab } from "../../engine/surfaces/lab/lab.ts";
import type { Work } from "../../engine/surfaces/lab/work.ts";
import { StepError } from "../errors.ts";
import type { FailedStep, Reason, ScenarioStatus } from "../runner/result.ts";
import { runFeature } from "../runner/run-feature.ts";
import type { RunOptions } from "../runner/run-scenario.ts";

/** How a learner's work does at one task. Plain data. */
export interface TaskResult {
  readonly task: string;
  readonly title: string;
  readonly status: ScenarioStatus;
  /** Whole, as `podwire test` words it; empty when the task passed. */
  readonly message: string;
  /** The step that made it red. */
  readonly step?: FailedStep;
  readonly expected?: string;
  readonly observed?: string;
  /** The rest of the message: the trace in words, or an error. */
  readonly why?: string;
  readonly reason?: Reason;
  /** What the learner's manifests were refused for, with file and line. */
  readonly issues: readonly Issue[];
  /** As `podwire trace -o json` prints it. */
  readonly trace?: Readonly<Record<string, unknown>>;
}

export interface LabScenario {
  readonly task: string;
  readonly title: string;
  readonly scenario: string;
}

/** The tasks as scenarios, in order. */
export function scenariosOf(lab: Lab): readonly LabScenario[] {
  return lab.tasks.map(({ id, title, scenario }) => ({ task: id, title, scenario }));
}

/** Runs every task on the learner's files, in order. Never throws for what a learner may write. */
export async function runTasks(lab: Lab, work: Work): Promise<readonly TaskResult[]> {
  const { scenarios } = await runFeature(lab.feature.text, lab.feature.name, optionsOf(lab, work));
  return lab.tasks.flatMap((task): readonly TaskResult[] => {
    const found = scenarios.find(({ line }) => line === task.line);
    if (found === undefined) return [];
    const { status, message, step, expected, observed, why, reason, issues, trace } = found;
    return [
      {
        task: task.id,
        title: task.title,
        status,
        message,
        issues,
        ...(step === undefined ? {} : { step }),
        ...(expected === undefined ? {} : { expected }),
        ...(observed === undefined ? {} : { observed }),
        ...(why === undefined ? {} : { why }),
        ...(reason === undefined ? {} : { reason }),
        ...(trace === undefined ? {} : { trace: traceToJson(trace) }),
      },
    ];
  });
}

/** What a lab's steps find around them. */
export function optionsOf(lab: Lab, work: Work): RunOptions {
  const files = Object.entries(work)
    .filter(([, text]) => text.trim() !== "")
    .map(([name, text]) => ({ name, text }));
  const nothing = (): never => {
    throw new StepError("a lab has no manifests but its own");
  };
  return {
    surroundings: { read: nothing, underTest: nothing, lab: () => ({ files, profile: lab.profile }) },
  };
}
