import type { AnyKind } from "../api/kinds.ts";
import type { Labels } from "../values/label-selector.ts";

/** Keys at one place; their order is kept until one comes or goes. */
interface Bucket {
  readonly keys: Set<string>;
  sorted: readonly string[] | undefined;
}

type Buckets = Map<string, Bucket>;

/** Objects of one kind by namespace, label, owner and (for Services) what they select. Keyed as the store is. */
export class KindIndex {
  /** Buckets hold keys, so that a change which leaves an object where it is costs nothing there. */
  readonly #objects = new Map<string, AnyKind>();
  readonly #namespaces: Buckets = new Map();
  readonly #labels: Buckets = new Map();
  readonly #owners: Buckets = new Map();
  readonly #selectors: Buckets = new Map();

  add(key: string, object: AnyKind): void {
    this.#objects.set(key, object);
    this.#forEachPlace(object, (index, name) => {
      const bucket = index.get(name);
      if (bucket === undefined) index.set(name, { keys: new Set([key]), sorted: undefined });
      else {
        bucket.keys.add(key);
        bucket.sorted = undefined;
      }
    });
  }

  delete(key: string, object: AnyKind): void {
    this.#objects.delete(key);
    this.#forEachPlace(object, (index, name) => {
      const bucket = index.get(name);
      if (bucket === undefined) return;
      bucket.keys.delete(key);
      bucket.sorted = undefined;
      if (bucket.keys.size === 0) index.delete(name);
    });
  }

  /** The object has changed. */
  replace(key: string, before: AnyKind, after: AnyKind): void {
    if (hasMoved(before, after)) {
      this.delete(key, before);
      this.add(key, after);
    } else this.#objects.set(key, after);
  }

  inNamespace(namespace: string): readonly AnyKind[] {
    return this.#sorted(this.#namespaces.get(namespace));
  }

  ownedBy(namespace: string | undefined, kind: string, name: string): readonly AnyKind[] {
    return this.#sorted(this.#owners.get(`${namespace ?? ""} ${kind}/${name}`));
  }

  /** Objects that have all the labels: those of the rarest one are looked at. */
  labelled(namespace: string, labels: Labels): readonly AnyKind[] {
    let rarest: Bucket | undefined;
    let wanted = 0;
    for (const key in labels) {
      const bucket = this.#labels.get(`${namespace} ${key}=${labels[key]}`);
      if (bucket === undefined) return [];
      if (rarest === undefined || bucket.keys.size < rarest.keys.size) rarest = bucket;
      wanted++;
    }
    const found = this.#sorted(rarest);
    return wanted === 1 ? found : found.filter(({ metadata }) => holds(labels, metadata.labels ?? {}));
  }

  /** Services that select an object with these labels. */
  selecting(namespace: string, labels: Labels): readonly AnyKind[] {
    const found = new Set<string>();
    for (const key in labels) {
      for (const name of this.#selectors.get(`${namespace} ${key}=${labels[key]}`)?.keys ?? []) {
        const object = this.#objects.get(name);
        if (object?.kind === "Service" && holds(object.spec.selector ?? {}, labels)) found.add(name);
      }
    }
    return this.#inOrder([...found].sort());
  }

  #forEachPlace(object: AnyKind, visit: (index: Buckets, name: string) => void): void {
    const { namespace = "", labels = {}, ownerReferences = [] } = object.metadata;
    visit(this.#namespaces, namespace);
    for (const key in labels) visit(this.#labels, `${namespace} ${key}=${labels[key]}`);
    const selector = object.kind === "Service" ? (object.spec.selector ?? {}) : {};
    for (const key in selector) visit(this.#selectors, `${namespace} ${key}=${selector[key]}`);
    for (const { kind, name } of ownerReferences) visit(this.#owners, `${namespace} ${kind}/${name}`);
  }

  #sorted(bucket: Bucket | undefined): readonly AnyKind[] {
    if (bucket === undefined) return [];
    bucket.sorted ??= [...bucket.keys].sort();
    return this.#inOrder(bucket.sorted);
  }

  #inOrder(keys: readonly string[]): readonly AnyKind[] {
    const found: AnyKind[] = [];
    for (const key of keys) {
      const object = this.#objects.get(key);
      if (object !== undefined) found.push(object);
    }
    return found;
  }
}

/** What the index goes by is mostly the same object before and after. */
function hasMoved(before: AnyKind, after: AnyKind): boolean {
  const selectorOf = (object: AnyKind): Labels | undefined =>
    object.kind === "Service" ? object.spec.selector : undefined;
  return (
    before.metadata.labels !== after.metadata.labels ||
    before.metadata.ownerReferences !== after.metadata.ownerReferences ||
    selectorOf(before) !== selectorOf(after)
  );
}

function holds(wanted: Labels, labels: Labels): boolean {
  for (const key in wanted) if (!Object.hasOwn(labels, key) || labels[key] !== wanted[key]) return false;
  return true;
}
