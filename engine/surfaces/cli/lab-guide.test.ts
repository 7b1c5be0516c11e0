import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { builtCommand } from "../../testing/command.ts";

const ROOT = resolve(import.meta.dirname, "../../..");
const GUIDE = readFileSync(join(ROOT, "docs/chapters/write-your-own-lab.mdx"), "utf8");

/** Each `sh` block of the guide, and the lines that the `text` block behind it promises. */
const STEPS = [...GUIDE.matchAll(/```sh\n([\s\S]*?)```(?:\n\n```text\n([\s\S]*?)```)?/g)].map(
  ([, script = "", text = ""]) => ({ script, lines: text.split("\n").filter((line) => line !== "") }),
);

let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "labs-"));
  // What npx would do once the package is installed.
  mkdirSync(join(folder, "bin"));
  const script = `#!/bin/sh\nshift\nexec "${process.execPath}" "${builtCommand()}" "$@"\n`;
  writeFileSync(join(folder, "bin/npx"), script);
  chmodSync(join(folder, "bin/npx"), 0o755);
  mkdirSync(join(folder, "my"));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("the guide to writing labs, step by step", () => {
  it("has steps that promise something", () => {
    expect(STEPS.length).toBeGreaterThan(5);
    expect(STEPS.every(({ lines }) => lines.length > 0)).toBe(true);
  });
  it.each(STEPS.map((step, index) => [index + 1, step] as const))("step %i", (_, { script, lines }) => {
    const { stdout, stderr, status } = spawnSync("bash", ["-c", script], {
      cwd: join(folder, "my"),
      encoding: "utf8",
      env: {
        ...process.env,
        NO_COLOR: "1",
        PATH: [join(folder, "bin"), process.env["PATH"]].join(delimiter),
      },
    });
    for (const line of lines) expect(stdout + stderr).toContain(line);
    const isRed = lines.some((line) => line.startsWith("✗") || line.includes(" is red "));
    expect(status === 0).toBe(!isRed);
  });
  it("leaves reports for machines", () => {
    const junit = readFileSync(join(folder, "my/grade.xml"), "utf8");
    expect(junit).toContain('<testsuite name="900-open-door" tests="2" failures="1" errors="0">');
    expect(junit).toContain('<failure message="expected: only this connection is allowed">');
    expect(JSON.parse(readFileSync(join(folder, "my/grade.json"), "utf8"))).toMatchObject({
      kind: "LabResults",
      passed: 1,
      total: 2,
      labs: [
        {
          lab: "900-open-door",
          tasks: [
            { task: "reach-api", status: "passed" },
            { task: "shut", status: "failed" },
          ],
        },
      ],
    });
  });
});
