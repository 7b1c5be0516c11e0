import type { AnyKind } from "../api/kinds.ts";
import type { Labels } from "../values/label-selector.ts";

type Bucket = Map<string, AnyKind>;

/** Objects of one kind by namespace, label, owner and (for Services) what they select. Buckets are keyed as the store is. */
export class KindIndex {
  readonly #namespaces = new Map<string, Bucket>();
  readonly #labels = new Map<string, Bucket>();
  readonly #owners = new Map<string, Bucket>();
  readonly #selectors = new Map<string, Bucket>();

  add(key: string, object: AnyKind): void {
    for (const [index, name] of this.#places(object)) {
      const bucket = index.get(name);
      if (bucket === undefined) index.set(name, new Map([[key, object]]));
      else bucket.set(key, object);
    }
  }

  delete(key: string, object: AnyKind): void {
    for (const [index, name] of this.#places(object)) {
      const bucket = index.get(name);
      bucket?.delete(key);
      if (bucket?.size === 0) index.delete(name);
    }
  }

  inNamespace(namespace: string): readonly AnyKind[] {
    return sorted(this.#namespaces.get(namespace));
  }

  ownedBy(namespace: string | undefined, kind: string, name: string): readonly AnyKind[] {
    return sorted(this.#owners.get(`${namespace ?? ""} ${kind}/${name}`));
  }

  /** Objects that have all the labels: those of the rarest one are looked at. */
  labelled(namespace: string, labels: Labels): readonly AnyKind[] {
    let rarest: Bucket | undefined;
    for (const [key, value] of Object.entries(labels)) {
      const bucket = this.#labels.get(`${namespace} ${key}=${value}`);
      if (bucket === undefined) return [];
      if (rarest === undefined || bucket.size < rarest.size) rarest = bucket;
    }
    return sorted(rarest).filter(({ metadata }) => holds(labels, metadata.labels ?? {}));
  }

  /** Services that select an object with these labels. */
  selecting(namespace: string, labels: Labels): readonly AnyKind[] {
    const found: Bucket = new Map();
    for (const [key, value] of Object.entries(labels)) {
      for (const [name, object] of this.#selectors.get(`${namespace} ${key}=${value}`) ?? []) {
        if (object.kind === "Service" && holds(object.spec.selector ?? {}, labels)) found.set(name, object);
      }
    }
    return sorted(found);
  }

  #places(object: AnyKind): readonly (readonly [index: Map<string, Bucket>, name: string])[] {
    const { namespace = "", labels = {}, ownerReferences = [] } = object.metadata;
    const selector = object.kind === "Service" ? (object.spec.selector ?? {}) : {};
    const named = (
      index: Map<string, Bucket>,
      all: Labels,
    ): readonly (readonly [Map<string, Bucket>, string])[] =>
      Object.entries(all).map(([key, value]) => [index, `${namespace} ${key}=${value}`]);
    return [
      [this.#namespaces, namespace],
      ...named(this.#labels, labels),
      ...named(this.#selectors, selector),
      ...ownerReferences.map(({ kind, name }) => [this.#owners, `${namespace} ${kind}/${name}`] as const),
    ];
  }
}

function holds(wanted: Labels, labels: Labels): boolean {
  return Object.entries(wanted).every(([key, value]) => Object.hasOwn(labels, key) && labels[key] === value);
}

function sorted(bucket: Bucket | undefined): readonly AnyKind[] {
  if (bucket === undefined) return [];
  return [...bucket].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, object]) => object);
}
