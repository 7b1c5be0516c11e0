/** Everything here is plain data: it crosses to a worker, and into a page's bundle. */

/** A file of a lab's folder or of the learner; the name is relative to start/ where it is a manifest. */
export interface LabFile {
  readonly name: string;
  readonly text: string;
}

/** What made a task red, as `podwire trace -o json` codes it. */
export interface LabReason {
  readonly function?: string;
  readonly code: string;
}

/** When a computed hint speaks. */
export interface HintCondition extends LabReason {
  /** The deciding object. */
  readonly object?: { readonly kind: string; readonly name: string };
}

/** A block of hints/TASK.md, in the order of the file. */
export interface Hint {
  /** Counts from 1; `TASK#N` names it. */
  readonly number: number;
  /** Markdown. */
  readonly text: string;
  /** Empty: a rung of the ladder. */
  readonly when: readonly HintCondition[];
}

export interface LabTask {
  readonly id: string;
  readonly title: string;
  /** The scenario as it stands in tasks.feature. */
  readonly scenario: string;
  /** Line of the scenario in tasks.feature. */
  readonly line: number;
  /** Green at the start. */
  readonly already: boolean;
  /** May turn green before its turn. */
  readonly anyOrder: boolean;
  readonly hints: readonly Hint[];
}

/** A question before the learner runs anything; exactly one choice holds at the start. */
export interface Prediction {
  readonly id: string;
  readonly question: string;
  readonly namespace?: string;
  /** A When step, without its keyword. */
  readonly when: string;
  /** Then steps, without their keyword. */
  readonly choices: readonly string[];
  readonly why: string;
}

export const LEVELS = ["beginner", "intermediate", "advanced", "interview"] as const;
export const TRACKS = [
  "fundamentals",
  "services",
  "policy",
  "edge",
  "openshift",
  "troubleshooting",
  "interview",
] as const;

/** What a catalogue shows. */
export interface LabCard {
  /** The folder's name, `NNN-slug`. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly level: (typeof LEVELS)[number];
  readonly track: (typeof TRACKS)[number];
  readonly minutes: number;
  readonly objectives: readonly string[];
  readonly tags: readonly string[];
  /** Ids of other labs. */
  readonly prerequisites: readonly string[];
}

/** A lab as the learner gets it: nothing in it tells the answers. */
export interface Lab extends LabCard {
  /** As after `--profile`. */
  readonly profile: readonly string[];
  /** Of objects that name none, and of the terminal; `default` where nothing is said. */
  readonly namespace?: string;
  /** Files that the editor opens. */
  readonly open: readonly string[];
  readonly start: readonly LabFile[];
  /** tasks.feature. */
  readonly feature: LabFile;
  readonly tasks: readonly LabTask[];
  readonly predictions: readonly Prediction[];
}

/** Manifests that are laid over a learner's files, in order. */
export interface Answer {
  readonly id: string;
  readonly files: readonly LabFile[];
}

export interface WrongAnswer extends Answer {
  /** Exactly these tasks fail. */
  readonly fails: readonly string[];
  /** Of the first of them. */
  readonly reason: LabReason;
  /** The hint it deserves. */
  readonly hint: { readonly task: string; readonly number: number };
}

/** What the learner gets once a lab is passed or given up. */
export interface LabAnswers {
  /** One for each task that has one, in order; the id is the task's. */
  readonly solution: readonly Answer[];
  /** Markdown of solution/README.mdx. */
  readonly explanation: string;
  readonly alternatives: readonly Answer[];
  readonly wrong: readonly WrongAnswer[];
}
