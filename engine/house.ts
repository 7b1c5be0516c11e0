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

export const FLOORS: readonly Floor[] = [
  { folder: "engine/values", mayImport: [] },
  { folder: "engine/trace", mayImport: GROUND },
  { folder: "engine/api", mayImport: GROUND },
  { folder: "engine/cluster", mayImport: [...FLOOR_1, "engine/trace"] },
  { folder: "engine/network", mayImport: FLOOR_2 },
  { folder: "engine/workload", mayImport: FLOOR_3 },
  { folder: "engine/explain", mayImport: [...GROUND, "engine/trace"] },
  { folder: "engine/surfaces/library", mayImport: ROOF },
  {
    folder: "engine/surfaces/cli",
    mayImport: [...ROOF, "engine/surfaces/library", "engine/index.ts", "steps"],
  },
  { folder: "steps", mayImport: ["engine/index.ts"] },
];
