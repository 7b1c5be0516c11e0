import { expect } from "@playwright/test";
import { labData, openLab, task } from "./lab-page.ts";
import { test } from "./watched.ts";

test("once kept, a lab works without a network", async ({ page, context }) => {
  test.slow();
  // The query is how an installed page, which keeps itself, is told from a visit.
  await page.goto("/labs/020-target-port?offlineMode=true");
  await page.evaluate(async () => {
    // Ready means that everything was fetched and kept.
    const { active } = await navigator.serviceWorker.ready;
    if (active?.state === "activating")
      await new Promise((done) => active.addEventListener("statechange", done));
  });
  await context.setOffline(true);
  await openLab(page, "020-target-port?offlineMode=true");
  await page.getByRole("button", { name: "Plain text" }).click();
  const mended = (labData("020-target-port").work["services.yaml"] ?? "").replace("htpp", "http");
  await page.getByRole("textbox", { name: "services.yaml, plain text" }).fill(mended);
  await expect(task(page, "catalog")).toContainText("Passed");
});
