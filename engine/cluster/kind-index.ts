import type { AnyKind } from "../api/kinds.ts";
import type { Labels } from "../values/label-selector.ts";
import { childOf } from "../values/nested-map.ts";
import { byName, type Cell, type Shelf } from "./shelf.ts";

/** Up to so many are sooner looked through than kept in a set; most have a few things in common with a few others. */
const FEW = 16;

/** Objects that have something in common; their order is kept until one comes or goes. */
class Bucket {
  #few: Cell[] | undefined;
  #many: Set<Cell> | undefined;
  #sorted: readonly Cell[] | undefined;

  constructor(first: Cell) {
    this.#few = [first];
  }

  get size(): number {
    return this.#many?.size ?? this.#few?.length ?? 0;
  }

  add(cell: Cell): void {
    this.#sorted = undefined;
    if (this.#few === undefined) this.#many?.add(cell);
    else if (!this.#few.includes(cell)) this.#few.push(cell);
    if (this.#few === undefined || this.#few.length <= FEW) return;
    this.#many = new Set(this.#few);
    this.#few = undefined;
  }

  delete(cell: Cell): void {
    this.#sorted = undefined;
    this.#many?.delete(cell);
    const index = this.#few?.indexOf(cell) ?? -1;
    if (index >= 0) this.#few?.splice(index, 1);
  }

  /** By name. */
  get cells(): readonly Cell[] {
    this.#sorted ??= inOrder(this.#many === undefined ? (this.#few ?? []) : [...this.#many]);
    return this.#sorted;
  }
}

type Visit = (key: string, value: string) => void;

/** Of one namespace: objects by key and value. */
type Values = Map<string, Map<string, Bucket>>;

/** Objects by namespace, key and value: a label and its text, an owner's kind and its name. Of namespaces that somebody asks for. */
class Places {
  readonly #known = new Map<string, Values>();
  readonly #shelf: Shelf;
  readonly #of: (object: AnyKind, visit: Visit) => void;
  /** What `#put` and `#drop` work on: so they are made once, and not for every object. */
  #cell: Cell | undefined;
  #values: Values = new Map();

  constructor(shelf: Shelf, of: (object: AnyKind, visit: Visit) => void) {
    this.#shelf = shelf;
    this.#of = of;
  }

  add(cell: Cell): void {
    const known = this.#known.get(cell.stored.object.metadata.namespace ?? "");
    if (known !== undefined) this.#visit(cell, cell.stored.object, known, this.#put);
  }

  /** `object` is what is, or was, in the cell. */
  delete(cell: Cell, object: AnyKind): void {
    const known = this.#known.get(object.metadata.namespace ?? "");
    if (known !== undefined) this.#visit(cell, object, known, this.#drop);
  }

  at(namespace: string, key: string, value: string): Bucket | undefined {
    let known = this.#known.get(namespace);
    if (known === undefined) {
      const made: Values = new Map();
      this.#shelf.visit(namespace, (cell) => this.#visit(cell, cell.stored.object, made, this.#put));
      this.#known.set(namespace, made);
      known = made;
    }
    return known.get(key)?.get(value);
  }

  #visit(cell: Cell, object: AnyKind, values: Values, visit: Visit): void {
    this.#cell = cell;
    this.#values = values;
    this.#of(object, visit);
  }

  readonly #put: Visit = (key, value) => {
    if (this.#cell === undefined) return;
    const values = childOf(this.#values, key);
    const bucket = values.get(value);
    if (bucket === undefined) values.set(value, new Bucket(this.#cell));
    else bucket.add(this.#cell);
  };

  readonly #drop: Visit = (key, value) => {
    const values = this.#values.get(key);
    const bucket = values?.get(value);
    if (bucket === undefined || this.#cell === undefined) return;
    bucket.delete(this.#cell);
    if (bucket.size === 0) values?.delete(value);
  };
}

/** Objects of one kind by label, by owner and (for Services) by what they select. Each is worked out when it is asked for. */
export class KindIndex {
  readonly #shelf: Shelf;
  /** By the label's key: of most labels nobody asks. */
  readonly #labels = new Map<string, Places>();
  #owners: Places | undefined;
  #selectors: Places | undefined;

  constructor(shelf: Shelf) {
    this.#shelf = shelf;
  }

  /** An object has come. */
  add(cell: Cell): void {
    for (const places of this.#labels.values()) places.add(cell);
    this.#owners?.add(cell);
    this.#selectors?.add(cell);
  }

  /** An object has gone. */
  delete(cell: Cell, object: AnyKind): void {
    for (const places of this.#labels.values()) places.delete(cell, object);
    this.#owners?.delete(cell, object);
    this.#selectors?.delete(cell, object);
  }

  /** An object has changed. One that stays where it is costs nothing. */
  replace(cell: Cell, before: AnyKind): void {
    if (!hasMoved(before, cell.stored.object)) return;
    this.delete(cell, before);
    this.add(cell);
  }

  ownedBy(namespace: string | undefined, kind: string, name: string): readonly AnyKind[] {
    this.#owners ??= new Places(this.#shelf, ownersOf);
    return objectsOf(this.#owners.at(namespace ?? "", kind, name));
  }

  /** Objects that have all the labels: those of the rarest one are looked at. */
  labelled(namespace: string, labels: Labels): readonly AnyKind[] {
    let rarest: Bucket | undefined;
    let wanted = 0;
    for (const key in labels) {
      const bucket = this.#labelled(key).at(namespace, key, labels[key] ?? "");
      if (bucket === undefined) return [];
      if (rarest === undefined || bucket.size < rarest.size) rarest = bucket;
      wanted++;
    }
    const found = objectsOf(rarest);
    return wanted === 1 ? found : found.filter(({ metadata }) => holds(labels, metadata.labels ?? {}));
  }

  #labelled(key: string): Places {
    let places = this.#labels.get(key);
    if (places === undefined) {
      places = new Places(this.#shelf, ({ metadata: { labels } }, visit) => {
        if (labels !== undefined && Object.hasOwn(labels, key)) visit(key, labels[key] ?? "");
      });
      this.#labels.set(key, places);
    }
    return places;
  }

  /** Services that select an object with these labels. */
  selecting(namespace: string, labels: Labels): readonly AnyKind[] {
    this.#selectors ??= new Places(this.#shelf, selectorOf);
    const found = new Set<Cell>();
    for (const key in labels) {
      for (const cell of this.#selectors.at(namespace, key, labels[key] ?? "")?.cells ?? []) {
        const { object } = cell.stored;
        if (object.kind === "Service" && holds(object.spec.selector ?? {}, labels)) found.add(cell);
      }
    }
    return inOrder([...found]).map(({ stored }) => stored.object);
  }
}

/** They mostly came in that order. */
function inOrder(cells: readonly Cell[]): readonly Cell[] {
  for (let index = 1; index < cells.length; index++) {
    const [before, cell] = [cells[index - 1], cells[index]];
    if (before !== undefined && cell !== undefined && before.name > cell.name) return [...cells].sort(byName);
  }
  return [...cells];
}

function objectsOf(bucket: Bucket | undefined): readonly AnyKind[] {
  return bucket === undefined ? [] : bucket.cells.map(({ stored }) => stored.object);
}

function selectorOf(object: AnyKind, visit: Visit): void {
  const selector = selectorIn(object);
  for (const key in selector) visit(key, selector[key] ?? "");
}

function ownersOf({ metadata }: AnyKind, visit: Visit): void {
  const { ownerReferences } = metadata;
  if (ownerReferences !== undefined) for (const { kind, name } of ownerReferences) visit(kind, name);
}

/** What the index goes by is mostly the same object before and after. */
function hasMoved(before: AnyKind, after: AnyKind): boolean {
  return (
    before.metadata.labels !== after.metadata.labels ||
    before.metadata.ownerReferences !== after.metadata.ownerReferences ||
    selectorIn(before) !== selectorIn(after)
  );
}

function selectorIn(object: AnyKind): Labels | undefined {
  return object.kind === "Service" ? object.spec.selector : undefined;
}

function holds(wanted: Labels, labels: Labels): boolean {
  for (const key in wanted) if (!Object.hasOwn(labels, key) || labels[key] !== wanted[key]) return false;
  return true;
}
