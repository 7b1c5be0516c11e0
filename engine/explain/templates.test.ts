import { resolve } from "node:path";
import { expect, it } from "vitest";
import { generateModule, generateRendering, readTemplates } from "../testing/compile-templates.ts";

const root = resolve(import.meta.dirname, "../..");

it("are the ones that the explain.hbs files say", async () => {
  const templates = readTemplates(root);
  expect(templates.size).toBeGreaterThan(30);
  await expect(generateModule(templates)).toMatchFileSnapshot("./explain.generated.ts");
});

it.each([
  ["engine/network/functions/ingress/render", "nginx"],
  ["engine/network/functions/route/render", "haproxy"],
  ["engine/network/functions/service-proxy/render", "rules"],
])("of the rendering in %s are the ones beside it", async (folder, name) => {
  await expect(generateRendering(root, folder)).toMatchFileSnapshot(`${root}/${folder}/${name}.generated.ts`);
});
