import { formatIssue, InputError, type Issue, issuesToGithub, issuesToSarif } from "../../../index.ts";
import { oneOf, readArguments } from "../arguments.ts";
import { CLUSTER_FLAGS, loadCluster } from "../cluster-input.ts";
import { type ExitCode, type Io, UsageError } from "../io.ts";
import { VERSION } from "../package-files.ts";

const FORMATS = ["text", "json", "sarif", "github"] as const;

/** `podwire lint`: what looks wrong in manifests before anybody asks about traffic. */
export function lint(argv: readonly string[], io: Io): ExitCode {
  const args = readArguments(argv, { ...CLUSTER_FLAGS, output: { type: "string", short: "o" } });
  const [extra] = args.positionals;
  if (extra !== undefined) throw new UsageError(`unexpected ${extra}; pass manifests with -f ${extra}`);
  const format = oneOf("-o", args.value("output") ?? "text", FORMATS);
  const { issues, code } = findings(() => loadCluster(args, { ...io, note: () => undefined }));
  io.out(formatted(issues, format));
  if (format === "text") io.note(summary(issues));
  return code;
}

/** Issues of the input and of the lint rules; an input that cannot be used has only its own. */
function findings(load: () => ReturnType<typeof loadCluster>): {
  readonly issues: readonly Issue[];
  readonly code: ExitCode;
} {
  try {
    const cluster = load();
    const issues = [...cluster.lint(), ...cluster.issues];
    return { issues: byPlace(issues), code: issues.some(({ severity }) => severity === "error") ? 1 : 0 };
  } catch (error) {
    if (error instanceof InputError) return { issues: byPlace(error.issues), code: 2 };
    throw error;
  }
}

function byPlace(issues: readonly Issue[]): readonly Issue[] {
  return [...issues].sort((a, b) => {
    const byFile = (a.at?.file ?? "").localeCompare(b.at?.file ?? "");
    return byFile || (a.at?.line ?? 0) - (b.at?.line ?? 0) || (a.at?.column ?? 0) - (b.at?.column ?? 0);
  });
}

function formatted(issues: readonly Issue[], format: (typeof FORMATS)[number]): string {
  switch (format) {
    case "text":
      return issues.map((issue) => `${formatIssue(issue)}\n`).join("");
    case "json":
      return `${JSON.stringify({ apiVersion: "podwire.dev/v1", kind: "Lint", issues }, undefined, 2)}\n`;
    case "sarif":
      return `${JSON.stringify(issuesToSarif(issues, VERSION), undefined, 2)}\n`;
    case "github":
      return issuesToGithub(issues);
  }
}

function summary(issues: readonly Issue[]): string {
  const count = (severity: Issue["severity"], word: string): string => {
    const found = issues.filter((issue) => issue.severity === severity).length;
    return `${found} ${word}${found === 1 ? "" : "s"}`;
  };
  return [count("error", "error"), count("warning", "warning"), count("note", "note")].join(", ");
}
