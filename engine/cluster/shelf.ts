import type { AnyKind } from "../api/kinds.ts";
import type { Source } from "../values/source.ts";

/** An object at rest, and where an input wrote it. Objects of the ambient cluster and of controllers have no source. */
export interface Stored {
  readonly object: AnyKind;
  readonly source: Source | undefined;
}

/** Objects of one kind by namespace, then name. Both are looked up as they stand: no key is spelt for it. */
export class Shelf {
  readonly #places = new Map<string, Map<string, Stored>>();
  /** Names of a namespace in their order, until one comes or goes. */
  readonly #names = new Map<string, readonly string[]>();
  #sorted: readonly Stored[] | undefined;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  get(namespace = "", name: string): Stored | undefined {
    return this.#places.get(namespace)?.get(name);
  }

  set(stored: Stored): void {
    const { namespace = "", name } = stored.object.metadata;
    let place = this.#places.get(namespace);
    if (place === undefined) {
      place = new Map();
      this.#places.set(namespace, place);
    }
    const before = place.size;
    place.set(name, stored);
    this.#sorted = undefined;
    if (place.size === before) return;
    this.#names.delete(namespace);
    this.#size++;
  }

  delete(namespace = "", name: string): void {
    const place = this.#places.get(namespace);
    if (place?.delete(name) !== true) return;
    if (place.size === 0) this.#places.delete(namespace);
    this.#names.delete(namespace);
    this.#sorted = undefined;
    this.#size--;
  }

  /** By namespace, then name. */
  list(): readonly Stored[] {
    if (this.#sorted === undefined) {
      const sorted: Stored[] = [];
      for (const namespace of [...this.#places.keys()].sort()) this.#collect(namespace, sorted);
      this.#sorted = sorted;
    }
    return this.#sorted;
  }

  /** Those of a namespace, by name. */
  inNamespace(namespace: string): readonly Stored[] {
    const found: Stored[] = [];
    this.#collect(namespace, found);
    return found;
  }

  copy(): Shelf {
    const copy = new Shelf();
    for (const [namespace, place] of this.#places) copy.#places.set(namespace, new Map(place));
    for (const [namespace, names] of this.#names) copy.#names.set(namespace, names);
    copy.#sorted = this.#sorted;
    copy.#size = this.#size;
    return copy;
  }

  #collect(namespace: string, found: Stored[]): void {
    const place = this.#places.get(namespace);
    if (place === undefined) return;
    let names = this.#names.get(namespace);
    if (names === undefined) {
      names = [...place.keys()].sort();
      this.#names.set(namespace, names);
    }
    for (const name of names) {
      const stored = place.get(name);
      if (stored !== undefined) found.push(stored);
    }
  }
}
