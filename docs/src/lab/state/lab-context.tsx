import { createContext, useContext } from "react";
import type { Suggestions } from "../../../../engine/surfaces/lab/completion.ts";
import type { Lab } from "../../../../engine/surfaces/lab/lab.ts";
import type { LabRun } from "../engine/views.ts";
import type { LabPageData, Solution } from "./page-data.ts";
import type { Saved } from "./saved.ts";

export interface Spot {
  readonly file: string;
  readonly line: number;
  /** Grows with each request, so that the same spot can be asked for again. */
  readonly turn: number;
}

/** A line in the terminal, or what it printed. */
export interface TerminalLine {
  readonly key: number;
  readonly kind: "typed" | "out" | "error" | "note";
  readonly text: string;
}

export type Pane = "source" | "text" | "diagram" | "editor" | "terminal";

export interface LabState {
  readonly page: LabPageData;
  readonly lab: Lab;
  readonly saved: Saved;
  readonly run: LabRun;
  /** The engine works on the latest files. */
  readonly busy: boolean;
  /** What went wrong with the page itself, not with the learner's work. */
  readonly messages: readonly string[];
  readonly dismiss: (message: string) => void;

  readonly file: string;
  readonly openFile: (name: string) => void;
  readonly edit: (name: string, text: string) => void;
  /** Says that a change was too large to be taken. */
  readonly refuse: (name: string) => void;
  readonly addFile: (name: string) => void;
  readonly undo: () => void;
  readonly reset: () => void;
  readonly replaceAll: (saved: Saved) => void;
  readonly replaceWork: (work: Saved["work"]) => void;

  readonly spot: Spot | undefined;
  readonly goTo: (file: string, line: number) => void;

  readonly pane: Pane;
  readonly show: (pane: Pane) => void;

  readonly takeHint: (task: string, number: number) => void;
  readonly takeSolution: (() => Promise<Solution>) | undefined;
  readonly markViewed: (tasks: readonly string[]) => void;
  readonly predict: (id: string, choice: number) => Promise<readonly boolean[]>;

  /** What may be typed in a file, whose text is newer than what is kept. */
  readonly complete: (file: string, text: string, offset: number) => Promise<Suggestions>;

  readonly lines: readonly TerminalLine[];
  readonly prompt: string;
  readonly typing: boolean;
  readonly type: (line: string) => Promise<void>;
  readonly interrupt: () => void;
  readonly clear: () => void;
  /** Words that may stand at the end of a line. */
  readonly wordsFor: (line: string) => Promise<readonly string[]>;
  readonly note: (text: string) => void;
  /** A command that a click put into the terminal's input. */
  readonly offered: string;
  readonly offer: (line: string) => void;

  /** The lane that the packet walk shows. */
  readonly walked: string | undefined;
  readonly walk: (key: string | undefined) => void;
}

export const LabContext = createContext<LabState | undefined>(undefined);

export function useLab(): LabState {
  const state = useContext(LabContext);
  if (state === undefined) throw new Error("a part of a lab stands outside of a lab's page");
  return state;
}

export function useOptionalLab(): LabState | undefined {
  return useContext(LabContext);
}
