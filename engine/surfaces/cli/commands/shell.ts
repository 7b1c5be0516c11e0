import { isUnfinished } from "../../shell/continuation.ts";
import { Shell } from "../../shell/index.ts";
import { readArguments } from "../arguments.ts";
import { CLUSTER_FLAGS, loadFiles, readFiles } from "../cluster-input.ts";
import type { Io } from "../io.ts";
import { converse } from "../terminal.ts";

/** `podwire shell`: a terminal beside the simulated cluster. Its exit code is that of the last command. */
export async function shell(argv: readonly string[], io: Io): Promise<number> {
  const args = readArguments(argv, { ...CLUSTER_FLAGS, command: { type: "string", short: "c" } });
  const files = readFiles(args, io);
  const cluster = loadFiles(files, args, io);
  const own = new Shell(cluster, {
    namespace: args.value("namespace") ?? "default",
    width: io.width,
    ...(io.edit === undefined ? {} : { edit: io.edit }),
    applied: files.map(({ text }) => text),
    files: Object.fromEntries(files.map(({ name, text }) => [`/workspace/${name}`, text])),
  });
  const command = args.value("command");
  if (command !== undefined) return runLine(own, command, io);
  return io.interactive ? converse(own, io) : runScript(own, io.stdin(), io);
}

async function runLine(own: Shell, line: string, io: Io): Promise<number> {
  const { stdout, stderr, exitCode } = await own.exec(line);
  io.out(stdout);
  if (stderr !== "") io.note(stderr.replace(/\n$/, ""));
  return exitCode;
}

/** Lines from a pipe, each run when it is whole. */
async function runScript(own: Shell, script: string, io: Io): Promise<number> {
  let pending = "";
  let code = 0;
  for (const line of script.split("\n")) {
    pending = pending === "" ? line : `${pending}\n${line}`;
    if (isUnfinished(pending)) continue;
    if (pending.trim() !== "") code = await runLine(own, pending, io);
    pending = "";
  }
  return pending === "" ? code : runLine(own, pending, io);
}
