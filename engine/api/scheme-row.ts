import type { FieldErrors } from "./field-errors.ts";
import type { KindName, Kinds } from "./kinds.ts";

/** What the API server knows of a kind. */
export interface SchemeRow<K extends KindName = KindName> {
  readonly kind: K;
  readonly apiVersion: string;
  /** Other versions that are served: objects are stored and shown in the one above. */
  readonly alsoServed?: readonly string[];
  readonly plural: string;
  readonly shortNames: readonly string[];
  readonly namespaced: boolean;
  /** Fields that must be there for defaulting to have something to work on. */
  readonly needsSpec: boolean;
  readonly defaults: (object: Kinds[K]) => Kinds[K];
  readonly validate: (object: Kinds[K], errors: FieldErrors) => void;
  /** What is asked of a new object alone. */
  readonly validateCreate?: (object: Kinds[K], errors: FieldErrors) => void;
  /** The object without what the stored one's type alone had, so that it can be judged. */
  readonly withoutLeftovers?: (object: Kinds[K], before: Kinds[K]) => Kinds[K];
  /** What must hold between an object and the one that it replaces. */
  readonly validateUpdate?: (object: Kinds[K], before: Kinds[K], errors: FieldErrors) => void;
}

/** Rows by kind. */
export type Rows = { readonly [K in KindName]: Omit<SchemeRow<K>, "kind"> };

/** What most kinds have in common: they are in a namespace, and nothing is added to them. */
interface PlainRow {
  readonly namespaced: boolean;
  readonly needsSpec: boolean;
  readonly shortNames: readonly string[];
  readonly defaults: <T>(object: T) => T;
}

export const plain: PlainRow = {
  namespaced: true,
  needsSpec: false,
  shortNames: [],
  defaults: (object) => object,
};

/** Common to the workloads: a spec, in a namespace. */
export const inNamespace: Omit<PlainRow, "defaults"> = { namespaced: true, needsSpec: true, shortNames: [] };
