import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { builtCommand } from "./testing/command.ts";

const root = resolve(import.meta.dirname, "..");
/** `$ podwire …` and what it prints, in every console block of a page. */
function examples(page: string): readonly (readonly [command: string, output: string])[] {
  const blocks = readFileSync(`${root}/${page}`, "utf8").matchAll(
    /^```console\n\$ podwire (.+)\n([\s\S]*?)^```$/gm,
  );
  return [...blocks].map(([, command = "", output = ""]) => [command, output]);
}

describe("README.md shows what really happens", () => {
  it.each(examples("README.md"))("podwire %s", (command, output) => {
    const { NO_COLOR: _, FORCE_COLOR: __, ...env } = process.env;
    const argv = [builtCommand(), ...command.split(" ")];
    const { stdout } = spawnSync(process.execPath, argv, { cwd: root, env, encoding: "utf8" });
    expect(stdout.replace(/\d+\.\d+ s$/m, "0.20 s")).toBe(output);
  });

  it("has a quick start of exactly two commands", () => {
    const readme = readFileSync(`${root}/README.md`, "utf8");
    const section = /^## Quick start\n([\s\S]*?)^## /m.exec(readme)?.[1] ?? "";
    const commands = [...section.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, text = ""]) => text.trim());
    expect(commands).toEqual(["npm ci && npx podwire test examples/online-shop", "npm ci && npm test"]);
    const ci = readFileSync(`${root}/.ci/run`, "utf8");
    expect(ci).toContain(commands[1]);
  });
});
