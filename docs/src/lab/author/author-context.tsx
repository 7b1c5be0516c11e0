import { createContext, useContext } from "react";
import type { PaletteStep } from "../../../../steps/lab/palette.ts";
import type { EngineClient } from "../../worker/engine-client.ts";
import type { AuthorReport, Project } from "../engine/author.ts";
import type { Spot } from "../state/lab-context.tsx";

/** What the parts of the author's page share. */
export interface AuthorState {
  readonly project: Project;
  readonly change: (next: (project: Project) => Project) => void;
  /** A change as a whole, which can be undone. */
  readonly replace: (next: Project) => void;
  readonly undo: () => void;
  readonly canUndo: boolean;
  readonly report: AuthorReport;
  /** The engine reads the latest files. */
  readonly reading: boolean;
  readonly engine: EngineClient;
  readonly steps: readonly PaletteStep[];

  readonly file: string;
  readonly openFile: (path: string) => void;
  readonly spot: Spot | undefined;
  readonly goTo: (path: string, line: number) => void;
  readonly say: (message: string) => void;
}

export const AuthorContext = createContext<AuthorState | undefined>(undefined);

export function useAuthor(): AuthorState {
  const state = useContext(AuthorContext);
  if (state === undefined) throw new Error("a part of the author's page stands outside of it");
  return state;
}
