import type { Suggestions } from "../../../engine/surfaces/lab/completion.ts";
import type { Lab } from "../../../engine/surfaces/lab/lab.ts";
import type { Work } from "../../../engine/surfaces/lab/work.ts";
import type { PaletteStep } from "../../../steps/lab/palette.ts";
import type { HomeResult } from "../front/scenario.ts";
import type { AuthorReport, Project, Proof, Recording, Trial } from "../lab/engine/author.ts";
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
  /** Words for the end of a terminal's line. */
  readonly tab: {
    readonly question: { readonly lab: Lab; readonly work: Work; readonly line: string };
    readonly answer: readonly string[];
  };
  /** What may be typed at a place of a manifest. */
  readonly complete: {
    readonly question: {
      readonly lab: Lab;
      readonly work: Work;
      readonly file: string;
      readonly offset: number;
    };
    readonly answer: Suggestions;
  };
  /** Which choices of a prediction hold at the start. */
  readonly predict: {
    readonly question: { readonly lab: Lab; readonly id: string };
    readonly answer: readonly boolean[];
  };
  readonly author: { readonly question: Project; readonly answer: AuthorReport };
  readonly mistake: {
    readonly question: { readonly project: Project; readonly work: Work };
    readonly answer: Trial;
  };
  /** The folder's files with the recording; without files when there is nothing to record. */
  readonly record: {
    readonly question: { readonly project: Project; readonly work: Work; readonly recording: Recording };
    readonly answer: { readonly files?: Project["files"] };
  };
  readonly prove: { readonly question: Project; readonly answer: Proof };
  readonly palette: { readonly question: undefined; readonly answer: readonly PaletteStep[] };
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
