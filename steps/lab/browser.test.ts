import { resolve } from "node:path";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";

const ROOT = resolve(import.meta.dirname, "../..");

describe("what a page's worker needs", () => {
  it("bundles for a browser: no Node, no cucumber-js", async () => {
    const contents = `
      export { hintFor } from "./steps/lab/hint-for.ts";
      export { runPrediction } from "./steps/lab/predict.ts";
      export { runTasks, scenariosOf } from "./steps/lab/run-tasks.ts";
      export { readLab } from "./engine/surfaces/lab/read.ts";
      export { startOf, withAnswers } from "./engine/surfaces/lab/work.ts";`;
    const { errors, metafile } = await build({
      stdin: { contents, resolveDir: ROOT, loader: "ts" },
      absWorkingDir: ROOT,
      bundle: true,
      platform: "browser",
      format: "esm",
      write: false,
      metafile: true,
      // The terminal's bash can read gzip in Node; in a page nobody asks for it.
      external: ["node:zlib"],
      splitting: true,
      outdir: "unused",
      logLevel: "silent",
    });
    const inputs = Object.keys(metafile.inputs);
    expect(errors).toEqual([]);
    expect(inputs).toContain("steps/runner/run-feature.ts");
    expect(inputs.filter((path) => path.includes("@cucumber/cucumber/") || path === "steps/node.ts")).toEqual(
      [],
    );
  });
});
