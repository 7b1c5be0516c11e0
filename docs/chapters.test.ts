import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { describe, expect, it } from "vitest";
import { Cluster, ENDING_KINDS, type KubernetesObject } from "../engine/index.ts";
import { matches, runText } from "../engine/testing/run-step.ts";
import { World } from "../steps/world.ts";
import {
  fencesOf,
  frontMatterOf,
  type LiveExample,
  linksOf,
  liveExamplesOf,
  metaHas,
  metaValue,
  proseOf,
} from "./live-example.ts";

const CHAPTERS = join(import.meta.dirname, "chapters");
const LABS = join(import.meta.dirname, "../labs");
const FUNCTIONS = join(import.meta.dirname, "../engine/network/functions");

interface Chapter {
  /** Relative to the chapters' folder, with slashes. */
  readonly path: string;
  readonly text: string;
}

const chapters: readonly Chapter[] = readdirSync(CHAPTERS, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".mdx"))
  .sort()
  .map((path) => ({ path: path.replaceAll("\\", "/"), text: readFileSync(join(CHAPTERS, path), "utf8") }));

const functions = readdirSync(FUNCTIONS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

const examples = chapters.flatMap(({ path, text }) =>
  liveExamplesOf(text).map((example) => ({ ...example, path, where: `${path}: ${example.id}` })),
);

/** The chapters of the course; the other pages are prose. */
const MAIN = [
  "end-to-end",
  "services",
  "service-discovery",
  "endpoint-slices",
  "ingress",
  "gateway-api",
  "cni",
  "network-policy",
  "openshift",
];

/** Kinds of admonitions. */
const BOXES = "hood pitfall protip config interview tradeoff realworld security openshift".split(" ");

/** What a live example may ask: the site draws a form for exactly these. */
const QUESTIONS = [
  "{client} curls {target}",
  "{client} connects to {target} over {protocol}",
  "{client} looks up {string}",
  "an external client curls {target}",
];

function worldOf({ profile, manifests, line }: LiveExample, file: string): World {
  const world = new World({
    surroundings: { read: () => [], underTest: () => [], inline: (text) => ({ name: file, text }) },
    strict: true,
  });
  world.choose(profile);
  world.give([{ name: file, text: "\n".repeat(line - 1) + manifests }]);
  return world;
}

/** The endings of a request's branches, as a request line writes them. */
function endingsOf(world: World, withStatus: boolean): readonly string[] {
  const branches = world.lastTrace()?.branches ?? [];
  return branches.map(({ ending }) => {
    const status = ending.kind === "answered" && withStatus ? ending.status : undefined;
    return status === undefined ? ending.kind : `${ending.kind} ${status}`;
  });
}

const titles = new Map(chapters.map(({ path, text }) => [path, frontMatterOf(text)]));
const slugs = new Set([...titles.values()].map((front) => posix.join("/docs", front.get("slug") ?? "")));

describe("the chapters", () => {
  it("are there", () => {
    expect(chapters.length).toBeGreaterThan(0);
    expect(examples.length).toBeGreaterThan(0);
    expect(functions.length).toBeGreaterThan(0);
  });

  it.each(chapters)("$path says what it is", ({ path }) => {
    const front = titles.get(path);
    for (const key of ["title", "description", "sidebar_position", "slug"]) {
      expect(front?.get(key) ?? "", `${path} lacks ${key}`).not.toBe("");
    }
    expect(front?.get("slug")).toMatch(/^\/([a-z0-9-]+(\/[a-z0-9-]+)*)?$/);
  });

  it("have slugs and examples of their own", () => {
    const written = [...titles.values()].map((front) => front.get("slug"));
    expect(written).toEqual([...new Set(written)]);
    const ids = examples.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)]);
  });

  it.each(examples)("$where runs", (example) => {
    for (const { text, ending, status, line } of example.requests) {
      const where = `${example.path}:${line} ${text}`;
      expect(
        matches(text).map(({ expression }) => expression),
        where,
      ).toEqual([expect.toSatisfy((expression) => QUESTIONS.includes(expression))]);
      expect(ENDING_KINDS, where).toContain(ending);
      const world = worldOf(example, example.path);
      runText(world, text);
      const expected = status === undefined ? ending : `${ending} ${status}`;
      const found = endingsOf(world, status !== undefined);
      expect(found.length, where).toBeGreaterThan(0);
      expect([...new Set(found)], where).toEqual([expected]);
    }
  });

  it.each(chapters)("$path has manifests that a cluster takes", ({ path, text }) => {
    for (const { language, meta, text: manifests, line } of fencesOf(text)) {
      if (language !== "yaml" || metaHas(meta, "fragment")) continue;
      const profile = metaValue(meta, "profile") ?? "kubeadm";
      const file = { name: path, text: "\n".repeat(line - 1) + manifests };
      expect(
        () => Cluster.load([file], profile.includes("=") ? {} : { profile }),
        `${path}:${line}`,
      ).not.toThrow();
    }
  });

  it.each(chapters)("$path links to pages that are there", ({ path, text }) => {
    for (const link of linksOf(text).filter((one) => !/^([a-z]+:|#)/.test(one))) {
      expect(isThere(path, link.replace(/[#?].*$/, "")), `${path} links to ${link}`).toBe(true);
    }
  });

  it.each(chapters)("$path has only boxes and parts that the site knows", ({ path, text }) => {
    const lines = proseOf(text).split("\n");
    const boxes = lines.filter((line) => line.startsWith(":::")).map((line) => line.slice(3).trim());
    expect(boxes.length % 2, `${path}: a box is not closed`).toBe(0);
    for (const [index, box] of boxes.entries()) {
      expect(index % 2 === 0 ? BOXES : [""], `${path}: :::${box}`).toContain(box);
    }
    for (const [tag = ""] of proseOf(text).matchAll(/<\/?[A-Za-z][^>]*>/g)) {
      expect(tag, path).toMatch(
        /^(<Cli kubectl="[^"]+" oc="[^"]+"\/>|<Persona is="(developer|devops|architect)">|<\/Persona>)$/,
      );
    }
  });

  it.each(chapters)("$path has steps that hold", ({ path, text }) => {
    for (const { language, meta, text: steps, line } of fencesOf(text)) {
      if (language !== "gherkin") continue;
      const example = examples.find(({ id }) => id === metaValue(meta, "on"));
      expect(example, `${path}:${line} says no live example that it is about`).toBeDefined();
      if (example !== undefined) runSteps(worldOf(example, path), steps);
    }
  });

  it.each(chapters)("$path prints what the engine prints", ({ path, text }) => {
    for (const { language, text: lines, line } of fencesOf(text)) {
      const [, what, namespace, name] =
        /^\$ podwire render -f manifests\/ (\S+) --pod (\S+)\/(\S+)\n/.exec(lines) ?? [];
      if (language !== "console" || what === undefined || namespace === undefined) continue;
      const metadata = { namespace, name: name ?? "" };
      const spec = { containers: [{ name: "app", image: "app:1" }] };
      const cluster = Cluster.load([{ apiVersion: "v1", kind: "Pod", metadata, spec } as KubernetesObject]);
      const printed = cluster.render(what, { pod: `${namespace}/${name}` });
      expect(lines.slice(lines.indexOf("\n") + 1), `${path}:${line}`).toBe(printed.trimEnd());
    }
  });

  it.each(MAIN)("%s has three live examples and more", (folder) => {
    const own = examples.filter(({ path }) => path === `${folder}.mdx` || path.startsWith(`${folder}/`));
    expect(own.length).toBeGreaterThanOrEqual(3);
  });

  it("teach every function of the engine", () => {
    const taught = new Set(
      chapters.flatMap(({ text }) => listOf(frontMatterOf(text).get("functions") ?? "")),
    );
    expect(functions.filter((name) => !taught.has(name))).toEqual([]);
  });
});

/** Runs steps, a table under the step that it belongs to. */
function runSteps(world: World, steps: string): void {
  for (const [, text = "", rows = ""] of steps.matchAll(
    /^(?:Given|When|Then|And) (.+)\n?((?:^ *\|.*\n?)*)/gm,
  )) {
    const table = (rows.match(/\|.*\|/g) ?? []).map((row) =>
      row
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
    runText(world, text, table.length === 0 ? undefined : table);
  }
}

function listOf(text: string): readonly string[] {
  return text.match(/[a-z0-9-]+/g) ?? [];
}

/** Pages that the site makes of the engine itself. */
const REFERENCE = ["steps", "cli", "step-codes", "lint-codes", "profiles", "brief-errata", "lab-folder"];

/** A chapter by its file, a page by its address, a lab by its folder, or a page that the site makes: of a function's README, or a reference. */
function isThere(from: string, link: string): boolean {
  if (link === "/labs") return existsSync(LABS);
  if (link.startsWith("/labs/")) return existsSync(join(LABS, link.slice("/labs/".length), "index.mdx"));
  if (!link.startsWith("/")) return titles.has(posix.join(posix.dirname(from), link));
  const [, room, slug = ""] = /^\/docs\/(functions|reference)\/([a-z0-9-]+)$/.exec(link) ?? [];
  if (room === undefined) return slugs.has(link);
  return (room === "functions" ? functions : REFERENCE).includes(slug);
}
