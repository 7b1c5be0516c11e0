import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import type { Envelope } from "@cucumber/messages";
import { builtSteps } from "./command.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const COMMAND = join(ROOT, "node_modules/.bin/cucumber-js");

/**
 * Runs feature files through cucumber-js, in a process of its own: a second run in one process finds no step defined.
 * Paths are relative to the root.
 */
export function cucumberMessages(paths: readonly string[]): readonly Envelope[] {
  const folder = mkdtempSync(join(tmpdir(), "podwire-cucumber-"));
  try {
    const config = join(folder, "cucumber.json");
    const messages = join(folder, "messages.ndjson");
    const options = { paths, import: [builtSteps()], format: [`message:${messages}`] };
    writeFileSync(config, JSON.stringify({ default: options }));
    // The command takes its configuration relative to the folder that it runs in.
    const argv = [COMMAND, "--config", relative(ROOT, config)];
    const { stderr } = spawnSync(process.execPath, argv, { cwd: ROOT, encoding: "utf8" });
    if (!existsSync(messages)) throw new Error(`cucumber-js wrote no messages: ${stderr}`);
    const lines = readFileSync(messages, "utf8").trim().split("\n");
    return lines.map((line): Envelope => JSON.parse(line));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
