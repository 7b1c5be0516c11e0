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

  it("is read in every form that the quick way takes for its own", () => {
    const word = fc.constantFrom("a", "b", "1", "a b", ":80", "{", "#", "<<", "__proto__", "é", "\\", "true");
    const leaf = fc.oneof(word, fc.integer(), fc.double(), fc.boolean(), fc.constant(null), fc.constant(-0));
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof({ maxDepth: 4 }, leaf, fc.array(tie("value")), fc.dictionary(word, tie("value"))),
    }));
    const number = fc.constantFrom("1", "-0", "01", "1e3", "1.50", "9007199254740993", "123456789012345");
    fc.assert(
      fc.property(fc.dictionary(word, value), number, word, fc.boolean(), (object, digits, key, isTwice) => {
        const rest = JSON.stringify(object).slice(1, -1);
        const again = isTwice && rest !== "" ? `,${rest}` : "";
        const json = `{"n":[${digits}],${JSON.stringify(`x${key}`)}:[]${again === "" && rest !== "" ? `,${rest}` : again}${again}}`;
        const quick = parseManifests(json, "x.json");
        const slow = parseManifests(`${json} # slow`, "x.json");
        expect(quick.manifests.map((one) => one.value)).toEqual(slow.manifests.map((one) => one.value));
        expect(quick.issues.map(({ code }) => code)).toEqual(slow.issues.map(({ code }) => code));
      }),
      { numRuns: 500 },
    );
  });

  it("is frozen, for it is kept", () => {
    const value = readJson('{"a":[{"b":{}}],"c":1}') as { readonly a: readonly [{ readonly b: object }] };
    for (const part of [value, value.a, value.a[0], value.a[0].b]) expect(Object.isFrozen(part)).toBe(true);
  });

  it.each([
    ['{"a":1,"a":2}', "a key twice"],
    ['{"a":1.0}', "a number that is written otherwise"],
    ['{"a":12345678901234567890}', "a number that is too large"],
    ['{"a":"\\u0041"}', "an escape"],
    ['{"a":1,"b":{"c":"x","c":"x"}}', "a key twice with one value"],
    ['{"a":-0}', "a zero with a sign"],
    ['{"a":1e3}', "a number with an exponent"],
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
