import { expect } from "@playwright/test";
import { test } from "./watched.ts";

test("a visitor turns the home page's scenario from red to green", async ({ page }) => {
  await page.goto("/");
  await expect(page.getByText("1 of 2 scenarios pass")).toBeVisible();
  const policy = page.getByRole("textbox", { name: "policy.yaml" });
  const text = await policy.inputValue();
  await policy.fill(text.replace("app: web", "app: frontend"));
  await expect(page.getByText("2 of 2 scenarios pass")).toBeVisible();
  await policy.fill(text.replace("app: web", "app: batch"));
  await expect(page.getByText("0 of 2 scenarios pass")).toBeVisible();
});

test("a policy that is no YAML gets a message in place", async ({ page }) => {
  await page.goto("/");
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

  // Typing into a page that is not alive yet puts the text behind the old one.
  await page.goto("/docs", { waitUntil: "networkidle" });
  const manifests = page.getByRole("textbox", { name: "Manifests of example first-contact" });
  await manifests.fill((await manifests.inputValue()).replace("port: 80,", "port: 8080,"));
  await page.getByRole("button", { name: "Run", exact: true }).click();
  const answers = page.getByRole("list").filter({ hasText: "frontend curls http://api:8080" });
  await expect(answers.getByRole("listitem").nth(2)).toContainText("answered 200");
  await expect(answers.getByRole("listitem").nth(0)).toContainText("dropped");
});
