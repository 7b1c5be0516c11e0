import { describe, expect, it } from "vitest";
import type { Endpoint } from "../../../api/discovery/endpoint-slice.ts";
import { pack } from "./packing.ts";

const endpoint = (host: number): Endpoint => ({ addresses: [`10.0.${host >> 8}.${host & 255}`] });
const range = (from: number, to: number): readonly Endpoint[] =>
  Array.from({ length: to - from }, (_, index) => endpoint(from + index));
const sizes = (packages: readonly { readonly endpoints: readonly Endpoint[] }[]): readonly number[] =>
  packages.map(({ endpoints }) => endpoints.length);

describe("packing endpoints into slices", () => {
  it("fills new slices to the brim", () => {
    expect(sizes(pack([], range(0, 250), 100))).toEqual([100, 100, 50]);
  });

  it("leaves endpoints where they are when others go, and never evens out", () => {
    const existing = [{ endpoints: range(0, 100) }, { endpoints: range(100, 200) }];
    expect(sizes(pack(existing, [...range(0, 100), ...range(190, 200)], 100))).toEqual([100, 10]);
  });

  it("tops up slices that change anyway before it touches another", () => {
    const existing = [{ endpoints: range(0, 60) }, { endpoints: range(100, 190) }];
    const packages = pack(existing, [...range(0, 59), ...range(100, 190), ...range(200, 205)], 100);
    expect(sizes(packages)).toEqual([64, 90]);
  });

  it("puts newcomers into the fullest slice that takes all of them", () => {
    const existing = [{ endpoints: range(0, 60) }, { endpoints: range(100, 190) }];
    const desired = [...range(0, 60), ...range(100, 190)];
    expect(sizes(pack(existing, [...desired, ...range(200, 210)], 100))).toEqual([60, 100]);
    expect(sizes(pack(existing, [...desired, ...range(200, 211)], 100))).toEqual([71, 90]);
    expect(sizes(pack(existing, [...desired, ...range(200, 250)], 100))).toEqual([60, 90, 50]);
  });

  it("gives a slice up when nothing of it is left", () => {
    const existing = [{ endpoints: range(0, 2) }, { endpoints: range(2, 4) }];
    expect(pack(existing, range(2, 4), 100).map(({ of }) => of)).toEqual([existing[1]]);
  });
});
