import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { expect, type Locator, type Page } from "@playwright/test";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { atEveryWidth, expectAccessibleInBothThemes, expectNoSidewaysScroll, test } from "./watched.ts";

const REPOSITORY = resolve(__dirname, "../..");

async function openAuthor(page: Page): Promise<void> {
  await page.goto("/labs/author");
  await expect(page.locator(".pw-top__time")).toHaveText(/read in \d+ ms/, { timeout: 40_000 });
}

const files = (page: Page): Locator => page.getByRole("navigation", { name: "Files of the lab" });

/** Puts a text into a file of the folder as somebody does who pastes it. */
async function write(page: Page, path: string, text: string): Promise<void> {
  const entry = files(page).getByRole("button", { name: path });
  if ((await entry.count()) === 0) {
    await page.getByRole("textbox", { name: "Path of a new file" }).fill(path);
    await page.getByRole("button", { name: "Add", exact: true }).click();
  } else await entry.first().click();
  const editor = page.getByRole("textbox", { name: new RegExp(`^${path.replace(/[.]/g, "\\.")}, `) });
  await editor.click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText(text);
}

/** What the learner's editor of the trial holds. */
async function tryFile(page: Page, name: string, text: string): Promise<void> {
  await part(page, "Editor");
  const editor = page.getByRole("region", { name: "Editor", exact: true });
  await editor.getByRole("button", { name: new RegExp(`^${name}`) }).click();
  const plain = editor.getByRole("button", { name: "Plain text" });
  if (await plain.isVisible()) await plain.click();
  await page.getByRole("textbox", { name: `${name}, plain text` }).fill(text);
}

async function part(page: Page, name: string): Promise<void> {
  await page.getByRole("navigation", { name: "Parts of the trial" }).getByRole("button", { name }).click();
}

async function record(page: Page, choose: (dialog: Locator) => Promise<void>): Promise<string> {
  await page.getByRole("button", { name: "Record…" }).click();
  const dialog = page.getByRole("dialog", { name: "Record" });
  await expect(dialog.getByRole("radio").first()).toBeVisible();
  await choose(dialog);
  await dialog.getByRole("button", { name: "Record", exact: true }).click();
  const note = dialog.getByRole("status");
  await expect(note).not.toBeEmpty();
  const said = await note.innerText();
  await dialog.getByRole("button", { name: "Close" }).click();
  return said;
}

async function exported(page: Page): Promise<Readonly<Record<string, string>>> {
  await page.getByRole("button", { name: "Open and save…" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Export a zip" }).click(),
  ]);
  await page.getByRole("dialog", { name: "Open and save" }).getByRole("button", { name: "Close" }).click();
  const bytes = unzipSync(new Uint8Array(readFileSync(await download.path())));
  return Object.fromEntries(Object.entries(bytes).map(([path, content]) => [path, strFromU8(content)]));
}

/** What `podwire lab check` says of the folder. */
function labCheck(folder: Readonly<Record<string, string>>, id: string): string {
  const base = mkdtempSync(join(tmpdir(), "author-"));
  try {
    for (const [path, text] of Object.entries(folder)) {
      mkdirSync(dirname(join(base, "labs", path)), { recursive: true });
      writeFileSync(join(base, "labs", path), text);
    }
    const main = join(REPOSITORY, "engine/surfaces/cli/main.ts");
    const { FORCE_COLOR: _, ...env } = process.env;
    const tsx = join(REPOSITORY, "node_modules/tsx/dist/loader.mjs");
    return execFileSync(process.execPath, ["--import", tsx, main, "lab", "check", id], {
      cwd: base,
      encoding: "utf8",
      env: { ...env, NO_COLOR: "1" },
    });
  } finally {
    rmSync(base, { recursive: true });
  }
}

const WORKLOADS = ["web", "db", "batch"]
  .map(
    (name) => `apiVersion: v1
kind: Pod
metadata:
  name: ${name}
  namespace: shop
  labels:
    app: ${name}
spec:
  containers:
    - name: ${name}
      image: example.com/${name}:1
${name === "db" ? "      ports:\n        - containerPort: 5432\n" : ""}`,
  )
  .join("---\n");

const policy = (from: string): string => `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: db
  namespace: shop
spec:
  podSelector:
    matchLabels:
      app: db
  ingress:
${from}`;

const RIGHT = policy(
  "    - from:\n        - podSelector:\n            matchLabels:\n              app: web\n",
);
const EVERYBODY = policy("    - {}\n");
const NOBODY = policy("    []\n").replace("ingress:\n    []", "ingress: []");

const PAGE = `---
title: The open database
description: Everybody reaches the database, and nobody but web should.
level: beginner
minutes: 10
track: policy
objectives:
  - Let one client in
tags:
  - network-policy
displayed_sidebar: null
---

Only \`web\` has business with \`db\`.

<Task id="shut" />
`;

const FEATURE = `Feature: The open database

  Background:
    Given the lab cluster
    And namespace "shop"

  @task:shut
  Scenario: Only web reaches db
    Then only these connections are allowed:
      | from | to | port |
      | web  | db | 5432 |
`;

test("an author writes a lab, records it, and podwire lab check takes the exported folder", async ({
  page,
}) => {
  test.slow();
  await openAuthor(page);
  for (const path of [
    "start/services.yaml",
    "hints/reach-api.md",
    "solution/01-reach-api.yaml",
    "wrong/no-such-name/expect.yaml",
    "wrong/no-such-name/services.yaml",
    "wrong/port-instead/expect.yaml",
    "wrong/port-instead/services.yaml",
  ]) {
    await files(page).getByRole("button", { name: path }).click();
    await page.getByRole("button", { name: "Remove" }).click();
    await expect(page.locator(".pw-source__path")).not.toHaveText(path);
  }
  const name = page.getByRole("textbox", { name: "Folder of the lab" });
  await name.fill("910-open-db");
  await write(page, "index.mdx", PAGE);
  await write(page, "tasks.feature", FEATURE);
  await write(page, "lab.yaml", "schemaVersion: 1\nid: 910-open-db\nopen:\n  - policy.yaml\n");
  await write(
    page,
    "start/10-workloads.yaml",
    `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n---\n${WORKLOADS}`,
  );
  await expect(page.getByRole("heading", { name: "The open database" })).toBeVisible();
  await expect(page.locator("#task-shut")).toContainText("Not yet");
  await expect(page.locator(".pw-source .pw-problems")).toContainText("hints/shut.md is missing");
  await write(
    page,
    "hints/shut.md",
    "Who gets in?\n\n---\n\nA policy selects `db`.\n\n---\n\nOne `from` with `app: web`.\n",
  );

  await tryFile(page, "policy.yaml", EVERYBODY);
  await expect(page.getByText("0 of 1 task green")).toBeVisible();
  const wrong = await record(page, async (dialog) => {
    await dialog.getByRole("radio", { name: "as a wrong answer" }).check();
    await dialog.getByRole("textbox", { name: "Name" }).fill("everybody");
    await dialog.getByRole("combobox", { name: "The hint it deserves" }).selectOption("");
    await dialog
      .getByRole("textbox", { name: "Words of the new hint" })
      .fill("An empty rule lets everybody in.");
  });
  expect(wrong).toContain("wrong/everybody/expect.yaml");
  await tryFile(page, "policy.yaml", NOBODY);
  await record(page, async (dialog) => {
    await dialog.getByRole("radio", { name: "as a wrong answer" }).check();
    await dialog.getByRole("textbox", { name: "Name" }).fill("nobody");
  });
  await tryFile(page, "policy.yaml", RIGHT);
  await expect(page.getByText("1 of 1 task green")).toBeVisible();
  const solution = await record(page, async (dialog) => {
    await expect(dialog.getByRole("radio", { name: "as the solution of a task" })).toBeChecked();
  });
  expect(solution).toContain("solution/01-shut.yaml");
  await write(page, "solution/README.mdx", "A rule with `from` lets in whom it names.\n");

  await page.getByRole("button", { name: "Check", exact: true }).click();
  const check = page.getByRole("dialog", { name: "Check" });
  await expect(check).toContainText("The lab holds", { timeout: 60_000 });
  await check.getByRole("button", { name: "Close" }).click();

  const folder = await exported(page);
  expect(folder["910-open-db/hints/shut.md"]).toContain("An empty rule lets everybody in.");
  expect(labCheck(folder, "910-open-db")).toMatch(/✓ 910-open-db 1 task · 1 solution · 2 wrong answers/);

  await page.reload();
  await expect(page.getByRole("heading", { name: "The open database" })).toBeVisible({ timeout: 40_000 });
});

test("the preview follows the text and the tasks within a second", async ({ page }) => {
  await openAuthor(page);
  await expect(page.locator("#task-reach-api")).toContainText("Not yet");
  await files(page).getByRole("button", { name: "index.mdx" }).click();
  const page1 = page.getByRole("textbox", { name: /^index\.mdx, / });
  await page1.click();
  await page.keyboard.press("ControlOrMeta+End");
  let began = performance.now();
  await page.keyboard.insertText("\n## Afterwards\n");
  await expect(page.getByRole("heading", { name: "Afterwards" })).toBeVisible();
  expect(performance.now() - began).toBeLessThan(1000);

  await files(page).getByRole("button", { name: "tasks.feature" }).click();
  await page.getByRole("textbox", { name: /^tasks\.feature, / }).click();
  await page.keyboard.press("ControlOrMeta+End");
  began = performance.now();
  await page.keyboard.insertText("    And it is refused\n");
  await expect(page.locator("#task-reach-api")).toContainText("it is refused");
  expect(performance.now() - began).toBeLessThan(1000);
});

test("what is wrong with a lab's folder is said in place", async ({ page }) => {
  await openAuthor(page);
  const problems = page.locator(".pw-source .pw-problems");
  await write(page, "hints/reach-api.md", "Only one rung.\n");
  await expect(problems).toContainText("the ladder has 1 of 3 rungs");
  await write(
    page,
    "tasks.feature",
    FEATURE.replace("only these connections are allowed:", "only the connections are allowed:"),
  );
  await expect(problems).toContainText(/tasks\.feature:\d+ error no step reads like/);
  await write(page, "start/services.yaml", "kind: [\n");
  await expect(problems).toContainText(/start\/services\.yaml:\d+ error not valid YAML/);
  await write(page, "lab.yaml", "id: [\n");
  await expect(problems).toContainText(/lab\.yaml:\d+ error not valid YAML/);
  await write(page, "index.mdx", `${PAGE}\n<Blink>\n`);
  await expect(page.getByRole("alert")).toContainText("index.mdx:");
  // The last of it that could be read is still there to try.
  await part(page, "Terminal");
  await page.getByRole("textbox", { name: "Command" }).fill("echo usable");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("log")).toContainText("usable");
});

test("a zip can be opened again; one that is no lab, or a bomb, changes nothing", async ({ page }) => {
  await openAuthor(page);
  const opens = async (entries: Record<string, Uint8Array>, words: string): Promise<void> => {
    const dialog = page.getByRole("dialog", { name: "Open and save" });
    if (!(await dialog.isVisible())) await page.getByRole("button", { name: "Open and save…" }).click();
    await dialog.getByLabel("Zip to open").setInputFiles({
      name: "some.zip",
      mimeType: "application/zip",
      buffer: Buffer.from(zipSync(entries)),
    });
    // What was said of the one before may still be there.
    await expect(dialog.getByRole("status")).toContainText(words);
  };
  await opens({ "notes.txt": strToU8("x") }, "holds no lab.yaml");
  const bomb = Object.fromEntries(
    Array.from({ length: 30 }, (_, at) => [`a/start/${at}.yaml`, new Uint8Array(900_000)]),
  );
  await opens(bomb, "unfolds into more than 20 MB");
  const lab = { "920-other/lab.yaml": strToU8("schemaVersion: 1\n"), "920-other/../evil.yaml": strToU8("x") };
  await opens(lab, "920-other is open");
  await page.getByRole("dialog", { name: "Open and save" }).getByRole("button", { name: "Close" }).click();
  await expect(files(page)).not.toContainText("evil");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("textbox", { name: "Folder of the lab" })).toHaveValue("900-my-lab");
});

test("where the browser allows it, the lab is written into a folder and read from it", async ({ page }) => {
  await page.addInitScript(() => {
    Object.assign(window, { showDirectoryPicker: () => navigator.storage.getDirectory() });
  });
  await openAuthor(page);
  await write(page, "solution/README.mdx", "Changed here.\n");
  await page.getByRole("button", { name: "Open and save…" }).click();
  const dialog = page.getByRole("dialog", { name: "Open and save" });
  await dialog.getByRole("button", { name: "Save to a folder" }).click();
  await expect(dialog.getByRole("status")).toContainText(/Wrote \d+ files/);
  const kept = await page.evaluate(async () => {
    const lab = await (await navigator.storage.getDirectory()).getDirectoryHandle("900-my-lab");
    const file = await (await lab.getDirectoryHandle("solution")).getFileHandle("README.mdx");
    return (await file.getFile()).text();
  });
  expect(kept).toBe("Changed here.\n");
  await page.evaluate(() => {
    const root = navigator.storage.getDirectory();
    Object.assign(window, {
      showDirectoryPicker: async () => (await root).getDirectoryHandle("900-my-lab"),
    });
  });
  await dialog.getByRole("button", { name: "Open a folder" }).click();
  await expect(dialog.getByRole("status")).toContainText("900-my-lab is open");
});

test("author mode has nothing that axe finds, in the light and in the dark", async ({ page }) => {
  test.slow();
  await openAuthor(page);
  await expect(page.locator("#task-reach-api")).toBeVisible();
  await expectAccessibleInBothThemes(page);
  await page.getByRole("button", { name: "Record…" }).click();
  await expect(page.getByRole("dialog", { name: "Record" }).getByRole("radio").first()).toBeVisible();
  await expectAccessibleInBothThemes(page);
});

test("author mode fits every width, each part of it", async ({ page }) => {
  await openAuthor(page);
  await atEveryWidth(page, async (width) => {
    await expectNoSidewaysScroll(page);
    if (width >= 1100) return;
    const parts = page.getByRole("navigation", { name: "Parts of the page" });
    for (const name of ["Folder", "Text", "Diagram", "Editor", "Terminal"]) {
      await parts.getByRole("button", { name, exact: true }).click();
      await expectNoSidewaysScroll(page);
    }
  });
});
