import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { type GeneratedFile, ROOT } from "./page.mts";

const LABS = join(ROOT, "labs");

export interface CatalogueEntry {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly level: string;
  readonly minutes: number;
  readonly track: string;
  readonly objectives: readonly string[];
  readonly tags: readonly string[];
  readonly prerequisites: readonly string[];
  readonly tasks: readonly string[];
}

/** The catalogue, and for each lab a file with its solution, which a page loads only when the learner asks. */
export function labFiles(): readonly GeneratedFile[] {
  const ids = existsSync(LABS)
    ? readdirSync(LABS)
        .filter((name) => /^\d{3}-/.test(name))
        .sort()
    : [];
  if (ids.length === 0) throw new Error("no lab found");
  const catalogue = ids.map(entry);
  return [
    { path: "labs/catalogue.json", text: JSON.stringify(catalogue, undefined, 1) },
    ...ids.map((id) => ({ path: `labs/${id}.solution.json`, text: JSON.stringify(solutionOf(id)) })),
  ];
}

function entry(id: string): CatalogueEntry {
  const text = readFileSync(join(LABS, id, "index.mdx"), "utf8");
  const front = load(/^---\n([\s\S]*?)\n---\n/.exec(text)?.[1] ?? "") as Omit<CatalogueEntry, "id" | "tasks">;
  const feature = readFileSync(join(LABS, id, "tasks.feature"), "utf8");
  const tasks = [...feature.matchAll(/@task:([a-z0-9-]+)/g)].map(([, task = ""]) => task);
  const { title, description, level, minutes, track, objectives, tags, prerequisites = [] } = front;
  return { id, title, description, level, minutes, track, objectives, tags, prerequisites, tasks };
}

/** Files of a lab that give answers away, by path within the lab. */
function solutionOf(id: string): Readonly<Record<string, string>> {
  const folders = readdirSync(join(LABS, id)).filter((name) => /^solution(-|$)/.test(name));
  const files = folders.flatMap((folder) => filesBelow(join(LABS, id), folder));
  return Object.fromEntries(files.map((path) => [path, readFileSync(join(LABS, id, path), "utf8")]));
}

function filesBelow(base: string, path: string): readonly string[] {
  if (!statSync(join(base, path)).isDirectory()) return [path];
  return readdirSync(join(base, path))
    .sort()
    .flatMap((name) => filesBelow(base, `${path}/${name}`));
}
