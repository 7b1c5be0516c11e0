import { paint } from "../../explain/paint.ts";
import type { Comparison, Difference, Verdict } from "./comparison.ts";

/** How the two runs are called in a report: by the settings in which they differ. */
export interface Names {
  readonly one: string;
  readonly other: string;
}

export function comparisonText(comparison: Comparison, names: Names, color: boolean): string {
  const { differences, scenarios, requests, claims } = comparison;
  const { bold, dim, red, green } = paint(color);
  const width = Math.max(names.one.length, names.other.length);
  const lines: string[] = [];
  let last = "";
  for (const { one, other } of differences) {
    const place = `${one.uri}:${one.line}`;
    if (place !== last) lines.push(`${red("≠")} ${bold(one.scenario)} ${dim(place)}`);
    last = place;
    lines.push(`  ${one.step} ${dim(`${one.uri}:${one.stepLine}`)}`);
    lines.push(...side(names.one, one, width), ...side(names.other, other, width), "");
  }
  const among = differences.length === 0 ? green("no verdict differs") : red(`${differences.length} differ`);
  const held = `claims that hold: ${claims.one} of ${claims.all} with ${names.one}, ${claims.other} with ${names.other}`;
  const what = `${count(requests, "request")} in ${count(scenarios, "scenario")}`;
  return [...lines, `${names.one} and ${names.other}: ${what}, ${among}`, held, ""].join("\n");
}

function side(name: string, verdict: Verdict | undefined, width: number): readonly string[] {
  if (verdict === undefined) return [`    ${name.padEnd(width)}  did not get there`];
  const why = verdict.why.map((text) => `    ${" ".repeat(width)}  ${text}`);
  return [`    ${name.padEnd(width)}  ${verdict.verdict}`, ...why];
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? "" : "s"}`;
}

/** The same as JSON, for a pipeline. */
export function comparisonJson({ differences, ...sums }: Comparison, profiles: Names): string {
  const half = ({ verdict, why }: Verdict): unknown => ({ verdict, why });
  const listed = differences.map(({ one, other }: Difference) => ({
    file: one.uri,
    line: one.line,
    scenario: one.scenario,
    step: one.step,
    stepLine: one.stepLine,
    one: half(one),
    ...(other === undefined ? {} : { other: half(other) }),
  }));
  const report = { apiVersion: "podwire.dev/v1", kind: "Comparison", profiles, ...sums, differences: listed };
  return `${JSON.stringify(report, null, 2)}\n`;
}
