/** One schema of a CRD, as the generated table has it. Names are those of other schemas in the table. */
export interface CrdSchema {
  readonly type: string;
  /** Fields of an object, or the schema of every value of a map, or of every item of a list. */
  readonly fields?: Readonly<Record<string, string>>;
  readonly values?: string;
  readonly items?: string;
  readonly required?: readonly string[];
  readonly enum?: readonly (string | number)[];
  readonly pattern?: string;
  readonly format?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly maxProperties?: number;
  /** List type `map`: the fields that tell its items apart. */
  readonly keys?: readonly string[];
  /** List type `set`: no item twice. */
  readonly set?: boolean;
  /** The `oneOf` of addresses: a `value` whose `type` is IPAddress is one. */
  readonly ipAddress?: boolean;
  readonly default?: unknown;
  /** `x-kubernetes-validations`, by their place in the table of rules. */
  readonly rules?: readonly number[];
}

/** Message and CEL expression. */
export type CrdRule = readonly [message: string, expression: string];

/** Names of a version's schemas. A channel that does not serve the version has none. */
export interface CrdVersion {
  readonly deprecated?: boolean;
  readonly standard?: string;
  readonly experimental?: string;
}

export interface CrdKind {
  readonly plural: string;
  readonly shortNames: readonly string[];
  readonly namespaced: boolean;
  /** The first is the one that clients get. */
  readonly versions: Readonly<Record<string, CrdVersion>>;
}
