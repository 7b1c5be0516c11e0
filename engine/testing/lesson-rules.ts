import type { Finding, HouseFile } from "./house-rules.ts";

/** Sections of a lesson's README, in order. */
const SECTIONS = [
  "What it decides",
  "Where it stands on the way",
  "How Kubernetes says it",
  "Steps it can record",
  "Examples that run",
  "Where implementations differ",
  "Labs",
];

const FUNCTIONS = "engine/network/functions/";
const CONTROLLERS = "engine/cluster/controllers/";

/** A function folder is a lesson: README, steps, sentences, tests, golden pairs, a feature; codes agree everywhere. */
export function lessons(files: readonly HouseFile[]): Finding {
  const names = foldersIn(files, FUNCTIONS);
  const violations = names.flatMap((name) => lesson(files, name));
  return { violations, seen: names.length };
}

function lesson(files: readonly HouseFile[], name: string): readonly string[] {
  const folder = `${FUNCTIONS}${name}/`;
  const read = (file: string): string | undefined => files.find(({ path }) => path === folder + file)?.text;
  const problems: string[] = [];
  const readme = read("README.md");
  const steps = read("steps.ts");
  const templates = read("explain.hbs");
  if (readme === undefined) problems.push("no README.md");
  if (steps === undefined) problems.push("no steps.ts");
  if (templates === undefined) problems.push("no explain.hbs");
  if (!files.some(({ path }) => path.startsWith(folder) && path.endsWith(".test.ts")))
    problems.push("no test");
  if (!files.some(({ path }) => path.startsWith(`features/${name}/`) && path.endsWith(".feature"))) {
    problems.push(`no feature in features/${name}/`);
  }
  const goldens = files.filter(({ path }) => path.startsWith(`${folder}golden/`));
  const inputs = goldens.filter(({ path }) => path.endsWith(".yaml"));
  const traces = goldens.filter(({ path }) => path.endsWith(".trace.json"));
  if (inputs.length === 0 || traces.length === 0) problems.push("no golden pair");
  const sections = [...(readme ?? "").matchAll(/^## (.+)$/gm)].map((match) => match[1]);
  if (readme !== undefined && sections.join() !== SECTIONS.join()) {
    problems.push(`README.md sections are: ${sections.join(" · ")}`);
  }
  const codes = new Set([...(steps ?? "").matchAll(/\bcode: "([a-z-]+)"/g)].map((match) => match[1] ?? ""));
  const explained = new Set(
    [...(templates ?? "").matchAll(/^\{\{!-- ([a-z-]+) --\}\}$/gm)].map((match) => match[1] ?? ""),
  );
  const golden = traces.map(({ text }) => text).join("\n");
  for (const code of codes) {
    if (!explained.has(code)) problems.push(`step ${code} has no sentence`);
    if (readme !== undefined && !readme.includes(`\`${code}\``))
      problems.push(`README.md lacks step ${code}`);
    if (!golden.includes(`"code": "${code}"`)) problems.push(`no golden trace records step ${code}`);
  }
  for (const code of explained)
    if (!codes.has(code)) problems.push(`explain.hbs has ${code}, steps.ts has not`);
  return problems.map((problem) => `${name}: ${problem}`);
}

/** A controller folder has its code, its README, a test and a golden pair. */
export function controllers(files: readonly HouseFile[]): Finding {
  const names = foldersIn(files, CONTROLLERS);
  const violations = names.flatMap((name) => {
    const inside = files
      .filter(({ path }) => path.startsWith(`${CONTROLLERS}${name}/`))
      .map(({ path }) => path);
    const problems: string[] = [];
    if (!inside.some((path) => path.endsWith("/README.md"))) problems.push(`${name}: no README.md`);
    if (!inside.some((path) => path.includes("/golden/"))) problems.push(`${name}: no golden pair`);
    return problems;
  });
  return { violations, seen: names.length };
}

function foldersIn(files: readonly HouseFile[], room: string): readonly string[] {
  const names = files
    .filter(({ path }) => path.startsWith(room) && path.slice(room.length).includes("/"))
    .map(({ path }) => path.slice(room.length).split("/")[0] ?? "");
  return [...new Set(names)].sort();
}

/** Strings that would tie the repository to one machine. */
const FOREIGN: readonly (readonly [RegExp, string])[] = [
  [/\/(work|root|home)\/\w/, "a path of somebody's machine"],
  [
    /registry\.(?!k8s\.io|npmjs\.org|access\.redhat\.com|redhat\.io|example)[a-z0-9.-]+\.[a-z]+\/?/,
    "a registry host",
  ],
];

export function homeless(files: readonly HouseFile[]): Finding {
  const texts = files.filter(
    ({ path }) => !path.endsWith("lesson-rules.ts") && !path.endsWith("package-lock.json"),
  );
  const violations = texts.flatMap((file) =>
    FOREIGN.filter(([pattern]) => pattern.test(file.text)).map(([, what]) => `${file.path} names ${what}`),
  );
  return { violations, seen: texts.length };
}
