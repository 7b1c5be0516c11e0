import type { Result } from "./tool.ts";

/** What a command of the shell itself can do where it is typed. */
export interface OwnCommandPlace {
  readonly env: ReadonlyMap<string, string>;
  /** Runs a line there. */
  exec(line: string): Promise<Result>;
}

/** Commands that the shell itself answers wherever one is: name and what it does. */
export type OwnCommand = (argv: readonly string[], stdin: string, place: OwnCommandPlace) => Promise<Result>;
