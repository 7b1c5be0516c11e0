import { resolve } from "node:path";
import { expect, it } from "vitest";
import { generateModule, generateRendering, readTemplates } from "../testing/compile-templates.ts";

const root = resolve(import.meta.dirname, "../..");

it("are the ones that the explain.hbs files say", async () => {
  const templates = readTemplates(root);
  expect(templates.size).toBeGreaterThan(30);
  await expect(generateModule(templates)).toMatchFileSnapshot("./explain.generated.ts");
});

it("of renderings are the ones beside them", async () => {
  const folder = "engine/network/functions/ingress/render";
  await expect(generateRendering(root, folder)).toMatchFileSnapshot(`${root}/${folder}/nginx.generated.ts`);
});
