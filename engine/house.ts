/**
 * The floors of the house, bottom to top, and what each may import. A folder's own files are always allowed.
 * Paths are relative to the repository root; `*` stands for one folder.
 */
export interface Floor {
  readonly folder: string;
  readonly mayImport: readonly string[];
}

const GROUND = ["engine/values"];
const FLOOR_1 = [...GROUND, "engine/api"];
const FLOOR_2 = [...FLOOR_1, "engine/trace", "engine/cluster"];
const FLOOR_3 = [...FLOOR_2, "engine/network"];
const FLOOR_4 = [...FLOOR_3, "engine/workload"];
const ROOF = [...FLOOR_4, "engine/explain"];

/** What the site may know of the engine and of the steps. */
const DOORS = [
  "engine/index.ts",
  "engine/surfaces/shell/index.ts",
  "steps/runner/result.ts",
  "steps/runner/run-feature.ts",
  "engine/surfaces/lab",
  "steps/lab",
];

export const FLOORS: readonly Floor[] = [
  { folder: "engine/values", mayImport: [] },
  { folder: "engine/trace", mayImport: GROUND },
  { folder: "engine/api", mayImport: GROUND },
  { folder: "engine/cluster", mayImport: [...FLOOR_1, "engine/trace"] },
  { folder: "engine/network", mayImport: FLOOR_2 },
  { folder: "engine/workload", mayImport: FLOOR_3 },
  { folder: "engine/explain", mayImport: [...GROUND, "engine/trace"] },
  { folder: "engine/surfaces/library", mayImport: ROOF },
  { folder: "engine/surfaces/api-server", mayImport: [...ROOF, "engine/surfaces/library"] },
  {
    folder: "engine/surfaces/kubectl",
    mayImport: [...ROOF, "engine/surfaces/library", "engine/surfaces/api-server"],
  },
  {
    folder: "engine/surfaces/shell",
    mayImport: [...ROOF, "engine/surfaces/library", "engine/surfaces/api-server", "engine/surfaces/kubectl"],
  },
  { folder: "engine/surfaces/gherkin", mayImport: [] },
  { folder: "engine/surfaces/lab", mayImport: [...ROOF, "engine/surfaces/gherkin"] },
  {
    folder: "engine/surfaces/cli",
    mayImport: [
      ...ROOF,
      "engine/surfaces/library",
      "engine/surfaces/shell",
      "engine/surfaces/lab",
      "engine/index.ts",
      "steps",
    ],
  },
  {
    folder: "steps",
    mayImport: [
      "engine/index.ts",
      "engine/surfaces/gherkin",
      "engine/surfaces/lab",
      "engine/surfaces/shell/index.ts",
    ],
  },
  { folder: "docs/src", mayImport: [...DOORS, "docs/generated"] },
  {
    folder: "docs/site",
    mayImport: [
      ...DOORS,
      "steps/vocabulary.ts",
      "engine/surfaces/cli/help.ts",
      "docs/src",
      "docs/live-example.ts",
    ],
  },
];

/** Files that may touch the machine: the command line, the cucumber adapter and reading of manifests. */
export const IMPURE_FILES: readonly string[] = [
  "engine/surfaces/cli/",
  "steps/node.ts",
  "steps/manifest-files.ts",
];

/** Lines: no file above `cap`, and the whole tree spread like the codebases we learn from. */
export const SIZES: { readonly cap: number; readonly median: number; readonly p90: number } = {
  cap: 400,
  median: 100,
  p90: 250,
};
