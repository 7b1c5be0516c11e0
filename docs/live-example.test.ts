import { describe, expect, it } from "vitest";
import { fencesOf, frontMatterOf, linksOf, liveExamplesOf, metaHas, metaValue } from "./live-example.ts";

const fence = (head: string, ...lines: readonly string[]): string =>
  [`\`\`\`${head}`, ...lines, "```", ""].join("\n");

describe("fences", () => {
  it("have a language, a meta, a text and the line it begins at", () => {
    const text = [
      "# Title",
      "",
      fence('yaml live="a" profile="openshift"', "kind: Pod", "", "# ``` not here"),
    ].join("\n");
    expect(fencesOf(text)).toEqual([
      {
        language: "yaml",
        meta: 'live="a" profile="openshift"',
        line: 4,
        text: "kind: Pod\n\n# ``` not here",
      },
    ]);
  });

  it("of four backticks hold those of three", () => {
    expect(
      fencesOf(`\`\`\`\`md\n${fence("yaml", "a: 1")}\`\`\`\`\n`).map(({ language }) => language),
    ).toEqual(["md"]);
  });

  it("that nobody closes reach to the end", () => {
    expect(fencesOf("```yaml\na: 1\nb: 2")).toEqual([
      { language: "yaml", meta: "", line: 2, text: "a: 1\nb: 2" },
    ]);
  });

  it("have values and words in their meta", () => {
    const meta = 'fragment live="a fragment" title="x"';
    expect(metaValue(meta, "live")).toBe("a fragment");
    expect(metaValue(meta, "profile")).toBeUndefined();
    expect(metaHas(meta, "fragment")).toBe(true);
    expect(metaHas('live="a fragment"', "fragment")).toBe(false);
  });
});

describe("live examples", () => {
  const manifests = fence('yaml live="a"', "kind: Pod");

  it("join the two fences of an id", () => {
    const requests = fence(
      'request live="a"',
      "",
      "web curls http://api  # answered 404",
      'web looks up "x" # no-data',
    );
    expect(liveExamplesOf(manifests + requests)).toEqual([
      {
        id: "a",
        profile: "kubeadm",
        manifests: "kind: Pod",
        line: 2,
        requests: [
          { text: "web curls http://api", ending: "answered", status: 404, line: 6 },
          { text: 'web looks up "x"', ending: "no-data", line: 7 },
        ],
      },
    ]);
  });

  it("leave other fences alone", () => {
    expect(liveExamplesOf(fence("yaml", "a: 1") + fence("console", "$ ls"))).toEqual([]);
  });

  it.each([
    ["manifests alone", manifests, 'line 2: live example "a" has no requests'],
    [
      "requests alone",
      fence('request live="a"', "x curls y # refused"),
      'line 2: live example "a" has no manifests',
    ],
    ["an id used twice", manifests + manifests, 'live example "a" has two yaml fences'],
    ["another language", fence('json live="a"', "{}"), "line 2: a live fence is yaml or request"],
    [
      "a request without an ending",
      manifests + fence('request live="a"', "x curls y"),
      "line 5: write a request as",
    ],
    ["no request at all", manifests + fence('request live="a"', ""), "line 5: no request"],
  ])("%s is an error that names the line", (_what, text, message) => {
    expect(() => liveExamplesOf(text)).toThrow(message);
  });
});

describe("pages", () => {
  it("have front matter", () => {
    expect([...frontMatterOf('---\ntitle: "A: b"\nslug: /a\n---\n\nslug: /b\n')]).toEqual([
      ["title", "A: b"],
      ["slug", "/a"],
    ]);
  });

  it("have links, and none in code", () => {
    const text = `See [a](./a.mdx), [b](/docs/b) and \`[c](./c.mdx)\`.\n\n${fence("md", "[d](./d.mdx)")}`;
    expect(linksOf(text)).toEqual(["./a.mdx", "/docs/b"]);
  });
});
