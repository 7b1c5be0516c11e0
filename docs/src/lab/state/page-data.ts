import type { Lab } from "../../../../engine/surfaces/lab/lab.ts";
import type { Shared } from "../../../../engine/surfaces/lab/share.ts";
import type { Work } from "../../../../engine/surfaces/lab/work.ts";
import type { LabRun, LaneView, MatrixView } from "../engine/views.ts";

/** What the build puts into a lab's page; the playground and the author's page make it up. */
export interface LabPageData {
  readonly lab: Lab;
  /** The files at the start, and after a reset. */
  readonly work: Work;
  /** The tasks on the start, so that the page says something before the engine is there. */
  readonly start: LabRun;
  /** What the packets do once the lab is solved: ends only, no reasons. */
  readonly goal: readonly { readonly task: string; readonly lanes: readonly LaneView[] }[];
  /** Who reaches whom once the lab is solved. */
  readonly goalMatrix?: MatrixView;
  /** What the browser keeps the learner's work under, where it is not the lab's id. */
  readonly keptAs?: string;
  /** How a task stands, where it is not passed or not yet. */
  readonly words?: { readonly yes: string; readonly no: string };
  /** What a link to the page has to bring along beside the files. */
  readonly shared?: Pick<Shared, "profile" | "request">;
}

/** Of a lab that was not run yet. */
export const NOT_RUN: LabRun = {
  tasks: [],
  findings: [],
  matrix: { servers: [], rows: [] },
  milliseconds: 0,
};

export interface Solution {
  /** Markdown. */
  readonly explanation: string;
  /** The learner's files as they may be after each task, in order. */
  readonly steps: readonly { readonly task: string; readonly work: Work }[];
}

export type LoadSolution = () => Promise<{ readonly default: Solution }>;
