import { posix } from "node:path";
import { FLOORS, type Floor, IMPURE_FILES, SIZES } from "../house.ts";

/** A file of the repository, as the rules read it. */
export interface HouseFile {
  /** Relative to the repository root, with slashes. */
  readonly path: string;
  readonly text: string;
}

/** What a rule found, and how much it looked at: a rule that saw nothing proves nothing. */
export interface Finding {
  readonly violations: readonly string[];
  readonly seen: number;
}

interface Import {
  readonly from: string;
  /** Repository path, or the bare specifier of a package. */
  readonly to: string;
  readonly isRelative: boolean;
}

const IMPORT =
  /(?:^|\n)\s*(?:import|export)\b[^;"'`]*?\bfrom\s*["']([^"']+)["']|\bimport\s*\(?\s*["']([^"']+)["']/g;

export function importsOf(file: HouseFile): readonly Import[] {
  return [...file.text.matchAll(IMPORT)].map((match) => {
    const specifier = match[1] ?? match[2] ?? "";
    const isRelative = specifier.startsWith(".");
    const to = isRelative ? posix.join(posix.dirname(file.path), specifier) : specifier;
    return { from: file.path, to, isRelative };
  });
}

export function isTest(path: string): boolean {
  return path.endsWith(".test.ts") || path.startsWith("engine/testing/");
}

function isSource(path: string): boolean {
  return /^(engine|steps)\/.*\.ts$/.test(path) && !isTest(path);
}

/** The site's own code; its tests and configuration may look anywhere. */
function isSite(path: string): boolean {
  return /^docs\/(src|site)\/.*\.(ts|tsx|mts)$/.test(path) && !isTest(path);
}

/** Each floor imports floors below it only. */
export function layering(files: readonly HouseFile[], floors: readonly Floor[] = FLOORS): Finding {
  const violations: string[] = [];
  let seen = 0;
  for (const file of files.filter(({ path }) => isSource(path) || isSite(path))) {
    const floor = floorOf(file.path, floors);
    if (floor === undefined) {
      if (!ROOT_FILES.has(file.path)) violations.push(`${file.path} stands on no floor`);
      continue;
    }
    for (const { to, isRelative } of importsOf(file)) {
      if (!isRelative) continue;
      seen++;
      const allowed = [floor.folder, ...floor.mayImport];
      if (!allowed.some((folder) => to === folder || to.startsWith(`${folder}/`))) {
        violations.push(`${file.path} imports ${to}`);
      }
    }
  }
  return { violations, seen };
}

const ROOT_FILES: ReadonlySet<string> = new Set(["engine/index.ts", "engine/house.ts"]);

function floorOf(path: string, floors: readonly Floor[]): Floor | undefined {
  return floors.find(({ folder }) => path.startsWith(`${folder}/`));
}

/** Functions and controllers stand alone: none imports its neighbour. */
export function neighbours(files: readonly HouseFile[]): Finding {
  const violations: string[] = [];
  let seen = 0;
  for (const room of ["engine/network/functions/", "engine/cluster/controllers/"]) {
    for (const file of files.filter(({ path }) => isSource(path) && path.startsWith(room))) {
      seen++;
      const own = file.path.slice(room.length).split("/")[0];
      for (const { to } of importsOf(file)) {
        if (to.startsWith(room) && to.slice(room.length).split("/")[0] !== own) {
          violations.push(`${file.path} imports its neighbour ${to}`);
        }
      }
    }
  }
  return { violations, seen };
}

/** A path is ordered rows: functions by import, and no decision. */
export function paths(files: readonly HouseFile[]): Finding {
  const rows = files.filter(({ path }) => /^engine\/network\/paths\/[^/]+\.ts$/.test(path) && !isTest(path));
  const violations = rows.flatMap((file) => {
    const code = withoutComments(file.text);
    const found = /\b(if|switch|for|while)\s*\(|\?[^.?:]|=>/.exec(code);
    return found === null ? [] : [`${file.path} decides something: ${found[0].trim()}`];
  });
  return { violations, seen: rows.length };
}

const IMPURE: readonly (readonly [RegExp, string])[] = [
  [/["']node:/, "node:*"],
  [/\bnew Date\b|\bDate\.now\b|\bDate\(/, "Date (use the injected clock)"],
  [/\bMath\.random\b/, "Math.random (use values/random.ts)"],
  [/\bset(Timeout|Interval|Immediate)\b/, "timers"],
  [/\bprocess\.\w/, "process"],
  [/\bconsole\.\w/, "console"],
  [/\beval\s*\(|new Function\b/, "eval"],
];

/** No clock, no chance, no I/O below the command line. */
export function purity(files: readonly HouseFile[]): Finding {
  const pure = files.filter(
    ({ path }) => isSource(path) && !IMPURE_FILES.some((allowed) => path.startsWith(allowed)),
  );
  const violations = pure.flatMap((file) => {
    const code = withoutComments(file.text);
    return IMPURE.filter(([pattern]) => pattern.test(code)).map(([, what]) => `${file.path} uses ${what}`);
  });
  return { violations, seen: pure.length };
}

/** No default exports; only the door re-exports. */
export function exportsByName(files: readonly HouseFile[]): Finding {
  const sources = files.filter(({ path }) => isSource(path));
  const violations = sources.flatMap((file) => {
    const code = withoutComments(file.text);
    const found: string[] = [];
    if (/\bexport\s+default\b/.test(code)) found.push(`${file.path} has a default export`);
    const isDoor = file.path === "engine/index.ts";
    const reexports = code.match(/^export\s+(type\s+)?(\*|\{[^}]*\})\s+from/gm) ?? [];
    if (!isDoor && (reexports.length > 1 || /^export \*/m.test(code))) found.push(`${file.path} is a barrel`);
    return found;
  });
  return { violations, seen: sources.length };
}

/** No import leads back to where it started. Types count: a reader follows them too. */
export function cycles(files: readonly HouseFile[]): Finding {
  const edges = new Map<string, readonly string[]>();
  for (const file of files.filter(({ path }) => isSource(path))) {
    edges.set(
      file.path,
      importsOf(file)
        .filter(({ isRelative }) => isRelative)
        .map(({ to }) => to),
    );
  }
  const violations: string[] = [];
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path);
    if (start >= 0) violations.push([...trail.slice(start), path].join(" → "));
    if (start >= 0 || done.has(path)) return;
    for (const next of edges.get(path) ?? []) visit(next, [...trail, path]);
    done.add(path);
  };
  for (const path of edges.keys()) visit(path, []);
  return { violations, seen: edges.size };
}

/** Hard cap per file, and how the whole tree is spread. */
export function sizes(files: readonly HouseFile[]): Finding {
  const sources = files.filter(({ path }) => isSource(path) && !path.endsWith(".generated.ts"));
  const lengths = sources.map((file) => ({ path: file.path, lines: file.text.trimEnd().split("\n").length }));
  const violations = lengths
    .filter(({ lines }) => lines > SIZES.cap)
    .map(({ path, lines }) => `${path} has ${lines} lines, more than ${SIZES.cap}`);
  const sorted = lengths.map(({ lines }) => lines).sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const p90 = sorted[Math.floor(sorted.length * 0.9)] ?? 0;
  if (median > SIZES.median)
    violations.push(`the median file has ${median} lines, more than ${SIZES.median}`);
  if (p90 > SIZES.p90) violations.push(`the 90th percentile is ${p90} lines, more than ${SIZES.p90}`);
  return { violations, seen: sources.length };
}

/** Code that two users share has two users. */
export function shared(files: readonly HouseFile[]): Finding {
  const room = "engine/network/shared/";
  const rooms = files.filter(({ path }) => isSource(path) && path.startsWith(room));
  const violations = rooms.flatMap((file) => {
    const users = new Set(
      files
        .filter(({ path }) => isSource(path) && path.startsWith("engine/network/functions/"))
        .filter((user) => importsOf(user).some(({ to }) => to === file.path))
        .map(({ path }) => path.split("/")[3]),
    );
    return users.size >= 2 ? [] : [`${file.path} is shared by ${users.size} functions`];
  });
  return { violations, seen: rooms.length };
}

export function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|[^:"'`])\/\/[^\n]*/g, "$1");
}
