import type { AnyKind } from "../api/kinds.ts";
import type { Labels } from "../values/label-selector.ts";
import { childOf } from "../values/nested-map.ts";
import type { Shelf } from "./shelf.ts";

/** Names at one place; their order is kept until one comes or goes. */
interface Bucket {
  readonly names: Set<string>;
  sorted: readonly string[] | undefined;
}

type Visit = (key: string, value: string) => void;

/** Names of objects by namespace, key and value: a label and its text, an owner's kind and its name. */
class Places {
  readonly #buckets = new Map<string, Map<string, Map<string, Bucket>>>();
  readonly #of: (object: AnyKind, visit: Visit) => void;

  constructor(shelf: Shelf, of: (object: AnyKind, visit: Visit) => void) {
    this.#of = of;
    for (const { object } of shelf.list()) this.add(object);
  }

  add(object: AnyKind): void {
    const { namespace = "", name } = object.metadata;
    this.#of(object, (key, value) => {
      const values: Map<string, Bucket> = childOf(childOf(this.#buckets, namespace), key);
      const bucket = values.get(value);
      if (bucket === undefined) values.set(value, { names: new Set([name]), sorted: undefined });
      else {
        bucket.names.add(name);
        bucket.sorted = undefined;
      }
    });
  }

  delete(object: AnyKind): void {
    const { namespace = "", name } = object.metadata;
    this.#of(object, (key, value) => {
      const values = this.#buckets.get(namespace)?.get(key);
      const bucket = values?.get(value);
      if (bucket === undefined) return;
      bucket.names.delete(name);
      bucket.sorted = undefined;
      if (bucket.names.size === 0) values?.delete(value);
    });
  }

  at(namespace: string, key: string, value: string): Bucket | undefined {
    return this.#buckets.get(namespace)?.get(key)?.get(value);
  }
}

/** Objects of one kind by label, by owner and (for Services) by what they select. Each is worked out when it is asked for. */
export class KindIndex {
  readonly #shelf: () => Shelf;
  #labels: Places | undefined;
  #owners: Places | undefined;
  #selectors: Places | undefined;

  constructor(shelf: () => Shelf) {
    this.#shelf = shelf;
  }

  /** An object came, went or has changed. The buckets hold names, so one that stays where it is costs nothing. */
  note(before: AnyKind | undefined, after: AnyKind | undefined): void {
    if (before !== undefined && after !== undefined && !hasMoved(before, after)) return;
    for (const places of [this.#labels, this.#owners, this.#selectors]) {
      if (before !== undefined) places?.delete(before);
      if (after !== undefined) places?.add(after);
    }
  }

  ownedBy(namespace: string | undefined, kind: string, name: string): readonly AnyKind[] {
    this.#owners ??= new Places(this.#shelf(), ownersOf);
    return this.#sorted(namespace ?? "", this.#owners.at(namespace ?? "", kind, name));
  }

  /** Objects that have all the labels: those of the rarest one are looked at. */
  labelled(namespace: string, labels: Labels): readonly AnyKind[] {
    this.#labels ??= new Places(this.#shelf(), labelsOf);
    let rarest: Bucket | undefined;
    let wanted = 0;
    for (const key in labels) {
      const bucket = this.#labels.at(namespace, key, labels[key] ?? "");
      if (bucket === undefined) return [];
      if (rarest === undefined || bucket.names.size < rarest.names.size) rarest = bucket;
      wanted++;
    }
    const found = this.#sorted(namespace, rarest);
    return wanted === 1 ? found : found.filter(({ metadata }) => holds(labels, metadata.labels ?? {}));
  }

  /** Services that select an object with these labels. */
  selecting(namespace: string, labels: Labels): readonly AnyKind[] {
    this.#selectors ??= new Places(this.#shelf(), selectorOf);
    const found = new Set<string>();
    for (const key in labels) {
      for (const name of this.#selectors.at(namespace, key, labels[key] ?? "")?.names ?? []) {
        const object = this.#shelf().get(namespace, name)?.object;
        if (object?.kind === "Service" && holds(object.spec.selector ?? {}, labels)) found.add(name);
      }
    }
    return this.#inOrder(namespace, [...found].sort());
  }

  #sorted(namespace: string, bucket: Bucket | undefined): readonly AnyKind[] {
    if (bucket === undefined) return [];
    bucket.sorted ??= [...bucket.names].sort();
    return this.#inOrder(namespace, bucket.sorted);
  }

  #inOrder(namespace: string, names: readonly string[]): readonly AnyKind[] {
    const shelf = this.#shelf();
    const found: AnyKind[] = [];
    for (const name of names) {
      const stored = shelf.get(namespace, name);
      if (stored !== undefined) found.push(stored.object);
    }
    return found;
  }
}

function labelsOf({ metadata }: AnyKind, visit: Visit): void {
  const { labels } = metadata;
  for (const key in labels) visit(key, labels[key] ?? "");
}

function selectorOf(object: AnyKind, visit: Visit): void {
  const selector = object.kind === "Service" ? object.spec.selector : undefined;
  for (const key in selector) visit(key, selector[key] ?? "");
}

function ownersOf({ metadata }: AnyKind, visit: Visit): void {
  for (const { kind, name } of metadata.ownerReferences ?? []) visit(kind, name);
}

/** What the index goes by is mostly the same object before and after. */
function hasMoved(before: AnyKind, after: AnyKind): boolean {
  const selector = (object: AnyKind): Labels | undefined =>
    object.kind === "Service" ? object.spec.selector : undefined;
  return (
    before.metadata.labels !== after.metadata.labels ||
    before.metadata.ownerReferences !== after.metadata.ownerReferences ||
    selector(before) !== selector(after)
  );
}

function holds(wanted: Labels, labels: Labels): boolean {
  for (const key in wanted) if (!Object.hasOwn(labels, key) || labels[key] !== wanted[key]) return false;
  return true;
}
