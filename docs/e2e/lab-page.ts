import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, type Locator, type Page } from "@playwright/test";

const GENERATED = resolve(__dirname, "../generated/labs");

interface TaskData {
  readonly id: string;
  readonly already: boolean;
}

/** A lab as the build knows it: what Node says of its start, and what the files look like after each task. */
export interface LabData {
  readonly id: string;
  readonly tasks: readonly TaskData[];
  readonly work: Readonly<Record<string, string>>;
  readonly start: readonly { readonly task: string; readonly status: string; readonly observed?: string }[];
  readonly solved: Readonly<Record<string, string>>;
}

export function labData(id: string): LabData {
  const page = JSON.parse(readFileSync(join(GENERATED, `${id}.lab.json`), "utf8"));
  const solution = JSON.parse(readFileSync(join(GENERATED, `${id}.solution.json`), "utf8"));
  return {
    id,
    tasks: page.lab.tasks,
    work: page.work,
    start: page.start.tasks,
    solved: solution.steps.at(-1).work,
  };
}

export function allLabs(): readonly LabData[] {
  const ids = readdirSync(GENERATED).flatMap((name) => /^(\d{3}-.*)\.lab\.json$/.exec(name)?.[1] ?? []);
  if (ids.length === 0) throw new Error("no lab was built");
  return ids.sort().map(labData);
}

export function task(page: Page, id: string): Locator {
  return page.locator(`#task-${id}`);
}

/** The lab's page once the engine in it has run the tasks. */
export async function openLab(page: Page, id: string, hash = ""): Promise<void> {
  await page.goto(`/labs/${id}${hash}`);
  await expect(page.getByText(/checked in \d+ ms/)).toBeVisible({ timeout: 40_000 });
}

/** The link that the page makes of its files: packing them takes a moment, until when the field is empty. */
export async function share(page: Page): Promise<string> {
  await page.getByRole("button", { name: "Share" }).click();
  const link = page.getByRole("textbox", { name: "Link" });
  await expect(link).toHaveValue(/#s=./);
  return link.inputValue();
}

/** Takes files in as a learner does who brings an export along. */
export async function importWork(page: Page, lab: string, work: LabData["work"]): Promise<void> {
  const saved = { version: 1, lab, work };
  await page.getByRole("button", { name: "Save…" }).click();
  await page.getByLabel("File to import").setInputFiles({
    name: "work.json",
    mimeType: "application/json",
    buffer: Buffer.from(JSON.stringify(saved)),
  });
  await expect(page.getByText("was taken in")).toBeVisible();
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
}
