import type { ObjectName } from "../values/object-name.ts";
import type { FieldPath, Source } from "../values/source.ts";

/** An object that a step speaks of and, where it was written in an input, the field that mattered. */
export interface ObjectUse extends ObjectName {
  readonly source?: Source;
  readonly path?: FieldPath;
}

/**
 * The shape of every step: a fact that one function recorded. Further members carry that code's facts;
 * sentences are made from them in `explain.hbs`, never here.
 */
export interface StepShape {
  /** Folder name of the function that recorded it. */
  readonly function: string;
  /** Unique within the function, kebab-case. */
  readonly code: string;
  /** The deciding object first. */
  readonly objects: readonly ObjectUse[];
}
