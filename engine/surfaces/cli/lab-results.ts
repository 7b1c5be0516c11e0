import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { type Io, UsageError } from "./io.ts";
import { VERSION } from "./package-files.ts";

/** One task of a lab, as a report for machines has it. */
export interface TaskLine {
  /** The task's id, or `lab` for what is about the lab as a whole. */
  readonly task: string;
  readonly title: string;
  readonly status: "passed" | "failed" | "errored";
  readonly message: string;
}

export interface LabResult {
  readonly lab: string;
  readonly tasks: readonly TaskLine[];
}

/** `junit:FILE` and `json:FILE`. Throws `UsageError`. */
export function writeResults(formats: readonly string[], labs: readonly LabResult[], io: Io): void {
  for (const [format, file] of formats.map(readFormat)) {
    const path = resolve(io.cwd, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, format === "junit" ? junit(labs) : json(labs));
  }
}

/** Throws `UsageError` for a format that there is not, before anything runs. */
export function readFormat(text: string): readonly ["junit" | "json", string] {
  const [, format, file] = /^(junit|json):(.+)$/.exec(text) ?? [];
  if ((format === "junit" || format === "json") && file !== undefined) return [format, file];
  throw new UsageError(`--format ${text}: expected junit:FILE or json:FILE`);
}

function json(labs: readonly LabResult[]): string {
  const passed = labs.flatMap(({ tasks }) => tasks).filter(({ status }) => status === "passed").length;
  const total = labs.reduce((sum, { tasks }) => sum + tasks.length, 0);
  const results = { apiVersion: "podwire.dev/v1", kind: "LabResults", version: VERSION, passed, total, labs };
  return `${JSON.stringify(results, undefined, 2)}\n`;
}

function junit(labs: readonly LabResult[]): string {
  const suites = labs.map(({ lab, tasks }) => {
    const failures = tasks.filter(({ status }) => status === "failed").length;
    const errors = tasks.filter(({ status }) => status === "errored").length;
    const head = `  <testsuite name="${xmlText(lab)}" tests="${tasks.length}" failures="${failures}" errors="${errors}">`;
    return [head, ...tasks.map((task) => testcase(lab, task)), "  </testsuite>"].join("\n");
  });
  return ['<?xml version="1.0" encoding="UTF-8"?>', "<testsuites>", ...suites, "</testsuites>", ""].join(
    "\n",
  );
}

function testcase(lab: string, { task, title, status, message }: TaskLine): string {
  const head = `    <testcase classname="${xmlText(lab)}" name="${xmlText(`${task}: ${title}`)}"`;
  if (status === "passed") return `${head}/>`;
  const tag = status === "failed" ? "failure" : "error";
  const first = xmlText(message.split("\n")[0] ?? "");
  return `${head}>\n      <${tag} message="${first}">${xmlText(message)}</${tag}>\n    </testcase>`;
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
]);

function xmlText(text: string): string {
  // XML 1.0 has no place for other control characters, escaped or not.
  return text
    .replace(/[^\t\n\r\u0020-\uFFFD]/g, "")
    .replace(/[&<>"]/g, (letter) => ENTITIES.get(letter) ?? "");
}
