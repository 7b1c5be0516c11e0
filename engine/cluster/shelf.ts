import type { AnyKind } from "../api/kinds.ts";
import { childOf } from "../values/nested-map.ts";
import type { Source } from "../values/source.ts";

/** An object at rest, and where an input wrote it. Objects of the ambient cluster and of controllers have no source. */
export interface Stored {
  readonly object: AnyKind;
  readonly source: Source | undefined;
}

/** The place of one object: it stays the same while what is stored there changes. */
export interface Cell {
  readonly name: string;
  stored: Stored;
  /** Number of the journal that remembers what was stored here when it began. */
  journal: number;
}

/** Objects of one kind by namespace, then name. Both are looked up as they stand: no key is spelt for it. */
export class Shelf {
  readonly #places = new Map<string, Map<string, Cell>>();
  /** Cells of a namespace in the order of their names, until one comes or goes. */
  readonly #order = new Map<string, readonly Cell[]>();
  #sorted: readonly Stored[] | undefined;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** How many there are in a namespace. */
  sizeIn(namespace: string): number {
    return this.#places.get(namespace)?.size ?? 0;
  }

  find(namespace = "", name: string): Cell | undefined {
    return this.#places.get(namespace)?.get(name);
  }

  /** Puts an object where there is none. */
  add(stored: Stored): Cell {
    const { namespace = "", name } = stored.object.metadata;
    const cell: Cell = { name, stored, journal: 0 };
    childOf(this.#places, namespace).set(name, cell);
    this.#order.delete(namespace);
    this.#sorted = undefined;
    this.#size++;
    return cell;
  }

  /** Puts an object in the place of another. `cell` is one of this shelf. */
  replace(cell: Cell, stored: Stored): void {
    cell.stored = stored;
    this.#sorted = undefined;
  }

  delete(namespace = "", name: string): void {
    const place = this.#places.get(namespace);
    if (place?.delete(name) !== true) return;
    if (place.size === 0) this.#places.delete(namespace);
    this.#order.delete(namespace);
    this.#sorted = undefined;
    this.#size--;
  }

  /** By namespace, then name. */
  list(): readonly Stored[] {
    if (this.#sorted === undefined) {
      const sorted: Stored[] = [];
      for (const namespace of [...this.#places.keys()].sort())
        for (const { stored } of this.#inOrder(namespace)) sorted.push(stored);
      this.#sorted = sorted;
    }
    return this.#sorted;
  }

  /** Those of a namespace, by name. */
  inNamespace(namespace: string): readonly Stored[] {
    return this.#inOrder(namespace).map(({ stored }) => stored);
  }

  /** Those of a namespace, in no order. */
  visit(namespace: string, visit: (cell: Cell) => void): void {
    for (const cell of this.#places.get(namespace)?.values() ?? []) visit(cell);
  }

  copy(): Shelf {
    const copy = new Shelf();
    for (const [namespace, place] of this.#places) {
      const cells = childOf(copy.#places, namespace);
      for (const [name, { stored }] of place) cells.set(name, { name, stored, journal: 0 });
    }
    for (const [namespace, order] of this.#order) {
      const cells = copy.#places.get(namespace);
      copy.#order.set(
        namespace,
        order.flatMap(({ name }) => cells?.get(name) ?? []),
      );
    }
    copy.#sorted = this.#sorted;
    copy.#size = this.#size;
    return copy;
  }

  #inOrder(namespace: string): readonly Cell[] {
    let order = this.#order.get(namespace);
    if (order === undefined) {
      order = [...(this.#places.get(namespace)?.values() ?? [])].sort(byName);
      this.#order.set(namespace, order);
    }
    return order;
  }
}

export function byName(a: Cell, b: Cell): number {
  return a.name < b.name ? -1 : 1;
}
