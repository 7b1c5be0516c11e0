import type { Flag } from "./flags/flag.ts";
import type { Parsed } from "./flags/parse.ts";
import type { Session } from "./session.ts";

/** One command line that is being carried out. */
export interface Call extends Parsed {
  /** `kubectl get`. */
  readonly path: string;
  readonly session: Session;
}

/** A command of the tree, or a group of them. */
export interface Command {
  readonly name: string;
  readonly aliases?: readonly string[];
  /** One line on what it does. */
  readonly short: string;
  /** What follows the command's path in its usage line. */
  readonly usage?: string;
  readonly examples?: readonly string[];
  readonly flags?: readonly Flag[];
  /** What follows the first word is a command of its own, flags and all. */
  readonly wordsEndFlags?: true;
  readonly commands?: readonly Command[];
  /** Words that people type instead of the name. */
  readonly suggestFor?: readonly string[];
  run?(call: Call): void;
}
