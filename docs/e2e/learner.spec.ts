import { expect, type Page } from "@playwright/test";
import { labData, openLab, share, task } from "./lab-page.ts";
import { atEveryWidth, expectAccessibleInBothThemes, expectNoSidewaysScroll, test } from "./watched.ts";

const LAB = "020-target-port";
const FIRST = "catalog";

/** Puts a text into a file by the plain field, which every browser and reader can use. */
async function write(page: Page, file: string, text: string): Promise<void> {
  await page
    .getByRole("button", { name: new RegExp(`^${file}`) })
    .first()
    .click();
  const plain = page.getByRole("button", { name: "Plain text" });
  if (await plain.isVisible()) await plain.click();
  await page.getByRole("textbox", { name: `${file}, plain text` }).fill(text);
}

const mended = (): string => (labData(LAB).work["services.yaml"] ?? "").replace("htpp", "http");

test("a change turns a task green, a reload keeps it, undo and reset take it back", async ({ page }) => {
  await openLab(page, LAB);
  await expect(task(page, FIRST)).toContainText("Not yet");
  await write(page, "services.yaml", mended());
  await expect(task(page, FIRST)).toContainText("Passed");
  await page.reload();
  await expect(page.getByText(/checked in/)).toBeVisible();
  await expect(task(page, FIRST)).toContainText("Passed");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(task(page, FIRST)).toContainText("Not yet");
  await write(page, "services.yaml", mended());
  await expect(task(page, FIRST)).toContainText("Passed");
  await page.getByRole("button", { name: "Reset" }).click();
  await expect(task(page, FIRST)).toContainText("Not yet");
});

test("a shared link brings the files along; a damaged one changes nothing", async ({ page, browser }) => {
  await openLab(page, LAB);
  await write(page, "services.yaml", mended());
  const link = await share(page);
  const other = await browser.newPage();
  await other.goto(link);
  await expect(other.getByText("These are the files of the link")).toBeVisible();
  await expect(task(other, FIRST)).toContainText("Passed");
  await other.close();

  const third = await browser.newPage();
  await third.goto(`${link.slice(0, -12)}AAAA`);
  await expect(third.getByText("The link is damaged")).toBeVisible();
  await expect(task(third, FIRST)).toContainText("Not yet");
  await third.close();
});

test("broken YAML is marked at its line and nothing is lost", async ({ page }) => {
  await openLab(page, LAB);
  await write(page, "services.yaml", "kind: [\n");
  await expect(task(page, FIRST)).toContainText("Cannot be checked");
  await expect(page.locator(".pw-problems")).toContainText("services.yaml:");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(task(page, FIRST)).toContainText("Not yet");
});

test("hints come one by one, and the solution as a difference", async ({ page }) => {
  await openLab(page, LAB);
  const first = task(page, FIRST);
  await first.getByRole("button", { name: "Hint" }).click();
  await first.getByRole("button", { name: "Next hint" }).click();
  await expect(first.locator(".pw-hints > li")).toHaveCount(2);
  await first.getByRole("button", { name: "Solution" }).click();
  const dialog = page.getByRole("dialog", { name: "Solution" });
  await dialog.getByRole("button", { name: "Show it" }).click();
  await expect(dialog.locator(".cm-mergeView")).toBeVisible();
  await dialog.getByRole("button", { name: "Put it into my files" }).click();
  await expect(first).toContainText("Passed");
});

test("the packet can be followed hop by hop to the object that decided", async ({ page }) => {
  await openLab(page, LAB);
  await task(page, FIRST).getByRole("button", { name: "Follow the packet" }).click();
  const walk = page.getByRole("region", { name: "The packet's way" });
  await expect(walk).toContainText("no endpoint");
  await walk.getByRole("button", { name: "Back" }).click();
  await expect(walk.locator("table")).toContainText("arrives");
  await walk.getByRole("button", { name: "Close" }).click();
  await task(page, FIRST).getByRole("button", { name: "Then it succeeds" }).click();
  await expect(walk).toBeFocused();
});

test("the terminal talks to the cluster of the files, and what it applies lands there", async ({ page }) => {
  await openLab(page, LAB);
  const input = page.getByRole("textbox", { name: "Command" });
  const log = page.getByRole("log");
  await input.fill("kubectl get services -n shop");
  await input.press("Enter");
  await expect(log).toContainText("catalog");
  await input.fill("kubectl delete service catalog -n shop");
  await input.press("Enter");
  await expect(log).toContainText("deleted");
  await expect(task(page, FIRST)).toContainText("Not yet");
  await page.getByRole("button", { name: "Plain text" }).click();
  await expect(page.getByRole("textbox", { name: "services.yaml, plain text" })).not.toHaveValue(
    /name: catalog/,
  );
  await input.press("ArrowUp");
  await expect(input).toHaveValue("kubectl delete service catalog -n shop");
});

test("an endless loop in the terminal ends by itself and leaves the page usable", async ({ page }) => {
  test.slow();
  await openLab(page, LAB);
  const input = page.getByRole("textbox", { name: "Command" });
  await input.fill("while true; do true; done");
  await input.press("Enter");
  await expect(page.getByRole("log")).toContainText(/stopped/i, { timeout: 40_000 });
  await input.fill("echo still here");
  await input.press("Enter");
  await expect(page.getByRole("log")).toContainText("still here");
});

test("a learner with nothing but a keyboard gets a task green", async ({ page }) => {
  await openLab(page, LAB);
  await page.locator("body").press("g");
  await page.keyboard.press("t");
  await expect(page.getByRole("textbox", { name: "Command" })).toBeFocused();
  await page.keyboard.type(
    "kubectl get service catalog -n shop -o yaml | sed s/htpp/http/ | kubectl apply -f -",
  );
  await page.keyboard.press("Enter");
  await expect(task(page, FIRST)).toContainText("Passed");
});

test("a storage that is full or blocked says so, and the page goes on", async ({ page }) => {
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  await openLab(page, LAB);
  await expect(page.getByText("storage is full or blocked")).toBeVisible();
  await write(page, "services.yaml", mended());
  await expect(task(page, FIRST)).toContainText("Passed");
});

test("a saved state that nobody can read is put aside", async ({ page }) => {
  await page.addInitScript((key) => localStorage.setItem(key, "{not json"), `podwire.lab.${LAB}`);
  await openLab(page, LAB);
  await expect(page.getByText("cannot be read by this version")).toBeVisible();
  await expect(task(page, FIRST)).toContainText("Not yet");
});

test("prose and tasks are there without JavaScript", async ({ browser }) => {
  const page = await browser.newPage({ javaScriptEnabled: false });
  await page.goto(`/labs/${LAB}`);
  await expect(task(page, FIRST)).toContainText("it succeeds");
  await expect(page.getByText("A name that no container has")).toBeVisible();
  await page.close();
});

test("a lab has nothing that axe finds, in the light and in the dark", async ({ page }) => {
  test.slow();
  await openLab(page, LAB);
  await task(page, FIRST).getByRole("button", { name: "Follow the packet" }).click();
  await expectAccessibleInBothThemes(page);
});

test("a lab fits every width, each part of it", async ({ page }) => {
  await openLab(page, LAB);
  await atEveryWidth(page, async (width) => {
    await expectNoSidewaysScroll(page);
    if (width >= 1100) return;
    for (const part of ["Diagram", "Editor", "Terminal"]) {
      await page
        .getByRole("navigation", { name: "Parts of the lab" })
        .getByRole("button", { name: part })
        .click();
      await expect(page.getByRole("region", { name: part, exact: true })).toBeVisible();
      await expectNoSidewaysScroll(page);
    }
  });
});
