import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: [
      "engine/**/*.test.ts",
      "steps/**/*.test.ts",
      "features/**/*.test.ts",
      "bench/**/*.test.ts",
      "docs/**/*.test.ts",
    ],
    isolate: false,
    // One is held back by default; of two cores that is half of the machine.
    maxWorkers: "100%",
    // Property tests take seconds on a busy machine; a hang is found all the same.
    testTimeout: 240_000,
    passWithNoTests: false,
  },
});
