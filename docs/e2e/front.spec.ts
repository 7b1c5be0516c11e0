import { expect } from "@playwright/test";
import { open, test } from "./watched.ts";

/** A chapter whose diagram stands far down. */
const DIAGRAM = "/docs/ingress/tls";

test("a visitor turns the home page's scenario from red to green", async ({ page }) => {
  await open(page, "/");
  await expect(page.getByText("1 of 2 scenarios pass")).toBeVisible();
  const policy = page.getByRole("textbox", { name: "policy.yaml" });
  const text = await policy.inputValue();
  await policy.fill(text.replace("app: web", "app: frontend"));
  await expect(page.getByText("2 of 2 scenarios pass")).toBeVisible();
  await policy.fill(text.replace("app: web", "app: batch"));
  await expect(page.getByText("0 of 2 scenarios pass")).toBeVisible();
});

test("a policy that is no YAML gets a message in place", async ({ page }) => {
  await open(page, "/");
  await page.getByRole("textbox", { name: "policy.yaml" }).fill("kind: [");
  await expect(page.getByText(/policy\.yaml:\d+/).first()).toBeVisible();
  await page.getByRole("button", { name: "Break it again" }).click();
  await expect(page.getByText("1 of 2 scenarios pass")).toBeVisible();
});

test("the verdicts of a chapter are there without JavaScript, and anew with it", async ({
  page,
  browser,
}) => {
  const plain = await browser.newPage({ javaScriptEnabled: false });
  await plain.goto("/docs");
  await expect(plain.getByText("frontend curls http://api:8080")).toBeVisible();
  await expect(plain.getByText("dropped", { exact: true })).toBeVisible();
  await plain.close();

  await open(page, "/docs");
  const manifests = page.getByRole("textbox", { name: "Manifests of example first-contact" });
  await manifests.fill((await manifests.inputValue()).replace("port: 80,", "port: 8080,"));
  await page.getByRole("button", { name: "Run", exact: true }).click();
  const answers = page.getByRole("list").filter({ hasText: "frontend curls http://api:8080" });
  await expect(answers.getByRole("listitem").nth(2)).toContainText("answered 200");
  await expect(answers.getByRole("listitem").nth(0)).toContainText("dropped");
});

test("who reads as a developer keeps doing so, and unfolds the others again", async ({ page }) => {
  await open(page, "/docs/end-to-end");
  const all = page.locator("[data-persona]");
  expect(await all.count()).toBeGreaterThan(1);
  await page.getByRole("combobox", { name: "I read as" }).first().selectOption("developer");
  await expect(page.locator('[data-persona="developer"] p').first()).toBeVisible();
  await expect(page.locator('[data-persona="architect"] p')).toHaveCount(0);
  await open(page, "/docs/services");
  await expect(page.getByRole("combobox", { name: "I read as" }).first()).toHaveValue("developer");
  await page.getByRole("combobox", { name: "I read as" }).first().selectOption("all");
  await expect(page.locator(".pw-persona--folded")).toHaveCount(0);
});

test("who prefers oc sees oc on the next page too", async ({ page }) => {
  await open(page, "/docs/services");
  await page.getByRole("tab", { name: "oc", exact: true }).first().click();
  await open(page, "/docs/endpoint-slices");
  await expect(page.getByRole("tab", { name: "oc", exact: true }).first()).toHaveAttribute(
    "aria-selected",
    "true",
  );
});

test("a diagram is drawn when the reader comes to it, and not before", async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 500 });
  await open(page, DIAGRAM);
  const diagram = page.locator(".pw-mermaid").last();
  await expect(diagram.locator("svg")).toHaveCount(0);
  await diagram.scrollIntoViewIfNeeded();
  await expect(diagram.locator("svg")).toBeVisible();
});
