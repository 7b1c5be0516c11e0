import type { Lab } from "../../../engine/surfaces/lab/lab.ts";
import type { Work } from "../../../engine/surfaces/lab/work.ts";
import type { HomeResult } from "../front/scenario.ts";
import type { TerminalReply } from "../lab/engine/terminal.ts";
import type { LabRun } from "../lab/engine/views.ts";
import type { LiveAnswer, LiveQuestion } from "../live/ask.ts";

/** What the worker can be asked. Everything that crosses is plain data. */
export interface Calls {
  readonly live: { readonly question: LiveQuestion; readonly answer: readonly LiveAnswer[] };
  readonly home: { readonly question: string; readonly answer: HomeResult };
  readonly lab: { readonly question: { readonly lab: Lab; readonly work: Work }; readonly answer: LabRun };
  readonly terminal: {
    readonly question: { readonly lab: Lab; readonly work: Work; readonly line: string };
    readonly answer: TerminalReply;
  };
  /** Which choices of a prediction hold at the start. */
  readonly predict: {
    readonly question: { readonly lab: Lab; readonly id: string };
    readonly answer: readonly boolean[];
  };
}

export type CallName = keyof Calls;

export interface CallMessage {
  readonly id: number;
  readonly name: CallName;
  readonly question: unknown;
}

export type ReplyMessage =
  | { readonly id: number; readonly answer: unknown }
  | { readonly id: number; readonly error: string };
