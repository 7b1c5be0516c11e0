import equal from "fast-deep-equal";
import { expect, it } from "vitest";
import { withLazyField } from "./lazy-field.ts";

interface Thing {
  readonly kind: string;
  readonly items: readonly { readonly a: number }[];
  readonly last: boolean;
}

const PLAIN: Thing = { kind: "A", items: [{ a: 1 }], last: true };

function lazy(): { readonly object: Thing; readonly count: () => number } {
  let made = 0;
  const make = (): Thing["items"] => {
    made++;
    return PLAIN.items;
  };
  return {
    object: Object.freeze(withLazyField<Thing, "items">({ ...PLAIN, items: [] }, "items", make)),
    count: () => made,
  };
}

it("is the same object to whoever prints, copies or compares it", () => {
  const ways: readonly ((object: Thing) => unknown)[] = [
    (object) => JSON.stringify(object),
    (object) => ({ ...object }),
    (object) => Object.entries(object),
    (object) => structuredClone(object),
    (object) => equal(object, PLAIN) && equal(PLAIN, object),
    (object) => Object.isFrozen(object),
  ];
  for (const way of ways) expect(way(lazy().object)).toEqual(way(Object.freeze({ ...PLAIN })));
});

it("makes the field once, and only for who reads it", () => {
  const { object, count } = lazy();
  expect([object.kind, object.last, Object.keys(object)]).toEqual(["A", true, ["kind", "items", "last"]]);
  expect(count()).toBe(0);
  expect(object.items).toBe(object.items);
  expect(count()).toBe(1);
});
