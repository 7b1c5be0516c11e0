import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AnyKind } from "../api/kinds.ts";
import { Store } from "./store.ts";

const NAMES = ["a", "b", "c", "d"];
const NAMESPACES = ["n", "n-2"];

/** A write (of an object with that label) or a deletion. */
const step = fc.record({
  namespace: fc.constantFrom(...NAMESPACES),
  name: fc.constantFrom(...NAMES),
  label: fc.option(fc.constantFrom("x", "y"), { nil: undefined }),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function take(store: Store, { namespace, name, label }: Step): void {
  if (label === undefined) store.delete("ConfigMap", namespace, name);
  else {
    const labels = { is: label };
    const object: AnyKind = { apiVersion: "v1", kind: "ConfigMap", metadata: { name, namespace, labels } };
    store.put({ object, source: undefined }, store.find("ConfigMap", namespace, name));
  }
}

function configMap(name: string): AnyKind {
  return { apiVersion: "v1", kind: "ConfigMap", metadata: { name, namespace: "n" } };
}

/** What the steps leave behind, by a map that knows nothing of shelves and indexes. */
function model(steps: readonly Step[]): readonly string[] {
  const left = new Map<string, string>();
  for (const { namespace, name, label } of steps) {
    if (label === undefined) left.delete(`${namespace} ${name}`);
    else left.set(`${namespace} ${name}`, `${namespace} ${name} ${label}`);
  }
  return [...left.values()].sort();
}

function textOf({ metadata }: AnyKind): string {
  return `${metadata.namespace} ${metadata.name} ${metadata.labels?.["is"]}`;
}

function expectHolds(store: Store, wanted: readonly string[]): void {
  expect(store.list("ConfigMap").map(({ object }) => textOf(object))).toEqual(wanted);
  for (const namespace of NAMESPACES) {
    const own = wanted.filter((text) => text.startsWith(`${namespace} `));
    expect(store.inNamespace("ConfigMap", namespace).map(({ object }) => textOf(object))).toEqual(own);
    for (const label of ["x", "y"]) {
      const labelled = store.index("ConfigMap").labelled(namespace, { is: label }).map(textOf);
      expect(labelled).toEqual(own.filter((text) => text.endsWith(` ${label}`)));
    }
  }
}

describe("a store", () => {
  it("lists and finds what was written last, also in a copy", () => {
    fc.assert(
      fc.property(fc.array(step), fc.array(step), fc.array(step), (before, own, others) => {
        const store = new Store();
        for (const one of before) take(store, one);
        expectHolds(store, model(before));
        const copy = store.fork();
        for (const one of own) take(store, one);
        for (const one of others) take(copy, one);
        expectHolds(store, model([...before, ...own]));
        expectHolds(copy, model([...before, ...others]));
      }),
      { numRuns: 300 },
    );
  });

  it("is what it was after work that failed, and goes on from there", () => {
    fc.assert(
      fc.property(fc.array(step), fc.array(step), fc.array(step), (before, failed, after) => {
        const store = new Store();
        for (const one of before) take(store, one);
        expectHolds(store, model(before));
        const [revision, version] = [store.revision, store.versionOf("ConfigMap")];
        const work = (): never => {
          for (const one of failed) take(store, one);
          expectHolds(store, model([...before, ...failed]));
          throw new RangeError("refused");
        };
        expect(() => store.atomically(work)).toThrow(RangeError);
        expect([store.revision, store.versionOf("ConfigMap")]).toEqual([revision, version]);
        expectHolds(store, model(before));
        for (const one of after) take(store, one);
        expectHolds(store, model([...before, ...after]));
      }),
      { numRuns: 300 },
    );
  });

  it("lets nobody write what is there once its transaction has ended", () => {
    fc.assert(
      fc.property(fc.array(step), fc.array(step), (some, others) => {
        const store = new Store();
        for (const steps of [some, others]) {
          store.atomically(() => {
            for (const one of steps) take(store, one);
          });
          expect(store.list("ConfigMap").every(({ object }) => Object.isFrozen(object))).toBe(true);
        }
      }),
    );
  });

  it("leaves open what comes in a transaction, until it ends", () => {
    const store = new Store();
    const old = configMap("old");
    store.put({ object: old, source: undefined }, undefined);
    const fresh = configMap("fresh");
    store.atomically(() => {
      store.put({ object: fresh, source: undefined }, undefined);
      expect([store.isOpen(old), store.isOpen(fresh)]).toEqual([false, true]);
      expect(store.placesWritten).toBe(1);
      store.put({ object: configMap("fresh"), source: undefined }, store.find("ConfigMap", "n", "fresh"));
      expect([store.isOpen(fresh), store.placesWritten]).toEqual([false, 1]);
    });
    expect(store.placesWritten).toBeUndefined();
    for (const { object } of store.list("ConfigMap")) expect(Object.isFrozen(object)).toBe(true);
  });

  it("tells what changed since a version, or that nobody remembers", () => {
    const many = { minLength: 0, maxLength: 700 };
    fc.assert(
      fc.property(fc.array(step, many), fc.nat(), (steps, from) => {
        const store = new Store();
        const done: string[] = [];
        for (const one of steps) {
          const version = store.versionOf("ConfigMap");
          take(store, one);
          if (store.versionOf("ConfigMap") > version) done.push(`${one.namespace} ${one.name} ${one.label}`);
        }
        const since = from % (done.length + 1);
        const changes = store.changesSince("ConfigMap", since);
        if (done.length <= 256) expect(changes).toBeDefined();
        const told = changes?.map(({ before, after }) => {
          const object = after ?? before;
          if (object === undefined) throw new Error("a change of nothing");
          const { namespace, name } = object.metadata;
          return after === undefined ? `${namespace} ${name} undefined` : textOf(after);
        });
        if (told !== undefined) expect(told).toEqual(done.slice(since));
      }),
      { numRuns: 200 },
    );
  });
});
