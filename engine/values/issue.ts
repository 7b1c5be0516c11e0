import { formatObjectName, type ObjectName } from "./object-name.ts";
import { formatLocation, type SourceLocation } from "./source.ts";

/** `error` refuses the input, `warning` is worth a look, `note` only informs. */
export type Severity = "error" | "warning" | "note";

/** What is wrong with an input, as data. `message` carries upstream's words where upstream has them. */
export interface Issue {
  readonly severity: Severity;
  /** Stable kebab-case code, e.g. `yaml-syntax`, `field-unknown`, `field-invalid`, `object-duplicate`. */
  readonly code: string;
  readonly message: string;
  readonly object?: ObjectName;
  /** Kubernetes spelling of the field path, e.g. `spec.ingress[0].from[0].ipBlock.cidr`. */
  readonly field?: string;
  readonly at?: SourceLocation;
  /** What to do, one short sentence. */
  readonly remedy?: string;
}

/** One line: `shop.yaml:12:5: error: NetworkPolicy shop/api: spec.…: Invalid value: … (remedy)`. */
export function formatIssue(issue: Issue): string {
  const parts = [
    issue.at === undefined ? undefined : formatLocation(issue.at),
    issue.severity,
    issue.object === undefined ? undefined : formatObjectName(issue.object),
    issue.field === undefined || issue.message.startsWith(issue.field) ? undefined : issue.field,
    issue.message,
  ].filter((part) => part !== undefined);
  const line = parts.join(": ").replace(/\s*\n\s*/g, " ");
  return issue.remedy === undefined ? line : `${line} — ${issue.remedy}`;
}

/** An input that cannot be used. Nothing of it was applied. */
export class InputError extends Error {
  readonly issues: readonly Issue[];

  constructor(issues: readonly Issue[]) {
    super(
      issues
        .filter((issue) => issue.severity === "error")
        .map(formatIssue)
        .join("\n"),
    );
    this.name = "InputError";
    this.issues = issues;
  }
}

const ORDER: readonly Severity[] = ["error", "warning", "note"];

/** Errors first, then warnings and notes; within each by file and line. */
export function sortIssues(issues: readonly Issue[]): readonly Issue[] {
  return [...issues].sort((a, b) => {
    const bySeverity = ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity);
    const byFile = (a.at?.file ?? "").localeCompare(b.at?.file ?? "");
    return bySeverity || byFile || (a.at?.line ?? 0) - (b.at?.line ?? 0);
  });
}
