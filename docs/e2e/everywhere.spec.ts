import { expect } from "@playwright/test";
import { expectAccessible, expectNoSidewaysScroll, open, test } from "./watched.ts";

const PAGES = [
  "/",
  "/docs",
  "/docs/end-to-end",
  "/docs/reference/steps",
  "/docs/functions/network-policy",
  "/labs",
];

for (const path of PAGES) {
  test(`${path} has nothing that axe finds, in the light and in the dark, and fits every width`, async ({
    page,
  }) => {
    test.slow();
    await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
    await open(page, path);
    await expectAccessible(page);
    await page.emulateMedia({ colorScheme: "dark" });
    await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
    await expectAccessible(page);
    for (const width of [1440, 768, 390]) {
      await page.setViewportSize({ width, height: 800 });
      await expectNoSidewaysScroll(page);
    }
  });
}
