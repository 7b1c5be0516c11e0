import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MAX_PORT, MIN_PORT, type Port } from "./port.ts";
import {
  allPorts,
  intersectPorts,
  intervalOf,
  NO_PORTS,
  type PortSet,
  portRange,
  subtractPorts,
  unionPorts,
} from "./port-set.ts";

/** Small numbers, so that random ranges touch, overlap and repeat. */
const ranges = fc.array(fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 8 })), {
  maxLength: 5,
});

function setOf(list: readonly (readonly [number, number])[], name: string): PortSet<string> {
  return list.reduce<PortSet<string>>(
    (set, [from, length], index) =>
      unionPorts(set, portRange(from as Port, (from + length) as Port, `${name}${index}`)),
    NO_PORTS,
  );
}

const has = (set: PortSet<string>, port: number): boolean => intervalOf(set, port as Port) !== undefined;

describe("port sets", () => {
  it("do what sets do, on every port", () => {
    fc.assert(
      fc.property(ranges, ranges, (left, right) => {
        const [a, b] = [setOf(left, "a"), setOf(right, "b")];
        for (let port = 1; port <= 50; port++) {
          const [inA, inB] = [has(a, port), has(b, port)];
          expect(has(unionPorts(a, b), port)).toBe(inA || inB);
          expect(has(intersectPorts(a, b), port)).toBe(inA && inB);
          expect(has(subtractPorts(a, b), port)).toBe(inA && !inB);
        }
      }),
    );
  });

  it("stay sorted and disjoint, and remember every reason", () => {
    fc.assert(
      fc.property(ranges, (list) => {
        const set = setOf(list, "r");
        for (const [index, interval] of set.entries()) {
          expect(interval.from).toBeLessThanOrEqual(interval.to);
          const next = set[index + 1];
          if (next !== undefined) expect(next.from).toBeGreaterThan(interval.to);
          const reasons = list.flatMap(([from, length], which) =>
            from <= interval.from && interval.to <= from + length ? [`r${which}`] : [],
          );
          expect([...interval.because].sort()).toEqual(reasons.sort());
        }
      }),
    );
  });

  it("know the ends", () => {
    expect(intervalOf(allPorts("x"), MIN_PORT)).toEqual(intervalOf(allPorts("x"), MAX_PORT));
    expect(subtractPorts(allPorts("x"), allPorts("y"))).toEqual([]);
    expect(portRange(9 as Port, 8 as Port, "x")).toEqual([]);
  });
});
