/** One task of a lab, as a report for machines has it. */
export interface TaskLine {
  /** The task's id, or `lab` for what is about the lab as a whole. */
  readonly task: string;
  readonly title: string;
  readonly status: "passed" | "failed" | "errored";
  readonly message: string;
  /** The learner saw the solution before the task was green; only a page knows. */
  readonly lookedUp?: boolean;
}

export interface LabResult {
  readonly lab: string;
  readonly tasks: readonly TaskLine[];
}

/** What machines read, of the command line and of a page alike. */
export function resultsAsJson(labs: readonly LabResult[], version: string): string {
  const passed = labs.flatMap(({ tasks }) => tasks).filter(({ status }) => status === "passed").length;
  const total = labs.reduce((sum, { tasks }) => sum + tasks.length, 0);
  const results = { apiVersion: "podwire.dev/v1", kind: "LabResults", version, passed, total, labs };
  return `${JSON.stringify(results, undefined, 2)}\n`;
}

export function resultsAsJunit(labs: readonly LabResult[]): string {
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
