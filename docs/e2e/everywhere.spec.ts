import { atEveryWidth, expectAccessibleInBothThemes, expectNoSidewaysScroll, open, test } from "./watched.ts";

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
    await open(page, path);
    await expectAccessibleInBothThemes(page);
    await atEveryWidth(page, () => expectNoSidewaysScroll(page));
  });
}
