import { formatIssue, type Issue, type Severity } from "../values/issue.ts";

type Json = Readonly<Record<string, unknown>>;

const LEVELS: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", note: "note" };

/** Issues as a SARIF 2.1.0 log (OASIS), for code scanning. */
export function issuesToSarif(issues: readonly Issue[], version: string): Json {
  const rules = [...new Set(issues.map(({ code }) => code))].sort();
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "podwire",
            version,
            informationUri: "https://podwire.dev",
            rules: rules.map((id) => ({ id })),
          },
        },
        results: issues.map((issue) => result(issue, rules.indexOf(issue.code))),
      },
    ],
  };
}

function result(issue: Issue, ruleIndex: number): Json {
  const { at, ...rest } = issue;
  const place = at === undefined ? [] : [location(at)];
  return {
    ruleId: issue.code,
    ruleIndex,
    level: LEVELS[issue.severity],
    message: { text: formatIssue(rest).replace(/^(error|warning|note): /, "") },
    locations: place,
  };
}

function location({ file, line, column }: NonNullable<Issue["at"]>): Json {
  return {
    physicalLocation: {
      artifactLocation: { uri: encodeURI(file) },
      region: { startLine: line, startColumn: column },
    },
  };
}
