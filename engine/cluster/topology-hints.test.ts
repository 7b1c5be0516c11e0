import { describe, expect, it } from "vitest";
import type { Node } from "../api/core/node.ts";
import type { Endpoint } from "../api/discovery/endpoint-slice.ts";
import { allotZones, zoneShares } from "./topology-hints.ts";

function node(name: string, zone: string | undefined, cpu: string, label?: string): Node {
  return {
    apiVersion: "v1",
    kind: "Node",
    metadata: {
      name,
      labels: {
        ...(zone === undefined ? {} : { "topology.kubernetes.io/zone": zone }),
        ...(label === undefined ? {} : { [label]: "" }),
      },
    },
    status: { allocatable: { cpu }, conditions: [{ type: "Ready", status: "True" }] },
  };
}

/** `{ a: 2, b: 1 }`: how many endpoints are in each zone. */
function endpoints(counts: Readonly<Record<string, number>>): readonly Endpoint[] {
  return Object.entries(counts).flatMap(([zone, count]) =>
    Array.from({ length: count }, (_, at) => ({
      addresses: [`10.0.${zone.charCodeAt(0)}.${at}`],
      zone,
      conditions: { ready: true },
    })),
  );
}

describe("parts of the zones", () => {
  it("go by CPU, whatever its unit, and leave the control plane out", () => {
    const shares = zoneShares([
      node("one", "a", "1500m"),
      node("two", "b", "1"),
      node("three", "b", "3.5"),
      node("head", "c", "8", "node-role.kubernetes.io/control-plane"),
    ]);
    expect([...(shares ?? [])]).toEqual([
      ["a", 0.25],
      ["b", 0.75],
    ]);
  });

  it.each([
    ["one zone", [node("one", "a", "2"), node("two", "a", "2")]],
    ["a node without a zone", [node("one", "a", "2"), node("two", "b", "2"), node("three", undefined, "2")]],
    ["a node without CPU", [node("one", "a", "2"), node("two", "b", "0")]],
    ["CPU in words", [node("one", "a", "2"), node("two", "b", "many")]],
  ])("are unknown with %s", (_, nodes) => expect(zoneShares(nodes)).toBeUndefined());
});

describe("hints", () => {
  const even = new Map([
    ["a", 1 / 3],
    ["b", 1 / 3],
    ["c", 1 / 3],
  ]);
  const counted = (counts: Readonly<Record<string, number>>): unknown => {
    const { zones, reason } = allotZones(endpoints(counts), even);
    if (zones === undefined) return reason;
    const found = new Map<string, number>();
    for (const zone of zones.values()) found.set(zone, (found.get(zone) ?? 0) + 1);
    return Object.fromEntries(found);
  };

  it.each<[Readonly<Record<string, number>>, unknown]>([
    [
      { a: 3, b: 3, c: 3 },
      { a: 3, b: 3, c: 3 },
    ],
    [
      { a: 9, b: 0, c: 0 },
      { a: 3, b: 3, c: 3 },
    ],
    [
      { a: 5, b: 4, c: 0 },
      { a: 3, b: 3, c: 3 },
    ],
    [{ a: 1, b: 1, c: 0 }, "too few endpoints (2 endpoints, 3 zones)"],
    [{ a: 2, b: 1, c: 1 }, "some zone's endpoints would be overloaded (4 endpoints, 3 zones)"],
  ])("of %o", (counts, expected) => expect(counted(counts)).toEqual(expected));
});
