/**
 * `npm test`: every stage in order, then one line for each. A stage that fails does not keep the later ones from
 * running; a stage in which nothing ran is red.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { resolve } from "node:path";

interface Stage {
  readonly name: string;
  readonly commands: readonly (readonly string[])[];
  /** What ran, as one can count it afterwards; `undefined` where the exit code says all. */
  readonly count?: () => { readonly ran: number; readonly what: string };
  /** What this machine lacks and how to get it, if it lacks something. The stage is then not run, and red in CI. */
  readonly missing?: () => string | undefined;
}

const root = resolve(import.meta.dirname, "../..");
const bin = (name: string): string => `${root}/node_modules/.bin/${name}`;
const PODWIRE = [process.execPath, `${root}/dist/engine/surfaces/cli/main.js`];
const REPORTS = `${root}/reports`;
const PACKAGE_TEST = "engine/testing/package.test.ts";

const STAGES: readonly Stage[] = [
  {
    name: "types",
    commands: [[bin("tsc"), "--noEmit"]],
  },
  { name: "lint", commands: [[bin("biome"), "check", "--error-on-warnings", "."], [bin("knip")]] },
  {
    name: "unit",
    commands: [[bin("vitest"), "run", "--exclude", PACKAGE_TEST, ...reporters("unit")]],
    count: () => ({ ran: vitestCount("unit"), what: "tests" }),
  },
  {
    name: "features",
    commands: [
      ["npm", "run", "--silent", "build"],
      [
        ...PODWIRE,
        ...["test", "features", "examples", "--tags", "not @no-false-green"],
        ...["--format", `junit:${REPORTS}/features.xml`],
      ],
    ],
    count: () => ({ ran: junitCount("features"), what: "scenarios" }),
  },
  {
    name: "labs",
    commands: [[...PODWIRE, "lab", "check", "--format", `json:${REPORTS}/labs.json`]],
    count: () => ({ ran: taskCount(), what: "tasks" }),
  },
  {
    name: "package",
    commands: [
      [bin("publint"), "--strict"],
      [bin("attw"), "--pack", ".", "--profile", "esm-only"],
      [bin("size-limit")],
      [bin("vitest"), "run", PACKAGE_TEST, ...reporters("package")],
    ],
    count: () => ({ ran: vitestCount("package"), what: "tests" }),
  },
  {
    name: "site",
    // Its types lean on what the build generates.
    commands: [
      ["npm", "run", "--silent", "build", "--workspace", "docs"],
      ["npm", "run", "--silent", "offline-zip", "--workspace", "docs"],
      [bin("tsc"), "-p", "docs"],
    ],
    missing: siteMissing,
  },
  {
    name: "browser",
    commands: [[bin("playwright"), "test", "--config", "docs/playwright.config.ts"]],
    count: () => ({ ran: playwrightCount(), what: "journeys" }),
    missing: () => siteMissing() ?? chromiumMissing(),
  },
];

function siteMissing(): string | undefined {
  return existsSync(`${root}/node_modules/@docusaurus/core`)
    ? undefined
    : "the site is not installed; npm ci";
}

function chromiumMissing(): string | undefined {
  const path = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
  return existsSync(path) ? undefined : `no ${path}; apt-get install chromium, or set CHROMIUM to a browser`;
}

function reporters(name: string): readonly string[] {
  return ["--reporter=dot", "--reporter=json", `--outputFile.json=${REPORTS}/${name}.json`];
}

function vitestCount(name: string): number {
  const report: { readonly numPassedTests: number } = JSON.parse(
    readFileSync(`${REPORTS}/${name}.json`, "utf8"),
  );
  return report.numPassedTests;
}

function junitCount(name: string): number {
  return readFileSync(`${REPORTS}/${name}.xml`, "utf8").split("<testcase ").length - 1;
}

/** Tasks of labs; the line of each lab as a whole does not count. */
function taskCount(): number {
  const report: { readonly labs: readonly { readonly tasks: readonly { readonly task: string }[] }[] } =
    JSON.parse(readFileSync(`${REPORTS}/labs.json`, "utf8"));
  return report.labs.flatMap(({ tasks }) => tasks).filter(({ task }) => task !== "lab").length;
}

function playwrightCount(): number {
  const report: { readonly stats: { readonly expected: number } } = JSON.parse(
    readFileSync(`${REPORTS}/browser.json`, "utf8"),
  );
  return report.stats.expected;
}

/** A build or a browser that hangs must not hang the run. */
const COMMAND_MINUTES = 15;

interface Result {
  readonly stage: Stage;
  readonly notRun?: string;
  readonly failed: string | undefined;
  readonly seconds: number;
}

function run(stage: Stage): Result {
  const start = performance.now();
  const seconds = (): number => (performance.now() - start) / 1000;
  console.log(`\n── ${stage.name}`);
  const lacks = stage.missing?.();
  if (lacks !== undefined) {
    const failed = process.env["CI"] === "true" ? `NOT RUN: ${lacks}` : undefined;
    return { stage, notRun: lacks, failed, seconds: 0 };
  }
  for (const [command = "", ...args] of stage.commands) {
    const { status, error } = spawnSync(command, args, {
      cwd: root,
      stdio: "inherit",
      timeout: COMMAND_MINUTES * 60_000,
    });
    const shown = [command, ...args].join(" ").replaceAll(`${root}/`, "");
    if (error !== undefined) return { stage, failed: `${shown}: ${error.message}`, seconds: seconds() };
    if (status !== 0) return { stage, failed: `${shown} ended with ${status}`, seconds: seconds() };
  }
  const nothing = stage.count?.().ran === 0;
  return { stage, failed: nothing ? "nothing ran" : undefined, seconds: seconds() };
}

function line({ stage, failed, notRun, seconds }: Result): string {
  if (notRun !== undefined && failed === undefined)
    return `– ${stage.name.padEnd(9)}           NOT RUN: ${notRun}`;
  const counted = failed === undefined ? stage.count?.() : undefined;
  const what = failed ?? (counted === undefined ? "" : `${counted.ran} ${counted.what}`);
  return `${failed === undefined ? "✓" : "✗"} ${stage.name.padEnd(9)} ${seconds.toFixed(1).padStart(6)} s  ${what}`;
}

rmSync(REPORTS, { recursive: true, force: true });
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !STAGES.some((stage) => stage.name === name));
if (unknown.length > 0) {
  console.error(`no stage ${unknown.join(", ")}; stages are ${STAGES.map(({ name }) => name).join(", ")}`);
  process.exit(2);
}
const results = STAGES.filter(({ name }) => wanted.length === 0 || wanted.includes(name)).map(run);
console.log(`\n${results.map(line).join("\n")}`);
process.exitCode = results.every(({ failed }) => failed === undefined) ? 0 : 1;
