import { expect } from "@playwright/test";
import { allLabs, importWork, openLab, task } from "./lab-page.ts";
import { test } from "./watched.ts";

for (const lab of allLabs()) {
  test(`${lab.id} is red at the start as in Node, and green with its solution`, async ({ page }) => {
    test.slow();
    await openLab(page, lab.id);
    for (const { task: id, status, observed } of lab.start) {
      const words = status === "passed" ? "Passed" : status === "failed" ? "Not yet" : "Cannot be checked";
      await expect(task(page, id).getByRole("status")).toContainText(words);
      if (observed !== undefined && status !== "passed") await expect(task(page, id)).toContainText(observed);
    }
    expect(lab.start.some(({ status }) => status !== "passed")).toBe(true);
    await importWork(page, lab.id, lab.solved);
    for (const { id } of lab.tasks) await expect(task(page, id).getByRole("status")).toContainText("Passed");
    await expect(page.getByText("All tasks are green")).toBeVisible();
  });
}
