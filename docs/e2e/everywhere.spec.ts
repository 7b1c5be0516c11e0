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
  for (const colorScheme of ["light", "dark"] as const) {
    test(`${path} in ${colorScheme} has nothing that axe finds`, async ({ page }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await open(page, path);
      await expectAccessible(page);
    });
  }

  for (const width of [390, 768, 1440]) {
    test(`${path} fits ${width} pixels`, async ({ page }) => {
      await page.setViewportSize({ width, height: 800 });
      await open(page, path);
      await expectNoSidewaysScroll(page);
    });
  }
}
