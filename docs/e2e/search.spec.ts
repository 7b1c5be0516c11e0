import { expect } from "@playwright/test";
import { test } from "./watched.ts";

test("the search finds a page, and no solution", async ({ page }) => {
  await page.goto("/");
  await page
    .getByRole("combobox", { name: "Search" })
    .or(page.getByPlaceholder("Search"))
    .first()
    .fill("targetPort");
  await expect(page.getByRole("option").first()).toBeVisible();
});
