import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { suggest } from "../../../index.ts";
import { readLab } from "../../lab/read.ts";
import { newLab } from "../../lab/template.ts";
import { type Arguments, readArguments } from "../arguments.ts";
import { type ExitCode, type Io, UsageError } from "../io.ts";
import { check, grade } from "../lab-check.ts";
import { findLabs, LABS, labIds } from "../lab-folders.ts";
import { readFormat, writeResults } from "../lab-results.ts";
import { many } from "../lab-text.ts";

const FLAGS = {
  grade: { type: "boolean" },
  format: { type: "string", multiple: true },
} as const;

type Verb = (args: Arguments, io: Io) => ExitCode | Promise<ExitCode>;

const VERBS: Readonly<Record<string, Verb>> = { list, new: create, check: prove };

/** `podwire lab list | new SLUG | check [LAB…]`. */
export async function lab(argv: readonly string[], io: Io): Promise<ExitCode> {
  const [name = "", ...rest] = argv;
  const verb = Object.hasOwn(VERBS, name) ? VERBS[name] : undefined;
  if (verb !== undefined) return verb(readArguments(rest, FLAGS), io);
  const [near] = suggest(name, Object.keys(VERBS), 1);
  const known = Object.keys(VERBS).join(", ");
  throw new UsageError(
    `lab ${name}: expected ${known}${near === undefined ? "" : `; did you mean ${near}?`}`,
  );
}

function list(_args: Arguments, io: Io): ExitCode {
  const folders = findLabs([], io.cwd);
  if (folders.length === 0) return nothing(io);
  const rows = folders.map(({ id, files }) => {
    const { lab: found } = readLab(id, files);
    if (found === undefined) return [id, "", "", "", "cannot be read; podwire lab check says why"];
    const { level, minutes, tasks, title } = found;
    return [id, level, `${minutes} min`, many(tasks.length, "task"), title];
  });
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  for (const row of rows) {
    const cells = row.map((cell, column) => cell.padEnd(widths[column] ?? 0));
    io.out(`${cells.join("  ").trimEnd()}\n`);
  }
  return 0;
}

async function prove(args: Arguments, io: Io): Promise<ExitCode> {
  const formats = args.values("format");
  for (const format of formats) readFormat(format);
  const folders = findLabs(args.positionals, io.cwd);
  if (folders.length === 0) return nothing(io);
  const { code, results } = await (args.has("grade") ? grade(folders, io) : check(folders, io));
  writeResults(formats, results, io);
  return code;
}

function nothing(io: Io): ExitCode {
  io.note(`no lab in ${LABS}/: nothing was checked; podwire lab new SLUG writes one`);
  return 2;
}

function create({ positionals }: Arguments, io: Io): ExitCode {
  const [slug, ...others] = positionals;
  if (slug === undefined || others.length > 0 || !/^(\d{3}-)?[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(slug))
    throw new UsageError("lab new takes one SLUG of small letters, digits and -, for example node-ports");
  const id = /^\d/.test(slug) ? slug : `${nextNumber(labIds(io.cwd))}-${slug}`;
  const folder = join(LABS, id);
  if (existsSync(join(io.cwd, folder))) throw new UsageError(`${folder} is there already`);
  for (const [path, text] of Object.entries(newLab(id))) {
    const file = join(io.cwd, folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    io.out(`wrote ${folder}/${path}\n`);
  }
  io.out(`\nnext: npx podwire lab check ${id}\n`);
  return 0;
}

/** The next full ten, so that labs can come in between. */
function nextNumber(ids: readonly string[]): string {
  const numbers = ids.map((id) => Number(id.slice(0, 3))).filter((number) => number < 990);
  return String((Math.floor(Math.max(0, ...numbers) / 10) + 1) * 10).padStart(3, "0");
}
