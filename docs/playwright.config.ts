import { resolve } from "node:path";
import { defineConfig } from "@playwright/test";

const PORT = Number(process.env["SITE_PORT"] ?? 4387);

export default defineConfig({
  testDir: "e2e",
  outputDir: "../reports/browser",
  // Long enough for a busy machine; what passes does not wait.
  timeout: 120_000,
  expect: { timeout: 30_000 },
  forbidOnly: true,
  retries: 0,
  workers: 2,
  fullyParallel: true,
  reporter: [["line"], ["json", { outputFile: resolve(__dirname, "../reports/browser.json") }]],
  use: {
    baseURL: `http://localhost:${PORT}`,
    launchOptions: {
      executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
      // A container's root has no user namespaces for the sandbox.
      args: ["--no-sandbox"],
    },
  },
  webServer: { command: `node e2e/serve.mjs ${PORT}`, port: PORT, reuseExistingServer: false },
});
