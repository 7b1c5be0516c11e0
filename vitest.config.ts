import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["engine/**/*.test.ts", "steps/**/*.test.ts", "features/**/*.test.ts", "bench/**/*.test.ts"],
    isolate: false,
    passWithNoTests: false,
  },
});
