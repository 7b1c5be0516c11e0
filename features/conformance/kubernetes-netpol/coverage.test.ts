import { readdirSync, readFileSync } from "node:fs";
import { AstBuilder, GherkinClassicTokenMatcher, Parser } from "@cucumber/gherkin";
import { type GherkinDocument, IdGenerator, type Scenario, type Step } from "@cucumber/messages";
import { loadAll } from "js-yaml";
import { describe, expect, it } from "vitest";
import { COMMIT, SOURCE, UPSTREAM_CASES } from "./upstream-cases.ts";

const FOLDER = new URL(".", import.meta.url);

/** A truth table as text: what it probes, and each cell that it asserts. */
interface TruthTable {
  readonly probe: string;
  /** `x/a → y/b`, in table order. */
  readonly asked: readonly string[];
  readonly verdicts: readonly string[];
}

interface Story {
  readonly name: string;
  readonly upstream: string;
  readonly slug: string;
  readonly pods: readonly string[];
  readonly tables: readonly TruthTable[];
  readonly manifests: readonly string[];
}

interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec?: { readonly clusterIP?: string; readonly selector?: { readonly pod: string } };
}

const FILES = readdirSync(FOLDER).filter((name) => name.endsWith(".feature"));

const text = (path: string): string => readFileSync(new URL(path, FOLDER), "utf8");

const parseManifests = (yaml: string): readonly Manifest[] => loadAll(yaml) as readonly Manifest[];

/** The host in a table's first row, by name or by address, to the pod behind it. */
const POD_BEHIND: ReadonlyMap<string, string> = new Map(
  readdirSync(new URL("pods/", FOLDER))
    .flatMap((name) => parseManifests(text(`pods/${name}`)))
    .filter(({ kind }) => kind === "Service")
    .flatMap(({ metadata: { name, namespace }, spec }) => {
      const pod = `${namespace}/${spec?.selector?.pod}`;
      return [
        [`${name}.${namespace}`, pod],
        [spec?.clusterIP ?? "", pod],
      ] as const;
    }),
);

function truthTable(step: Step): readonly TruthTable[] {
  if (step.text !== "the connectivity is:") return [];
  const [header = [], ...rows] = (step.dataTable?.rows ?? []).map(({ cells }) =>
    cells.map(({ value }) => value),
  );
  const columns = header
    .slice(1)
    .map((cell) => /^(?<host>[^:]+):(?<port>\d+)(?:\/(?<protocol>\w+))?$/.exec(cell)?.groups);
  const probes = new Set(columns.map((column) => `${column?.["port"]}/${column?.["protocol"] ?? "TCP"}`));
  const cells = rows.flatMap(([client, ...marks]) =>
    marks.map((mark, index) => ({
      pair: `${client} → ${POD_BEHIND.get(columns[index]?.["host"] ?? "")}`,
      mark,
    })),
  );
  const asserted = cells.filter(({ mark }) => mark !== "-");
  return [
    {
      probe: [...probes].join(" "),
      asked: asserted.map(({ pair }) => pair),
      verdicts: asserted.map(({ mark }) => mark),
    },
  ];
}

function podsGiven(steps: readonly Step[]): readonly string[] {
  return steps.flatMap(({ text }) => {
    const file = /^the manifests in "pods\/(?<namespace>\w)-(?<name>\w)\.yaml"$/.exec(text)?.groups;
    return file === undefined ? [] : [`${file["namespace"]}/${file["name"]}`];
  });
}

function storyOf(document: GherkinDocument, background: readonly Step[], scenario: Scenario): Story {
  const tag = scenario.tags[0];
  const comment = document.comments.find(({ location }) => location.line === (tag?.location.line ?? 0) - 1);
  const steps = [...background, ...scenario.steps];
  return {
    name: scenario.name,
    upstream: /^\s*# upstream: (?<title>.+)$/.exec(comment?.text ?? "")?.groups?.["title"] ?? "",
    slug: tag?.name ?? "",
    pods: podsGiven(steps),
    tables: steps.flatMap(truthTable),
    manifests: steps.flatMap(({ docString }) => docString?.content ?? []),
  };
}

const DOCUMENTS = FILES.map((name) => {
  const parser = new Parser(new AstBuilder(IdGenerator.incrementing()), new GherkinClassicTokenMatcher());
  return { name, document: parser.parse(text(name)) };
});

const STORIES = DOCUMENTS.flatMap(({ document }) => {
  const children = document.feature?.children ?? [];
  const background = children.flatMap((child) => child.background?.steps ?? []);
  return children.flatMap(({ scenario }) => (scenario ? [storyOf(document, background, scenario)] : []));
});

const TABLES = STORIES.flatMap(({ tables }) => tables);

const tablesOf = (context: string): number =>
  STORIES.filter(({ upstream }) => upstream.startsWith(`${context} should `)).flatMap(({ tables }) => tables)
    .length;

describe("the upstream cases", () => {
  it("are 48, each told by one scenario under its title", () => {
    const titles = UPSTREAM_CASES.map(({ context, title }) => `${context} ${title}`);
    expect(new Set(titles).size).toBe(48);
    expect(STORIES.map(({ upstream }) => upstream).toSorted()).toEqual(titles.toSorted());
  });

  it("carry a tag each", () => {
    const slugs = STORIES.map(({ slug }) => slug);
    expect(new Set(slugs).size).toBe(48);
    expect(slugs.filter((slug) => !/^@upstream-[a-z0-9-]+$/.test(slug))).toEqual([]);
  });

  it.each(UPSTREAM_CASES)("$context $title", ({ context, title, pods, probes }) => {
    const story = STORIES.find(({ upstream }) => upstream === `${context} ${title}`);
    expect(story?.pods.join(" ")).toBe(pods);
    expect(story?.tables.map(({ probe }) => probe).join(" ")).toBe(probes);
  });

  it.each(DOCUMENTS)("$name names the source", ({ document }) => {
    expect(document.feature?.description).toContain(SOURCE);
    expect(document.feature?.description).toContain(COMMIT);
  });
});

describe("the truth tables", () => {
  it("are 65: 59 in the TCP cases, 3 for UDP, 3 for SCTP", () => {
    const base = "NetworkPolicy between server and client";
    expect(TABLES).toHaveLength(65);
    expect([base, `${base} using UDP`, `${base} using SCTP`].map(tablesOf)).toEqual([59, 3, 3]);
  });

  it("ask over TCP 58 times, over UDP 4 times, over SCTP 3 times", () => {
    const asking = (protocol: string): number =>
      TABLES.filter(({ probe }) => probe.endsWith(`/${protocol}`)).length;
    expect([asking("TCP"), asking("UDP"), asking("SCTP")]).toEqual([58, 4, 3]);
  });

  it.each(STORIES)("$slug: every pod to every other pod, never to itself", ({ pods, tables }) => {
    const pairs = pods.flatMap((from) => pods.filter((to) => to !== from).map((to) => `${from} → ${to}`));
    expect(tables.map(({ asked }) => asked)).toEqual(tables.map(() => pairs));
    expect(tables.flatMap(({ verdicts }) => verdicts).join("")).toMatch(/^[✓✗]+$/);
  });
});

describe("the manifests in the scenarios", () => {
  it.each(STORIES)("$slug: are objects of Kubernetes", ({ manifests }) => {
    const objects = manifests.flatMap(parseManifests);
    expect(objects.length).toBeGreaterThan(0);
    for (const { apiVersion, kind, metadata } of objects) {
      expect(`${apiVersion} ${kind}`).toMatch(/^(networking\.k8s\.io\/v1 NetworkPolicy|v1 (Pod|Namespace))$/);
      expect(metadata.name).toMatch(/^[a-z0-9-]+$/);
    }
  });
});
