import type { HomeResult } from "../front/scenario.ts";
import type { LiveAnswer, LiveQuestion } from "../live/ask.ts";

/** What the worker can be asked. Everything that crosses is plain data. */
export interface Calls {
  readonly live: { readonly question: LiveQuestion; readonly answer: readonly LiveAnswer[] };
  readonly home: { readonly question: string; readonly answer: HomeResult };
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
