import { spawnSync } from "node:child_process";
import { type Dirent, existsSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { suggest } from "../engine/index.ts";
import { didYouMean, StepError } from "./errors.ts";
import type { NamedText } from "./world.ts";

/** What was found under some paths. */
export interface ManifestFiles {
  /** In the order of the paths, folders sorted. Names are relative to the working directory. */
  readonly files: readonly NamedText[];
  /** Files in folders that are neither YAML nor JSON. */
  readonly ignored: readonly string[];
}

export interface ReadOptions {
  /** Names are relative to it. Default: the process's. */
  readonly cwd?: string;
  /** Paths are relative to it. Default: `cwd`. */
  readonly base?: string;
  /** The text that `-` stands for. */
  readonly stdin?: string;
}

/** Bytes; an input larger than this is a mistake more often than a manifest. */
export const MAX_FILE_SIZE: number = 10 * 1024 * 1024;

const KUSTOMIZATIONS = ["kustomization.yaml", "kustomization.yml", "Kustomization"];

interface Reading {
  readonly cwd: string;
  readonly files: NamedText[];
  readonly ignored: string[];
  /** Real paths of files and folders seen: links cannot lead in circles, and a file named twice is read once. */
  readonly seen: Set<string>;
}

/**
 * Reads files, folders (recursively) and `-`. A folder with a kustomization or a chart is built by its own tool.
 * Throws `StepError` with one line that names the path and the remedy.
 */
export function readManifestFiles(paths: readonly string[], options: ReadOptions = {}): ManifestFiles {
  const cwd = options.cwd ?? process.cwd();
  const reading: Reading = { cwd, files: [], ignored: [], seen: new Set() };
  for (const path of paths) {
    if (path === "-") reading.files.push({ name: "<stdin>", text: stdinText(options.stdin) });
    else readPath(reading, resolve(options.base ?? cwd, path), path);
  }
  return { files: reading.files, ignored: reading.ignored };
}

function stdinText(text: string | undefined): string {
  if (text === undefined) throw new StepError("nothing was piped in, and - stands for standard input");
  return text;
}

function readPath(reading: Reading, path: string, asWritten: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined)
    throw new StepError(`${asWritten}: no such file or folder${didYouMean(neighbours(path, asWritten))}`);
  if (found.isDirectory()) readFolder(reading, path);
  else readFile(reading, path);
}

/** Entries of the nearest folder that exists and that the path may have meant, as the reader would write them. */
function neighbours(path: string, asWritten: string): readonly string[] {
  const folder = dirname(path);
  if (!existsSync(folder) || !statSync(folder).isDirectory()) return [];
  return suggest(basename(path), readdirSync(folder)).map((name) => join(dirname(asWritten), name));
}

function readFolder(reading: Reading, folder: string): void {
  const real = realpathSync(folder);
  if (reading.seen.has(real)) return;
  reading.seen.add(real);
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  const names = new Set(entries.map(({ name }) => name));
  const kustomization = KUSTOMIZATIONS.find((name) => names.has(name));
  if (kustomization !== undefined) {
    reading.files.push(build(reading, join(folder, kustomization), kustomizeCommands(folder)));
    return;
  }
  if (names.has("Chart.yaml")) {
    const command = ["helm", "template", basename(real), folder];
    reading.files.push(build(reading, join(folder, "Chart.yaml"), [command]));
    return;
  }
  for (const entry of entries) readEntry(reading, folder, entry);
}

function readEntry(reading: Reading, folder: string, entry: Dirent): void {
  const path = join(folder, entry.name);
  if (entry.name.startsWith(".") || entry.name === "node_modules") return;
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) throw new StepError(`${nameOf(reading, path)}: the link leads nowhere`);
  if (found.isDirectory()) readFolder(reading, path);
  else if (/\.(ya?ml|json)$/i.test(entry.name)) readFile(reading, path);
  else reading.ignored.push(nameOf(reading, path));
}

function readFile(reading: Reading, path: string): void {
  const real = realpathSync(path);
  if (reading.seen.has(real)) return;
  reading.seen.add(real);
  const name = nameOf(reading, path);
  const { size } = statSync(path);
  if (size > MAX_FILE_SIZE) {
    throw new StepError(
      `${name}: ${Math.ceil(size / 1024 / 1024)} MB is too large for a manifest; the limit is 10 MB`,
    );
  }
  reading.files.push({ name, text: textOf(name, contentOf(name, path)) });
}

function contentOf(name: string, path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new StepError(`${name}: cannot be read${code === undefined ? "" : ` (${code})`}`);
  }
}

function textOf(name: string, content: Buffer): string {
  if (content.includes(0)) throw new StepError(`${name}: is a binary file, not a manifest`);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(content);
  } catch {
    throw new StepError(`${name}: is not UTF-8 text; save it as UTF-8`);
  }
}

function nameOf(reading: Reading, path: string): string {
  return relative(reading.cwd, path).split(sep).join("/");
}

function kustomizeCommands(folder: string): readonly (readonly string[])[] {
  return [
    ["kubectl", "kustomize", folder],
    ["kustomize", "build", folder],
  ];
}

/** Runs the first command that is installed; its output takes the place of the folder's files. */
function build(reading: Reading, file: string, commands: readonly (readonly string[])[]): NamedText {
  const name = nameOf(reading, file);
  for (const [command = "", ...args] of commands) {
    const run = spawnSync(command, args, { encoding: "utf8", maxBuffer: 8 * MAX_FILE_SIZE });
    if (run.error !== undefined && "code" in run.error && run.error.code === "ENOENT") continue;
    if (run.status === 0) return { name: `${name} (built)`, text: run.stdout };
    const reason = (run.stderr ?? run.error?.message ?? "").trim().split("\n").at(-1);
    throw new StepError(`${name}: ${command} failed: ${reason}`);
  }
  const tools = commands.map(([command]) => command).join(" or ");
  const folder = dirname(name);
  const pipe = commands.map(([command, verb, ...rest]) =>
    [command, verb, ...rest.slice(0, -1), folder].join(" "),
  );
  throw new StepError(
    `${name}: needs ${tools}, which is not installed; pipe its output instead: ${pipe[0]} | podwire … -f -`,
  );
}
