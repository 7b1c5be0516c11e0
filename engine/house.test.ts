import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { FLOORS } from "./house.ts";
import * as rules from "./testing/house-rules.ts";
import { controllers, homeless, lessons } from "./testing/lesson-rules.ts";

type HouseFile = rules.HouseFile;
type Rule = (files: readonly HouseFile[]) => rules.Finding;

const files: readonly HouseFile[] = execFileSync("git", [
  "ls-files",
  "-z",
  "--cached",
  "--others",
  "--exclude-standard",
])
  .toString()
  .split("\0")
  .filter((path) => /\.(ts|tsx|mts|mjs|md|hbs|json|yaml|feature)$/.test(path))
  .flatMap((path) => read(path));

function read(path: string): readonly HouseFile[] {
  try {
    return [{ path, text: readFileSync(path, "utf8") }];
  } catch {
    return [];
  }
}

/** Each rule, the least it must have seen, and a planted violation that it must find. */
const RULES: readonly { name: string; rule: Rule; atLeast: number; planted: readonly HouseFile[] }[] = [
  {
    name: "floors import floors below",
    rule: rules.layering,
    atLeast: 100,
    planted: [{ path: "engine/values/ip.ts", text: 'import type { Pod } from "../api/core/pod.ts";' }],
  },
  {
    name: "a dynamic import is an import",
    rule: rules.layering,
    atLeast: 1,
    planted: [{ path: "engine/values/ip.ts", text: 'const pod = await import("../api/core/pod.ts");' }],
  },
  {
    name: "the site comes in by the doors",
    rule: rules.layering,
    atLeast: 1,
    planted: [
      { path: "docs/src/lab/page.tsx", text: 'import { walk } from "../../../engine/network/walk.ts";' },
    ],
  },
  {
    name: "every file stands on a floor",
    rule: rules.layering,
    atLeast: 1,
    planted: [{ path: "engine/helpers/ip.ts", text: "" }],
  },
  {
    name: "functions and controllers stand alone",
    rule: rules.neighbours,
    atLeast: 10,
    planted: [
      {
        path: "engine/network/functions/pod-link/pod-link.ts",
        text: 'export { tableOf } from "../network-policy/table.ts";',
      },
    ],
  },
  {
    name: "paths are rows",
    rule: rules.paths,
    atLeast: 5,
    planted: [{ path: "engine/network/paths/calico.ts", text: "if (cni) {}" }],
  },
  {
    name: "no clock, no chance, no I/O",
    rule: rules.purity,
    atLeast: 50,
    planted: [{ path: "engine/network/walk.ts", text: "const now = Date.now();" }],
  },
  {
    name: "exports have names, and one door",
    rule: rules.exportsByName,
    atLeast: 50,
    planted: [{ path: "engine/values/index.ts", text: 'export * from "./ip.ts";' }],
  },
  {
    name: "no import cycles",
    rule: rules.cycles,
    atLeast: 50,
    planted: [
      { path: "engine/values/a.ts", text: 'import type { B } from "./b.ts";' },
      { path: "engine/values/b.ts", text: 'import type { A } from "./a.ts";' },
    ],
  },
  {
    name: "files are short",
    rule: rules.sizes,
    atLeast: 50,
    planted: [{ path: "engine/values/ip.ts", text: "\n".repeat(500).concat("x") }],
  },
  {
    name: "a function folder is a lesson",
    rule: lessons,
    atLeast: 4,
    planted: [{ path: "engine/network/functions/nat/nat.ts", text: "" }],
  },
  {
    name: "a controller folder is whole",
    rule: controllers,
    atLeast: 10,
    planted: [{ path: "engine/cluster/controllers/job/job.ts", text: "" }],
  },
  {
    name: "nothing ties the repository to a machine",
    rule: homeless,
    atLeast: 100,
    planted: [{ path: "README.md", text: `see ${["", "home", "me"].join("/")}` }],
  },
];

describe("the house", () => {
  it.each(RULES)("$name", ({ rule, atLeast, planted }) => {
    expect(rule(planted).violations, "the planted violation").not.toEqual([]);
    const { violations, seen } = rule(files);
    expect(violations).toEqual([]);
    expect(seen).toBeGreaterThanOrEqual(atLeast);
  });

  it("code that functions share has two users", () => {
    const planted = [{ path: "engine/network/shared/nat.ts", text: "" }];
    expect(rules.shared(planted)).toEqual({
      violations: ["engine/network/shared/nat.ts is shared by 0 functions"],
      seen: 1,
    });
    expect(rules.shared(files).violations).toEqual([]);
  });

  it("names every floor that exists, and no other", () => {
    for (const { folder } of FLOORS) {
      expect(
        files.some(({ path }) => path.startsWith(`${folder}/`)),
        folder,
      ).toBe(true);
    }
  });
});
