import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { newLab } from "../lab/template.ts";
import { run } from "./run.ts";

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "podwire-lab-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

function writeLab(id: string, changes: Readonly<Record<string, string>> = {}): void {
  for (const [path, text] of Object.entries({ ...newLab(id), ...changes })) write(`labs/${id}/${path}`, text);
}

async function podwire(line: string): Promise<readonly [code: number, out: string, notes: string]> {
  const out: string[] = [];
  const notes: string[] = [];
  const code = await run(line.split(" "), {
    out: (text) => void out.push(text),
    note: (text) => void notes.push(`${text}\n`),
    cwd: folder,
    color: false,
    watched: false,
    interactive: false,
    width: 100,
    stdin: () => "",
  });
  return [code, out.join(""), notes.join("")];
}

describe("podwire lab new", () => {
  it("writes a lab that holds as it is, numbered after the last", async () => {
    writeLab("020-first");
    expect(await podwire("lab new second")).toEqual([
      0,
      expect.stringContaining("wrote labs/030-second/index.mdx"),
      "",
    ]);
    const [code, out] = await podwire("lab check second");
    expect([code, out.split("\n")[0]]).toEqual([
      0,
      expect.stringMatching(/^✓ 030-second 1 task · .* mutants caught$/),
    ]);
  });
  it.each(["lab new", "lab new A", "lab new a b", "lab new ../x", "lab new 020-first"])(
    "refuses %s",
    async (line) => {
      writeLab("020-first");
      expect((await podwire(line))[0]).toBe(2);
    },
  );
});

describe("podwire lab list", () => {
  it("shows what there is, also what cannot be read", async () => {
    writeLab("010-a");
    write("labs/020-b/lab.yaml", "id: x\n");
    const [code, out] = await podwire("lab list");
    expect(code).toBe(0);
    expect(out.split("\n").slice(0, 2)).toEqual([
      "010-a  beginner  5 min  1 task  A port that nobody listens on",
      "020-b                           cannot be read; podwire lab check says why",
    ]);
  });
});

describe("podwire lab check", () => {
  it("is red when there is nothing to check", async () => {
    expect(await podwire("lab check")).toEqual([2, "", expect.stringContaining("nothing was checked")]);
    expect((await podwire("lab list"))[0]).toBe(2);
  });
  it.each([
    ["lab chek", "did you mean check?"],
    ["lab check 011", "no lab 011"],
    ["lab check node-prts", "did you mean node-ports?"],
    ["lab check --format html:x", "expected junit:FILE or json:FILE"],
    ["lab check --graed", "did you mean --grade?"],
  ])("says of %s what was meant", async (line, message) => {
    writeLab("010-node-ports");
    expect(await podwire(line)).toEqual([2, "", expect.stringContaining(message)]);
  });
  it("ends with 1 when something does not hold, and with 2 when a folder is malformed", async () => {
    writeLab("010-a", { "solution/01-reach-api.yaml": newLab("010-a")["start/services.yaml"] ?? "" });
    writeLab("020-b", { "hints/reach-api.md": "" });
    const [code, out] = await podwire("lab check a --format junit:r/a.xml --format json:r/a.json");
    expect(code).toBe(1);
    expect(out).toMatch(
      /^✗ 010-a\n {2}task reach-api is red after solution\/01-reach-api.yaml\n {4}expected: /,
    );
    expect(readFileSync(join(folder, "r/a.xml"), "utf8")).toContain(
      'name="reach-api: frontend reaches api">',
    );
    expect(JSON.parse(readFileSync(join(folder, "r/a.json"), "utf8"))).toMatchObject({ passed: 1, total: 2 });
    const [both, all] = await podwire("lab check");
    expect(both).toBe(2);
    expect(all).toContain("labs/020-b/hints/reach-api.md:1:1: error: hints/reach-api.md is empty");
    expect(all).toContain("2 labs, 2 tasks, 0 mutants; 2 labs to mend");
  });
  it("looks at a lab among the others", async () => {
    const page = newLab("010-a")["index.mdx"] ?? "";
    const text = `${page}\nSee [b](/labs/010-b) and [c](/labs/030-c).\n`;
    writeLab("010-a", { "index.mdx": text.replace("tags:", "prerequisites:\n  - 020-gone\ntags:") });
    writeLab("010-b");
    const [code, out] = await podwire("lab check a");
    expect(code).toBe(2);
    expect(out).toContain("010-a and 010-b have the same number\n  prerequisites: there is no lab 020-gone");
    expect(out).toContain("labs/010-a/index.mdx:30: error: there is no lab 030-c to link to");
    expect(out).not.toContain("there is no lab 010-b");
  });
});

describe("podwire lab check --grade", () => {
  const answer = newLab("010-a")["solution/01-reach-api.yaml"] ?? "";
  it.each([
    ["the start", {}, 1, "✗ 010-a 0 of 1 task"],
    ["right work", { "work/services.yaml": answer }, 0, "✓ 010-a 1 of 1 task"],
    ["work that is no YAML", { "work/services.yaml": "a: [" }, 1, "services.yaml:1:5: error: not valid YAML"],
  ] as const)("grades %s", async (_, changes, expected, message) => {
    writeLab("010-a", changes);
    rmSync(join(folder, "labs/010-a/solution"), { recursive: true });
    rmSync(join(folder, "labs/010-a/wrong"), { recursive: true });
    const [code, out] = await podwire("lab check --grade");
    expect(out).toContain(message);
    expect(code).toBe(expected);
    expect(await podwire("lab check")).toEqual([2, expect.stringContaining("nothing to prove"), ""]);
  });
  it("does not grade a lab that is malformed", async () => {
    writeLab("010-a", { "tasks.feature": "Feature: x\n" });
    expect(await podwire("lab check --grade")).toEqual([
      2,
      "",
      expect.stringContaining("there is no Scenario"),
    ]);
  });
});
