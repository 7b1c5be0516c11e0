#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { editInTerminal } from "./editor.ts";
import type { Io } from "./io.ts";
import { run } from "./run.ts";

const argv = process.argv.slice(2);

/** `--no-color` and NO_COLOR win, then FORCE_COLOR, then whether somebody looks. */
function wantsColor(): boolean {
  const { NO_COLOR: no, FORCE_COLOR: force } = process.env;
  if (argv.includes("--no-color") || (no !== undefined && no !== "")) return false;
  if (force !== undefined && force !== "" && force !== "0") return true;
  return process.stdout.isTTY === true;
}

const io: Io = {
  out: (text) => void process.stdout.write(text),
  note: (text) => void process.stderr.write(text.startsWith("\r") ? text : `${text}\n`),
  cwd: process.cwd(),
  color: wantsColor(),
  watched: process.stderr.isTTY === true,
  interactive: process.stdin.isTTY === true,
  ...(process.stdin.isTTY === true ? { edit: editInTerminal } : {}),
  width: process.stdout.columns || 120,
  stdin: () => readFileSync(0, "utf8"),
};

// A reader that has seen enough (`podwire steps | head`) closes the pipe: no reason to complain.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

process.exitCode = await run(argv, io);
