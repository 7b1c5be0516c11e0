import { spawn } from "node:child_process";
import { type FSWatcher, statSync, watch as watchPath } from "node:fs";
import { dirname, resolve } from "node:path";
import type { ExitCode, Io } from "./io.ts";
import { MAIN_MODULE } from "./package-files.ts";

/** Files that a run reads: what it writes beside them (reports) must not start it again. */
const READ = /\.(feature|ya?ml|tpl|[cm]?[jt]s)$|(^|\/)Kustomization$/;

/** Milliseconds in which further changes belong to the same save. */
const PAUSE = 150;

/** Runs the same command again after every change. Each run is a process of its own: step files are read afresh. */
export function watch(argv: readonly string[], paths: readonly string[], io: Io): Promise<ExitCode> {
  const args = argv.filter((arg) => arg !== "--watch");
  return new Promise((finish) => {
    let timer: NodeJS.Timeout | undefined;
    let child: ReturnType<typeof run> | undefined;
    const again = (): void => {
      child?.kill();
      child = run(args, io);
      child.on("exit", (code) => {
        if (code !== null) io.note(`\nwatching ${paths.length} paths; Ctrl-C ends`);
      });
    };
    const watchers = folders(paths, io.cwd).map((folder) =>
      watchFolder(folder, () => {
        clearTimeout(timer);
        timer = setTimeout(again, PAUSE);
      }),
    );
    process.once("SIGINT", () => {
      for (const watcher of watchers) watcher.close();
      clearTimeout(timer);
      child?.kill();
      finish(0);
    });
    again();
  });
}

function run(args: readonly string[], io: Io): ReturnType<typeof spawn> {
  return spawn(process.execPath, [...process.execArgv, MAIN_MODULE, "test", ...args], {
    cwd: io.cwd,
    stdio: ["ignore", "inherit", "inherit"],
  });
}

function folders(paths: readonly string[], cwd: string): readonly string[] {
  const found = paths.map((path) => {
    const absolute = resolve(cwd, path.replace(/(:\d+)+$/, ""));
    return statSync(absolute).isDirectory() ? absolute : dirname(absolute);
  });
  return [...new Set(found)];
}

function watchFolder(folder: string, onChange: () => void): FSWatcher {
  return watchPath(folder, { recursive: true }, (_, file) => {
    if (file === null || READ.test(file)) onChange();
  });
}
