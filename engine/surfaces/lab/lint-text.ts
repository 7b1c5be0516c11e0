import { suggest } from "../../values/suggest.ts";
import type { Folder } from "./folder.ts";

/** Components that a lab's page may use: what the site's pages know of them. */
const COMPONENTS = ["Task", "Predict", "Run", "Cli", "Tabs", "TabItem"];

const BOXES = [
  "hood",
  "pitfall",
  "protip",
  "interview",
  "tradeoff",
  "config",
  "security",
  "openshift",
  "realworld",
  "note",
  "tip",
  "info",
  "warning",
  "danger",
];

/** What is often written wrong, and how it is written: products by their own spelling, and a few words. */
const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/\bOpenshift\b|\bOpen Shift\b/, "OpenShift"],
  [/\bKubernets\b|\bKubernetese\b|\bKubernestes\b/i, "Kubernetes"],
  [/\bcoreDNS\b|\bCoreDns\b/, "CoreDNS"],
  [/\bGithub\b/, "GitHub"],
  [/\bJavascript\b/, "JavaScript"],
  [/\bYml\b|\bYaml\b/, "YAML"],
  [/\bteh\b/i, "the"],
  [/\brecieve/i, "receive"],
  [/\bseperat/i, "separate"],
  [/\boccured\b/i, "occurred"],
  [/\bdefinately\b/i, "definitely"],
  [/\bneccessar|\bnecesar/i, "necessary"],
  [/\bsucess|\bsuccesful/i, "success, successful"],
  [/\baccomodat/i, "accommodate"],
  [/\bdependan(t|cy)\b/i, "dependent, dependency"],
  [/\bexistan(t|ce)\b/i, "existent, existence"],
  [/\bpriviledge/i, "privilege"],
  [/\bwich\b/i, "which"],
  [/\buntill\b/i, "until"],
  [/\bbeggin|\bbegining\b/i, "begin, beginning"],
  [/\bnamspace|\bnamepace/i, "namespace"],
  [/\bingres\b/i, "Ingress"],
  [/\bpolicys\b/i, "policies"],
  [/\bendpiont/i, "endpoint"],
];

/** Links, pictures, boxes, components and spelling of every text of a lab that somebody reads. */
export function lintTexts(folder: Folder): void {
  const texts = folder.paths().filter((path) => /\.mdx?$/.test(path) && !path.startsWith("i18n/"));
  for (const path of texts) {
    const lines = proseOf(folder.peek(path));
    lintLinks(folder, path, lines);
    lintWords(folder, path, lines);
    if (path.endsWith(".mdx")) lintParts(folder, path, lines);
  }
}

/** The lines without frontmatter, fences and code, so that what is left is read as prose. Lines keep their numbers. */
function proseOf(text: string): readonly string[] {
  const body = text.replace(/^---\r?\n[\s\S]*?\r?\n---(?=\r?\n|$)/, (front) => front.replace(/[^\n]/g, ""));
  let fence = "";
  return body.split("\n").map((line) => {
    const mark = /^\s*(```+|~~~+)/.exec(line)?.[1] ?? "";
    if (fence !== "") {
      if (mark.startsWith(fence)) fence = "";
      return "";
    }
    fence = mark;
    return mark === "" ? line.replace(/`[^`]*`/g, "``") : "";
  });
}

function lintLinks(folder: Folder, path: string, lines: readonly string[]): void {
  const anchors = new Set(lines.flatMap((line) => /^#{1,6}\s+(.*?)\s*$/.exec(line)?.[1] ?? []).map(slug));
  for (const [at, line] of lines.entries()) {
    for (const [, mark = "", label = "", target = ""] of line.matchAll(
      /(!?)\[([^\]]*)\]\(\s*([^)\s]*)[^)]*\)/g,
    )) {
      if (mark === "!" && label.trim() === "")
        folder.problem(path, at + 1, "a picture without words", "say in ![…] what it shows");
      const problem = problemWith(folder, path, target, anchors);
      if (problem !== undefined) folder.problem(path, at + 1, ...problem);
    }
  }
}

/** What is wrong with where a link leads, and what to do. Pages of the site are the site's business. */
function problemWith(
  folder: Folder,
  path: string,
  target: string,
  anchors: ReadonlySet<string>,
): readonly [message: string, remedy: string] | undefined {
  if (target.startsWith("#"))
    return anchors.has(target.slice(1))
      ? undefined
      : [`the link ${target} leads to no heading of this text`, "name a heading, in small letters with -"];
  if (/^(https:\/\/|\/(?!\/))/.test(target)) return undefined;
  if (target === "" || /^[a-z][\w+.-]*:|^\/\//i.test(target))
    return [`the link ${target || "()"} leads nowhere that a page may go`, "write https://… or /docs/…"];
  const [file = ""] = target.split("#");
  const whole = resolved(path, file);
  if (folder.paths().includes(whole)) return undefined;
  return [
    `the link ${target} leads to no file of the lab`,
    "write /labs/NNN-slug or /docs/… for other pages",
  ];
}

/** A path relative to another, without going through dots. */
function resolved(from: string, to: string): string {
  const parts = from.split("/").slice(0, -1);
  for (const part of to.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}

/** A heading as the site names it in an address. */
function slug(heading: string): string {
  const own = /\{#([\w-]+)\}$/.exec(heading)?.[1];
  if (own !== undefined) return own;
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .replace(/\s/g, "-");
}

function lintWords(folder: Folder, path: string, lines: readonly string[]): void {
  for (const [at, line] of lines.entries()) {
    for (const [pattern, right] of SPELLINGS) {
      const found = pattern.exec(line)?.[0];
      if (found !== undefined) folder.problem(path, at + 1, `spelling: ${found}`, `write ${right}`);
    }
    const twice = /(?<![\w-])(\p{L}{2,})\s+\1(?![\w-])/iu.exec(line)?.[1];
    if (twice !== undefined) folder.problem(path, at + 1, `the word ${twice} stands there twice`);
  }
}

/** What only a page has: boxes that close, components that exist, and no code. */
function lintParts(folder: Folder, path: string, lines: readonly string[]): void {
  let open = 0;
  for (const [at, line] of lines.entries()) {
    const box = /^:::+\s*([\w-]*)/.exec(line)?.[1];
    if (box === "") open = 0;
    else if (box !== undefined) {
      open = at + 1;
      if (!BOXES.includes(box)) unknown(folder, path, at + 1, `:::${box}`, box, BOXES);
    }
    for (const [, name = ""] of line.matchAll(/<([A-Z]\w*)/g))
      if (!COMPONENTS.includes(name)) unknown(folder, path, at + 1, `<${name}>`, name, COMPONENTS);
    if (/^(import|export)\s/.test(line) || /[{}]/.test(line))
      folder.problem(path, at + 1, "a lab has no code: import, export or braces", "put braces into `…`");
  }
  if (open > 0) folder.problem(path, open, "the box is not closed", "end it with a line :::");
}

function unknown(
  folder: Folder,
  path: string,
  line: number,
  shown: string,
  name: string,
  known: readonly string[],
): void {
  const [near] = suggest(name, known, 1);
  const remedy = near === undefined ? `known are ${known.join(", ")}` : `did you mean ${near}?`;
  folder.problem(path, line, `there is no ${shown}`, remedy);
}
