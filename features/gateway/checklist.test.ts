import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { UPSTREAM_TESTS } from "../conformance/gateway-api/upstream-tests.ts";
import { GATEWAY_ITEMS } from "./checklist.ts";

const ROOT = new URL("../../", import.meta.url);

const FEATURES = readdirSync(new URL("features/", ROOT), { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".feature"))
  .map((name) => readFileSync(new URL(`features/${name}`, ROOT), "utf8"))
  .join("\n");

const TAGS = new Set([...FEATURES.matchAll(/@(G\d+|upstream-\w+)\b/g)].map(([, tag]) => tag));
const FILES: Readonly<Record<string, string>> = {
  "crd-rules": "engine/api/gateway/crd-rules.test.ts",
  coverage: "features/conformance/gateway-api/coverage.test.ts",
};
const NOT_SIMULATED = /^not simulated: ([a-z-]+)$/;
const LINTS = readFileSync(new URL("engine/network/functions/gateway/lint.test.ts", ROOT), "utf8");

describe("the Gateway API's items", () => {
  it("are 112, and no scenario has the tag of another", () => {
    expect(GATEWAY_ITEMS.map(([item]) => item)).toEqual(Array.from({ length: 112 }, (_, index) => index + 1));
    const tagged = [...TAGS].filter((tag) => /^G\d+$/.test(tag ?? ""));
    expect(tagged.filter((tag) => !GATEWAY_ITEMS.some(([item]) => tag === `G${item}`))).toEqual([]);
  });

  it.each(GATEWAY_ITEMS)("%i %s", (item, _, shownBy) => {
    const lint = NOT_SIMULATED.exec(shownBy)?.[1];
    if (lint !== undefined) return expect(LINTS).toContain(`"${lint}"`);
    const names = shownBy.split(" ").filter((name) => name !== "");
    const files = names.flatMap((name) => FILES[name] ?? []);
    const tests = names.filter((name) => FILES[name] === undefined);
    expect(tests.filter((name) => !UPSTREAM_TESTS.some((one) => one.name === name))).toEqual([]);
    expect(tests.filter((name) => !TAGS.has(`upstream-${name}`))).toEqual([]);
    for (const file of files) expect(readFileSync(new URL(file, ROOT), "utf8")).toContain("it(");
    expect(tests.length + files.length > 0 || TAGS.has(`G${item}`)).toBe(true);
  });
});
