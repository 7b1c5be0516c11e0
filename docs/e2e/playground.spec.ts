import { execFileSync } from "node:child_process";
import { resolve } from "node:path";
import { expect } from "@playwright/test";
import { share } from "./lab-page.ts";
import { atEveryWidth, expectAccessibleInBothThemes, expectNoSidewaysScroll, test } from "./watched.ts";

const REPOSITORY = resolve(__dirname, "../..");

/** What `podwire trace --share` prints of a request that a policy of the example lab denies. */
function sharedByCli(site: string): string {
  const main = resolve(REPOSITORY, "engine/surfaces/cli/main.ts");
  const tsx = resolve(REPOSITORY, "node_modules/tsx/dist/loader.mjs");
  const asked = ["--from", "checkout", "-n", "shop", "--to", "http://catalog", `--share=${site}`];
  const argv = ["--import", tsx, main, "trace", "-f", "labs/020-target-port/start", ...asked];
  try {
    return execFileSync(process.execPath, argv, { cwd: REPOSITORY, encoding: "utf8" }).trim();
  } catch (error) {
    // The traffic fails, and so does the command: the link is printed all the same.
    return String((error as { readonly stdout: unknown }).stdout).trim();
  }
}

test("a link from podwire trace --share opens with its request; changes go into a link of its own", async ({
  page,
  baseURL,
  browser,
}) => {
  const link = sharedByCli(baseURL ?? "");
  expect(link).toContain("/playground#s=");
  await page.goto(link);
  const request = page.locator("#task-request");
  await expect(request).toContainText("It fails", { timeout: 40_000 });
  await expect(request).toContainText("checkout curls http://catalog");
  await expect(page.getByText("These are the files of the link")).toBeVisible();
  expect(page.url()).not.toContain("#");
  const step = page.getByRole("textbox", { name: "The request, as a When step" });
  await step.fill('checkout looks up "catalog"');
  await page.getByRole("button", { name: "Ask" }).click();
  await expect(request).toContainText("It succeeds");
  await page.reload();
  await expect(request).toContainText("It succeeds", { timeout: 40_000 });

  const own = await share(page);
  const other = await browser.newPage();
  await other.goto(own);
  await expect(other.locator("#task-request")).toContainText("checkout looks up catalog", {
    timeout: 40_000,
  });
  await expect(other.locator("#task-request")).toContainText("It succeeds");
  await other.close();

  const third = await browser.newPage();
  await third.goto(`${link.slice(0, -14)}AAAA`);
  await expect(third.getByText("The link is damaged")).toBeVisible({ timeout: 40_000 });
  await expect(third.locator("#task-request")).toContainText("frontend curls http://api");
  await third.close();
});

test("a request that nobody can ask is answered in place", async ({ page }) => {
  await page.goto("/playground");
  const request = page.locator("#task-request");
  await expect(request).toContainText("It fails", { timeout: 40_000 });
  await expect(request).toContainText(/policy|NetworkPolicy/);
  const step = page.getByRole("textbox", { name: "The request, as a When step" });
  await step.fill("frontend shouts at api");
  await page.getByRole("button", { name: "Ask" }).click();
  await expect(request).toContainText("Cannot be checked");
  await page.getByRole("textbox", { name: "Cluster" }).fill("kubernets");
  await page.getByRole("button", { name: "Ask" }).click();
  await expect(request).toContainText("kubernets");
});

test("the playground has nothing that axe finds in the light and in the dark, and fits every width", async ({
  page,
}) => {
  test.slow();
  await page.goto("/playground");
  await expect(page.locator("#task-request")).toContainText("It fails", { timeout: 40_000 });
  await expectAccessibleInBothThemes(page);
  await atEveryWidth(page, () => expectNoSidewaysScroll(page));
});
