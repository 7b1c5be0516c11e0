/** The README's pictures of the built site: `npm run screenshots`. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { chromium, type Page } from "@playwright/test";

const DOCS = resolve(import.meta.dirname, "..");
const OUTPUT = join(DOCS, "static/img/screenshots");
const PORT = 4391;
const MOST_BYTES = 150_000;

interface Picture {
  readonly name: string;
  readonly path: string;
  /** Brings the page to where it shows something. */
  readonly ready: (page: Page) => Promise<void>;
}

const PICTURES: readonly Picture[] = [
  { name: "home", path: "/", ready: (page) => page.getByText("1 of 2 scenarios pass").waitFor() },
  {
    name: "chapter",
    path: "/docs/network-policy",
    ready: async (page) => {
      await page.locator(".pw-mermaid svg").first().waitFor();
      await page.locator(".pw-live").first().scrollIntoViewIfNeeded();
      await page.locator(".pw-live summary").first().click();
      await page
        .locator(".pw-live")
        .first()
        .evaluate((live) => {
          scrollTo(0, live.getBoundingClientRect().top + scrollY - 170);
        });
    },
  },
  {
    name: "lab",
    path: "/labs/020-target-port",
    ready: async (page) => {
      await page.getByText(/checked in \d+ ms/).waitFor();
      await page.locator(".cm-editor").first().waitFor();
      await page.locator("#task-catalog").evaluate((task) => task.scrollIntoView({ block: "center" }));
      const command = page.getByRole("textbox", { name: "Command" });
      await command.fill("kubectl get endpointslices -n shop");
      await command.press("Enter");
      await page.getByRole("log").getByText("catalog-").first().waitFor();
    },
  },
];

const server = spawn(process.execPath, [join(DOCS, "e2e/serve.mjs"), String(PORT)], { stdio: "inherit" });
const browser = await chromium.launch({
  executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
try {
  await Promise.race([
    answering(),
    once(server, "exit").then(() => Promise.reject(new Error("the site could not be served"))),
  ]);
  mkdirSync(OUTPUT, { recursive: true });
  for (const { name, path, ready } of PICTURES) {
    const page = await browser.newPage({
      viewport: { width: 1440, height: 900 },
      colorScheme: "light",
      reducedMotion: "reduce",
    });
    await page.goto(`http://localhost:${PORT}${path}`);
    await page.locator("html[data-alive]").waitFor({ state: "attached" });
    await ready(page);
    const picture = await webp(page, await page.screenshot());
    if (picture.length > MOST_BYTES) throw new Error(`${name} has ${picture.length} bytes`);
    writeFileSync(join(OUTPUT, `${name}.webp`), picture);
    console.log(`${name}.webp ${(picture.length / 1000).toFixed(0)} kB`);
    await page.close();
  }
} finally {
  await browser.close();
  server.kill();
}

/** The browser that took the picture also knows how to pack it. */
async function webp(page: Page, png: Buffer): Promise<Buffer> {
  const url = await page.evaluate(async (base64) => {
    const image = new Image();
    image.src = `data:image/png;base64,${base64}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.width;
    canvas.height = image.height;
    canvas.getContext("2d")?.drawImage(image, 0, 0);
    return canvas.toDataURL("image/webp", 0.86);
  }, png.toString("base64"));
  return Buffer.from(url.slice(url.indexOf(",") + 1), "base64");
}

async function answering(): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const there = await fetch(`http://localhost:${PORT}/`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (there) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error("the site does not answer");
}
