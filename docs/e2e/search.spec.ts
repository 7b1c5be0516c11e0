import { expect } from "@playwright/test";
import { open, test } from "./watched.ts";

test("the search is fetched when it is wanted, and finds a page", async ({ page }) => {
  await open(page, "/");
  await page.getByRole("button", { name: "Search" }).click();
  await expect(page.getByPlaceholder("Search")).toBeFocused();
  await page.keyboard.type("targetPort");
  await expect(page.getByRole("option").first()).toBeVisible();
});
