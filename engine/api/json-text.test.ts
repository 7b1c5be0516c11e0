import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readJson } from "./json-text.ts";
import { parseManifests } from "./manifest.ts";

describe("JSON that programs write", () => {
  it("is read as the YAML reader reads it, with the same positions", () => {
    const value = fc.dictionary(fc.constantFrom("kind", "metadata", "items", "a", "1", "<<"), fc.jsonValue());
    fc.assert(
      fc.property(value, fc.constantFrom(0, 2, 4), (object, indent) => {
        const json = JSON.stringify(object, null, indent);
        const quick = parseManifests(json, "x.json");
        // A comment says nothing, and keeps the quick way off.
        const slow = parseManifests(`${json} # slow`, "x.json");
        expect(quick.issues).toEqual(slow.issues);
        expect(quick.manifests.map((one) => one.value)).toEqual(slow.manifests.map((one) => one.value));
        for (const [index, { value: read, source }] of quick.manifests.entries())
          for (const path of [[], ...Object.keys(read as object).map((key) => [key])])
            expect(source.at(path)).toEqual(slow.manifests[index]?.source.at(path));
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['{"a":1,"a":2}', "a key twice"],
    ['{"a":1.0}', "a number that is written otherwise"],
    ['{"a":12345678901234567890}', "a number that is too large"],
    ['{"a":"\\u0041"}', "an escape"],
    ['{"a": 1}', "spaces of somebody's own"],
    ['{"<<":{}}', "a merge key"],
    ['{"__proto__":1}', "a prototype"],
    ['{"a":"ä"}', "letters beyond ASCII"],
    ['["a"]', "a list"],
    ["{", "half of it"],
    [`${'{"a":'.repeat(120)}1${"}".repeat(120)}`, "a deep one"],
  ])("%s: %s is left to the YAML reader", (text) => {
    expect(readJson(text)).toBeUndefined();
  });
});
