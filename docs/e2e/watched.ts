import { AxeBuilder } from "@axe-core/playwright";
import { test as base, expect, type Page } from "@playwright/test";

/** A page on which any console error, broken request or breach of the content policy fails the test. */
export const test = base.extend({
  page: async ({ page }, use) => {
    const troubles: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error") troubles.push(message.text());
    });
    page.on("pageerror", (error) => troubles.push(error.message));
    page.on("response", (response) => {
      if (response.status() >= 400) troubles.push(`${response.status()} ${response.url()}`);
    });
    await use(page);
    expect(troubles).toEqual([]);
  },
});

/** Opens a page and waits until it answers: what is typed into a page that is not alive yet is lost. */
export async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await expect(page.locator("html[data-alive]")).toBeAttached({ timeout: 40_000 });
}

/** As `expectAccessible`, in the light and in the dark. */
export async function expectAccessibleInBothThemes(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await expect(page.locator("html")).toHaveAttribute("data-theme", colorScheme);
    await expectAccessible(page);
  }
}

/** Looks at the page at the width of a desk, a tablet and a telephone. */
export async function atEveryWidth(page: Page, look: (width: number) => Promise<void>): Promise<void> {
  for (const width of [1440, 768, 390]) {
    await page.setViewportSize({ width, height: 800 });
    await look(width);
  }
}

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const shown = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join("\n  ")}`,
  );
  expect(shown).toEqual([]);
}

export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const [wide, width] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  expect(wide).toBeLessThanOrEqual(width ?? 0);
}
