import { nearestSteps } from "../../../steps/vocabulary.ts";
import { type Paint, paint } from "../../explain/paint.ts";
import type { Counts, Report, Trouble } from "./report.ts";

/** The report of a run: what is not green in full, a line per file, and the sum. */
export function reportText(report: Report, seconds: number, color: boolean): string {
  const colors = paint(color);
  const troubles = report.troubles.map((trouble) => `${troubleText(trouble, colors)}\n`);
  const files = [...report.perFile].map(([uri, { passed, total }]) => {
    const mark = passed === total ? colors.green("✓") : colors.red("✗");
    return `${mark} ${uri} ${colors.dim(passed === total ? String(total) : `${passed} of ${total}`)}`;
  });
  return [...troubles, ...files, "", sumText(report, seconds, colors), ""].join("\n");
}

const WORDS: Readonly<Record<string, string>> = {
  UNDEFINED: "undefined step",
  AMBIGUOUS: "ambiguous step",
  PENDING: "pending step",
};

function troubleText(trouble: Trouble, { red, bold, dim, yellow }: Paint): string {
  const { uri, line, scenario, step, stepLine, status, type, message } = trouble;
  const isError = status === "FAILED" && type !== "VerdictMismatch";
  const what = WORDS[status] ?? (isError ? "error" : "failed");
  const lines = [
    `${red("✗")} ${bold(scenario)} ${dim(`${uri}:${line}`)}`,
    ...(step === undefined ? [] : [`  ${red(step)} ${dim(`${uri}:${stepLine ?? line}`)}`]),
  ];
  if (status === "UNDEFINED" && step !== undefined)
    return [...lines, ...undefinedText(step, yellow)].join("\n");
  const body = withoutStack(message).split("\n");
  return [
    ...lines,
    `    ${yellow(what)}: ${body[0] ?? ""}`,
    ...body.slice(1).map((one) => `    ${one}`),
  ].join("\n");
}

function undefinedText(step: string, yellow: (text: string) => string): readonly string[] {
  const text = step.replace(/^(Given|When|Then|And|But|\*)\s+/, "");
  const near = nearestSteps(text).map(({ keyword, expression }) => `      ${keyword} ${expression}`);
  const head = `    ${yellow("undefined step")}: no step reads like this`;
  if (near.length === 0) return [`${head}; podwire steps lists them all`];
  return [head, "    nearest:", ...near];
}

/** Messages of foreign errors bring their stack along. */
function withoutStack(message: string): string {
  return message
    .split("\n")
    .filter((line) => !/^\s+at .*[:(]/.test(line))
    .join("\n")
    .replace(/^(VerdictMismatch|StepError|InputError|NameError|Error): /, "");
}

function sumText(report: Report, seconds: number, { green, red }: Paint): string {
  const { scenarios, passed, steps } = report.counts;
  const kinds = new Map<string, number>();
  for (const { status, type } of report.troubles) {
    const isError = status === "FAILED" && type !== "VerdictMismatch" && type !== "AssertionError";
    const word = isError ? "errored" : (WORDS[status]?.split(" ")[0] ?? "failed");
    kinds.set(word, (kinds.get(word) ?? 0) + 1);
  }
  const parts = [green(`${passed} passed`), ...[...kinds].map(([word, count]) => red(`${count} ${word}`))];
  return `${counted({ scenarios, passed, steps })} (${parts.join(", ")}) · ${steps} steps · ${seconds.toFixed(2)} s`;
}

function counted({ scenarios }: Counts): string {
  return `${scenarios} ${scenarios === 1 ? "scenario" : "scenarios"}`;
}
