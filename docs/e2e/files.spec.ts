import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { expect } from "@playwright/test";
import { unzipSync } from "fflate";
import { labData, task } from "./lab-page.ts";
import { test } from "./watched.ts";

const ZIP = resolve(__dirname, "../podwire-site.zip");
const LAB = "020-target-port";

let folder = "";

test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "site-"));
  const files = Object.entries(unzipSync(new Uint8Array(readFileSync(ZIP))));
  expect(files.length).toBeGreaterThan(50);
  for (const [path, content] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
});

test.afterAll(() => rmSync(folder, { recursive: true }));

test("unpacked and opened from the file system, the site leads to a chapter and to a lab that turns green", async ({
  page,
}) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(pathToFileURL(join(folder, "podwire-site/index.html")).href);
  await page.getByRole("link", { name: "Read the guide" }).click();
  await expect(page.getByText("frontend curls http://api:8080")).toBeVisible();
  const manifests = page.getByRole("textbox", { name: "Manifests of example first-contact" });
  await manifests.fill((await manifests.inputValue()).replace("port: 80,", "port: 8080,"));
  await page.getByRole("button", { name: "Run", exact: true }).click();
  const answers = page.getByRole("list").filter({ hasText: "frontend curls http://api:8080" });
  await expect(answers.getByRole("listitem").nth(2)).toContainText("answered 200");

  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Labs" }).click();
  await page.getByRole("link", { name: "The misspelt targetPort" }).click();
  await expect(page.getByText(/checked in \d+ ms/)).toBeVisible();
  await expect(task(page, "catalog")).toContainText("Not yet");
  await page.getByRole("button", { name: "Plain text" }).click();
  const mended = (labData(LAB).work["services.yaml"] ?? "").replace("htpp", "http");
  await page.getByRole("textbox", { name: "services.yaml, plain text" }).fill(mended);
  await expect(task(page, "catalog")).toContainText("Passed");
  await page.reload();
  await expect(task(page, "catalog")).toContainText("Passed");
  expect(asked.length).toBeGreaterThan(5);
  expect(asked.filter((url) => !/^(file|blob|data):/.test(url))).toEqual([]);
});
