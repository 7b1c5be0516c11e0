import { readFileSync } from "node:fs";
import { expect, type Locator, type Page } from "@playwright/test";
import { openLab, task } from "./lab-page.ts";
import { test } from "./watched.ts";

const LAB = "020-target-port";

const command = (page: Page): Locator => page.getByRole("textbox", { name: "Command" });

/** The first call also loads the terminal's bash. */
async function warm(page: Page): Promise<void> {
  await command(page).fill("echo ready");
  await command(page).press("Enter");
  await expect(page.getByRole("log").locator(".pw-terminal__out")).toHaveText("ready", { timeout: 40_000 });
  await expect(command(page)).toBeEditable();
}

test("Tab completes in the terminal, a second one lists, and nobody is caught in it", async ({ page }) => {
  await openLab(page, LAB);
  await warm(page);
  const input = command(page);
  await input.pressSequentially("kubec");
  await input.press("Tab");
  await expect(input).toHaveValue("kubectl ");
  await input.pressSequentially("get servi");
  await input.press("Tab");
  await expect(input).toHaveValue("kubectl get service");
  await input.press("Tab");
  await input.press("Tab");
  await expect(page.getByRole("log")).toContainText(
    /serviceaccounts\s+servicecidrs\s+serviceimports\s+services/,
  );
  await input.fill("kubectl get services -n sh");
  await input.press("Tab");
  await expect(input).toHaveValue("kubectl get services -n shop ");
  await input.pressSequentially("cat");
  await input.press("Tab");
  await expect(input).toHaveValue("kubectl get services -n shop catalog ");
  await input.press("Escape");
  await input.press("Tab");
  await expect(input).not.toBeFocused();
  await input.focus();
  await input.fill("");
  await input.press("Tab");
  await expect(input).not.toBeFocused();
  await input.focus();
  await input.press("Shift+Tab");
  await expect(input).not.toBeFocused();
  await expect(input).toHaveAccessibleDescription(/press Escape and then Tab/);
});

test("what was loaded counts as applied: kubectl apply of a changed file warns of nothing", async ({
  page,
}) => {
  await openLab(page, LAB);
  await warm(page);
  await command(page).fill("sed -i s/htpp/http/ services.yaml && kubectl apply -f services.yaml");
  await command(page).press("Enter");
  const log = page.getByRole("log");
  await expect(log).toContainText("service/catalog configured");
  await expect(log).toContainText("service/prices unchanged");
  await expect(log).not.toContainText("Warning");
  await expect(task(page, "catalog")).toContainText("Passed");
});

/** Types behind the end of the file, as somebody does who writes a new object. */
async function typeAtEnd(page: Page, text: string): Promise<void> {
  const editor = page.locator(".cm-content");
  await editor.click();
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.insertText(text.slice(0, -1));
  await page.keyboard.press(text.slice(-1));
}

/** Takes the first completion: for a moment after it comes up, Enter still belongs to the text. */
async function accept(page: Page): Promise<void> {
  await page.waitForTimeout(150);
  await page.keyboard.press("Enter");
  await expect(completions(page)).toHaveCount(0);
}

const completions = (page: Page): Locator => page.locator(".cm-tooltip-autocomplete li");

test("the editor completes kinds, fields and the names that the cluster has", async ({ page }) => {
  await openLab(page, LAB);
  await page
    .getByRole("button", { name: /^services\.yaml/ })
    .first()
    .click();
  await typeAtEnd(page, "---\nkind: NetworkP");
  await expect(completions(page)).toHaveText([/^NetworkPolicy/]);
  await accept(page);
  await typeAtEnd(page, "\nmetadata:\n  name: x\n  namespace: s");
  await expect(completions(page)).toHaveText([/^shop/]);
  await accept(page);
  await typeAtEnd(page, "\nspec:\n  pod");
  await expect(completions(page)).toHaveText([/^podSelector/]);
  await accept(page);
  await typeAtEnd(page, "\n    matchLabels:\n      app: c");
  await expect(completions(page)).toHaveText([/^catalog/, /^checkout/]);
  await page.keyboard.press("Escape");
  // Tab leaves the editor: whoever has nothing but a keyboard must not be caught.
  await page.keyboard.press("Tab");
  await expect(page.locator(".cm-content")).not.toBeFocused();
});

test("the editor marks what is no YAML, what the API server refuses and what looks wrong", async ({
  page,
}) => {
  await openLab(page, LAB);
  await page
    .getByRole("button", { name: /^services\.yaml/ })
    .first()
    .click();
  await expect(page.locator(".cm-lint-marker-warning").first()).toBeVisible();
  const problems = page.locator(".pw-problems");
  await typeAtEnd(page, "---\nkind: [");
  await expect(page.locator(".cm-lint-marker-error").first()).toBeVisible();
  await expect(problems).toContainText("not valid YAML");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.locator(".cm-lint-marker-error")).toHaveCount(0);
  await typeAtEnd(
    page,
    "---\napiVersion: v1\nkind: Service\nmetadata:\n  name: x\nspec:\n  portz: 1\n  ports:\n    - port: 99999",
  );
  await expect(problems).toContainText('unknown field "spec.portz"');
  await expect(page.locator(".cm-lint-marker-error").first()).toBeVisible();
});

test("results come as JSON and JUnit, as podwire lab check --grade writes them", async ({ page }) => {
  await openLab(page, LAB);
  const save = async (name: string): Promise<string> => {
    const dialog = page.getByRole("dialog", { name: "Save and load" });
    if (!(await dialog.isVisible())) await page.getByRole("button", { name: "Save…" }).click();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      dialog.getByRole("button", { name }).click(),
    ]);
    return readFileSync(await download.path(), "utf8");
  };
  expect(JSON.parse(await save("Results as JSON"))).toMatchObject({
    apiVersion: "podwire.dev/v1",
    kind: "LabResults",
    passed: 0,
    total: 3,
    labs: [{ lab: LAB, tasks: [{ task: "catalog", status: "failed" }, {}, {}] }],
  });
  const junit = await save("Results as JUnit");
  expect(junit).toContain(`<testsuite name="${LAB}" tests="3" failures="3" errors="0">`);
  expect(junit).toContain('<failure message="expected: it succeeds">');
});

test("a prediction is asked before anything runs, answered by the engine, and remembered", async ({
  page,
}) => {
  await openLab(page, LAB);
  const question = page.getByRole("group", { name: "Before you run it" });
  await question.getByRole("radio", { name: "it times out" }).check();
  await expect(question).toContainText("Not quite.");
  await question.getByRole("radio", { name: "it is refused" }).check();
  await expect(question).toContainText("Right.");
  await page.reload();
  await expect(question.getByRole("radio", { name: "it is refused" })).toBeChecked();
  await expect(question).toContainText("Right.", { timeout: 40_000 });
});

test("a huge paste is refused with a word, and what was there stays", async ({ page }) => {
  await openLab(page, LAB);
  await page.getByRole("button", { name: "Plain text" }).click();
  const text = page.getByRole("textbox", { name: "services.yaml, plain text" });
  const before = await text.inputValue();
  await text.fill(`# ${"x".repeat(300_000)}`);
  await expect(page.getByText("would be larger than 200 kB")).toBeVisible();
  await expect(text).toHaveValue(before);
  await page.getByRole("button", { name: "Editor", exact: true }).click();
  await page.locator(".cm-content").click();
  await page.keyboard.insertText(`# ${"x".repeat(300_000)}`);
  await expect(page.locator(".cm-content")).not.toContainText("xxxxxxxx");
  await expect(task(page, "catalog")).toContainText("Not yet");
});

test("the matrix, the goal and the present stand side by side", async ({ page }) => {
  await openLab(page, LAB);
  const diagram = page.getByRole("region", { name: "Diagram" });
  await expect(diagram.locator(".pw-lane").first()).toContainText("✗");
  await diagram.getByRole("button", { name: "Goal" }).click();
  await expect(diagram.locator(".pw-lane").first()).toContainText("HTTP 200");
  await diagram.getByRole("button", { name: "Who reaches whom" }).click();
  await expect(diagram.getByRole("table")).toContainText("catalog");
});
