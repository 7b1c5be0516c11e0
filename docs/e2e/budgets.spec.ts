import { gzipSync } from "node:zlib";
import { expect, type Page } from "@playwright/test";
import { openLab } from "./lab-page.ts";
import { test } from "./watched.ts";

/** Kilobytes, compressed, of what a page needs beside its text: scripts and styles; the engine's worker counts for itself. */
async function weight(page: Page): Promise<number> {
  const own = await page.evaluate(() =>
    performance
      .getEntriesByType("resource")
      .map((entry) => entry as PerformanceResourceTiming)
      .filter(({ name, initiatorType }) =>
        // What is fetched ahead for the next page is a "link" too, and none of this page's weight.
        name.endsWith(".js") ? initiatorType === "script" : name.endsWith(".css"),
      )
      .map(({ name }) => name),
  );
  const urls = [...new Set(own)];
  expect(urls.length).toBeGreaterThan(3);
  const sizes = await Promise.all(
    urls.map(async (url) => gzipSync(await (await page.request.get(url)).body(), { level: 9 }).length),
  );
  return sizes.reduce((sum, size) => sum + size, 0) / 1000;
}

test("a chapter without a diagram weighs at most 220 kB", async ({ page }) => {
  await page.goto("/docs/services/cluster-ip", { waitUntil: "networkidle" });
  const kilobytes = await weight(page);
  console.log(`chapter: ${kilobytes.toFixed(0)} kB`);
  expect(kilobytes).toBeLessThanOrEqual(220);
});

test("a lab weighs at most 450 kB beside the engine", async ({ page }) => {
  await openLab(page, "020-target-port");
  await page.waitForLoadState("networkidle");
  const kilobytes = await weight(page);
  console.log(`lab: ${kilobytes.toFixed(0)} kB`);
  expect(kilobytes).toBeLessThanOrEqual(450);
});

test("a lab is checked again within 50 ms of a change", async ({ page }) => {
  await openLab(page, "020-target-port");
  await page.getByRole("button", { name: "Plain text" }).click();
  const text = page.getByRole("textbox", { name: "services.yaml, plain text" });
  const before = await text.inputValue();
  await recordChecks(page);
  for (let round = 0; round < 6; round++) {
    await text.fill(`${before}\n# ${round}\n`);
    await expect.poll(async () => (await checks(page)).length).toBeGreaterThan(round);
  }
  const times = await checks(page);
  expect(Math.min(...times)).toBeLessThan(50);
});

/** Has the page write down how long each check took, because one can be over before anybody looks. */
async function recordChecks(page: Page): Promise<void> {
  await page.locator(".pw-top__time").evaluate((place) => {
    const watch = new MutationObserver(() => {
      const [, milliseconds] = /checked in (\d+) ms/.exec(place.textContent ?? "") ?? [];
      if (milliseconds !== undefined)
        place.setAttribute("data-checks", `${place.getAttribute("data-checks") ?? ""} ${milliseconds}`);
    });
    watch.observe(place, { childList: true, characterData: true, subtree: true });
  });
}

async function checks(page: Page): Promise<readonly number[]> {
  const recorded = await page.locator(".pw-top__time").getAttribute("data-checks");
  return (recorded ?? "").match(/\d+/g)?.map(Number) ?? [];
}
