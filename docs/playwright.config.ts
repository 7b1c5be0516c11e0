import { resolve } from "node:path";
import { defineConfig } from "@playwright/test";

const PORT = Number(process.env["SITE_PORT"] ?? 4387);

export default defineConfig({
  testDir: "e2e",
  outputDir: "../reports/browser",
  timeout: 60_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  // A busy machine may type into an editor while it loads; what fails three times is broken.
  retries: 2,
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
