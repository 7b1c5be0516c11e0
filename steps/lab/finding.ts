/** Something that a proof of a lab found wanting. */
export interface LabFinding {
  readonly lab: string;
  /** Absent when it is about the lab as a whole. */
  readonly task?: string;
  readonly message: string;
  /** Where it stands, when it stands in one place. */
  readonly at?: { readonly file: string; readonly line: number };
  /** Further lines: what happened, and why. */
  readonly detail?: string;
  /** What to do, one short sentence. */
  readonly remedy?: string;
}
