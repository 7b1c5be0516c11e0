import { deflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { fromFragment, PLAYGROUND, type Shared, toFragment } from "./share.ts";

const SHARED: Shared = {
  version: 1,
  lab: PLAYGROUND,
  work: { "services.yaml": "kind: Service\n# ☃\n" },
  profile: ["openshift", "cni=calico"],
  request: {
    namespace: "shop",
    when: ['"frontend" curls "http://api" with:', "  | method |", "  | POST   |"],
  },
};

const packed = (value: unknown): string =>
  `#s=${deflateRawSync(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url")}`;

describe("a link that brings files along", () => {
  it("leads back to what was shared", async () => {
    const fragment = await toFragment(SHARED);
    expect(fragment).toMatch(/^#s=[\w-]+$/);
    expect(await fromFragment(fragment)).toEqual(SHARED);
    expect(await fromFragment(packed(SHARED))).toEqual(SHARED);
  });
  it("is nothing without its mark", async () => {
    expect(await fromFragment("")).toBeUndefined();
    expect(await fromFragment("#a-heading")).toBeUndefined();
  });
  it.each<readonly [string, string]>([
    ["characters that no link has", "#s=a+b/"],
    ["a cut link", packed(SHARED).slice(0, -9)],
    ["no deflate", "#s=AAAA"],
    ["no JSON", packed("kind: Service")],
    ["a list", packed([1])],
    ["another version", packed({ ...SHARED, version: 2 })],
    ["no files", packed({ ...SHARED, work: {} })],
    ["files that are none", packed({ ...SHARED, work: { "../a.yaml": "x", "b.sh": "x", "c.yaml": 1 } })],
    ["more than a link can be", `#s=${"A".repeat(400_001)}`],
    ["a bomb", packed({ ...SHARED, pad: "0".repeat(30_000_000) })],
  ])("refuses %s", async (_, fragment) => {
    await expect(fromFragment(fragment)).rejects.toThrow();
  });
  it("takes files of plain names and sizes, and no more", async () => {
    const work = { "a.yaml": "x", "b.yaml": "x".repeat(200_001), "../c.yaml": "x", __proto__: "x" };
    const text = JSON.stringify({ ...SHARED, work }).replace('"a.yaml"', '"__proto__":"y","a.yaml"');
    const shared = await fromFragment(packed(text));
    expect(shared?.work).toEqual({ "a.yaml": "x" });
  });
  it.each([
    ['frontend curls api\n    Given namespace "x"'],
    ["@tag"],
    ['"""'],
    ["# comment"],
    ["x".repeat(2001)],
    [5],
  ])("lets no other step come in: %j", async (when) => {
    const request = { namespace: "shop", when: [when] };
    expect((await fromFragment(packed({ ...SHARED, request })))?.request).toBeUndefined();
    const row = { namespace: "shop", when: ["a curls b with:", when] };
    expect((await fromFragment(packed({ ...SHARED, request: row })))?.request).toBeUndefined();
  });
  it("says when the files do not fit", async () => {
    const noise = Array.from({ length: 500_000 }, (_, at) =>
      ((at * 2654435761) % 4294967296).toString(36),
    ).join("");
    await expect(toFragment({ ...SHARED, work: { "a.yaml": noise } })).rejects.toThrow("larger than 2 MB");
    await expect(toFragment({ ...SHARED, work: { "a.yaml": noise.slice(0, 1_500_000) } })).rejects.toThrow(
      "do not fit into a link",
    );
    const many = Object.fromEntries(Array.from({ length: 201 }, (_, at) => [`${at}.yaml`, "x"]));
    await expect(toFragment({ ...SHARED, work: many })).rejects.toThrow("more than 200 files");
  });
});
