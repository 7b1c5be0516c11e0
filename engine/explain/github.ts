import { formatIssue, type Issue, type Severity } from "../values/issue.ts";

const COMMANDS: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", note: "notice" };

/** Issues as GitHub Actions workflow commands, one a line: they show up at the changed lines. */
export function issuesToGithub(issues: readonly Issue[]): string {
  return issues.map((issue) => `${command(issue)}\n`).join("");
}

function command(issue: Issue): string {
  const { at, ...rest } = issue;
  const place = at === undefined ? "" : `file=${property(at.file)},line=${at.line},col=${at.column},`;
  const message = formatIssue(rest).replace(/^(error|warning|note): /, "");
  return `::${COMMANDS[issue.severity]} ${place}title=${property(issue.code)}::${data(message)}`;
}

/** The runner's own escapes (actions/toolkit, command.ts). */
function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
