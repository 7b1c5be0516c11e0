import type { AnyKind, KindName, Kinds } from "../api/kinds.ts";
import { childOf } from "../values/nested-map.ts";
import { KindIndex } from "./kind-index.ts";
import { type Cell, Shelf, type Stored } from "./shelf.ts";

/** What became of one object; `before` is absent when it is new, `after` when it is gone. */
export interface Change {
  readonly before: AnyKind | undefined;
  readonly after: AnyKind | undefined;
}

/** What happened since a control loop last ran. */
export interface Changes {
  /** `undefined`: nobody remembers, so everything has to be looked at. */
  of(kind: KindName): readonly Change[] | undefined;
}

/** Changes of a kind since `from`, the version it had when the log began. */
interface Log {
  readonly from: number;
  /** What was there before each change, and after it: a load makes many, and few are asked for. */
  readonly befores: (AnyKind | undefined)[];
  readonly afters: (AnyKind | undefined)[];
}

/** All there is of one kind. */
class Room {
  shelf: Shelf;
  /** Whether a copy has the same shelf, which then is nobody's to write on. */
  isShared = false;
  version: number;
  log: Log | undefined;
  index: KindIndex | undefined;

  constructor(shelf: Shelf, version: number) {
    this.shelf = shelf;
    this.version = version;
  }

  fork(): Room {
    this.isShared = true;
    const copy = new Room(this.shelf, this.version);
    copy.isShared = true;
    return copy;
  }

  writable(): Shelf {
    if (this.isShared) {
      this.shelf = this.shelf.copy();
      this.isShared = false;
      // It knows the cells of the other shelf.
      this.index = undefined;
    }
    return this.shelf;
  }

  /** An object that comes in a transaction stays open until it ends; every other is frozen. */
  put(stored: Stored, found: Cell | undefined, journal: Journal | undefined): void {
    const { namespace, name } = stored.object.metadata;
    const cell = this.isShared && found !== undefined ? this.writable().find(namespace, name) : found;
    if (cell !== undefined || journal === undefined) Object.freeze(stored.object);
    if (cell === undefined) {
      const added = this.writable().add(stored);
      if (journal !== undefined) {
        added.journal = journal.number;
        journal.added.push(added);
      }
      this.index?.add(added);
      this.#note(undefined, stored.object);
      return;
    }
    const before = cell.stored;
    Object.freeze(before.object);
    this.#remember(cell, before, journal);
    this.shelf.replace(cell, stored);
    this.index?.replace(cell, before.object);
    this.#note(before.object, stored.object);
  }

  delete(cell: Cell, journal: Journal | undefined): void {
    const object = Object.freeze(cell.stored.object);
    this.#remember(cell, cell.stored, journal);
    this.writable().delete(object.metadata.namespace, object.metadata.name);
    this.index?.delete(cell, object);
    this.#note(object, undefined);
  }

  /** An open object was written in place. */
  noteWritten(object: AnyKind): void {
    this.#note(object, object);
  }

  /** Once for each place: what is there in between does not outlive the next write. */
  #remember(cell: Cell, before: Stored, journal: Journal | undefined): void {
    if (journal === undefined || cell.journal === journal.number) return;
    cell.journal = journal.number;
    journal.places.push({ room: this, cell, before });
  }

  /** Who has seen less than the log remembers has to look at so much that he may as well look at everything. */
  #note(before: AnyKind | undefined, after: AnyKind | undefined): void {
    if (this.log === undefined || isTooLong(this.log.afters.length, this.shelf.size))
      this.log = { from: this.version, befores: [], afters: [] };
    this.log.befores.push(before);
    this.log.afters.push(after);
    this.version++;
  }

  /** Puts back what was at the place; whoever asks what changed is told to look at everything. */
  restore({ cell, before }: Pick<Place, "cell"> & { readonly before?: Stored }): void {
    const { namespace, name } = cell.stored.object.metadata;
    const shelf = this.writable();
    const found = shelf.find(namespace, name);
    if (before === undefined) shelf.delete(namespace, name);
    else if (found === undefined) shelf.add(before);
    else shelf.replace(found, before);
    this.index = undefined;
    this.log = undefined;
  }
}

/** A place that was written, and what was there before. */
interface Place {
  readonly room: Room;
  readonly cell: Cell;
  readonly before: Stored;
}

/** What is needed to undo everything, oldest first. */
interface Journal {
  readonly number: number;
  readonly places: Place[];
  /** Places of objects that came, in a list of their own: in a load that is nearly all. */
  readonly added: Cell[];
  readonly versions: ReadonlyMap<KindName, number>;
  readonly revision: number;
}

/** Objects by kind, namespace and name. Copying is cheap: a kind's shelf is shared until one side writes it. */
export class Store {
  readonly #rooms = new Map<KindName, Room>();
  readonly #deletions = new Map<KindName, Map<string, number>>();
  #revision = 0;
  #journal: Journal | undefined;
  #journals = 0;

  /** Grows with every change. */
  get revision(): number {
    return this.#revision;
  }

  /** Grows with every change of the kind. */
  versionOf(kind: KindName): number {
    return this.#rooms.get(kind)?.version ?? 0;
  }

  /** What changed since the kind had that version; `undefined` when nobody remembers, or looking at everything is less work. */
  changesSince(kind: KindName, version: number): readonly Change[] | undefined {
    const room = this.#rooms.get(kind);
    if (room === undefined || version === room.version) return [];
    const { log, shelf } = room;
    if (log === undefined || version < log.from) return undefined;
    const count = room.version - version;
    if (isTooLong(count, shelf.size)) return undefined;
    const befores = log.befores.slice(-count);
    return log.afters.slice(-count).map((after, index) => ({ before: befores[index], after }));
  }

  get<K extends KindName>(kind: K, namespace: string | undefined, name: string): Kinds[K] | undefined {
    return this.stored(kind, namespace, name)?.object as Kinds[K] | undefined;
  }

  stored(kind: KindName, namespace: string | undefined, name: string): Stored | undefined {
    return this.find(kind, namespace, name)?.stored;
  }

  /** The place of an object that is there: for `put`, and not for longer. */
  find(kind: KindName, namespace: string | undefined, name: string): Cell | undefined {
    return this.#rooms.get(kind)?.shelf.find(namespace, name);
  }

  /** By namespace, then name. */
  list(kind: KindName): readonly Stored[] {
    return this.#rooms.get(kind)?.shelf.list() ?? [];
  }

  /** How many there are in a namespace. */
  sizeIn(kind: KindName, namespace: string): number {
    return this.#rooms.get(kind)?.shelf.sizeIn(namespace) ?? 0;
  }

  /** Those of a namespace, by name. */
  inNamespace(kind: KindName, namespace: string): readonly Stored[] {
    return this.#rooms.get(kind)?.shelf.inNamespace(namespace) ?? [];
  }

  /** The kind's index, made when it is first asked for and kept up from then on. */
  index(kind: KindName): KindIndex {
    const room = this.#rooms.get(kind);
    if (room === undefined) return NOTHING;
    room.index ??= new KindIndex(room.shelf);
    return room.index;
  }

  /** `cell` is the place of the object, as `find` gives it. */
  put(stored: Stored, cell: Cell | undefined): void {
    this.#roomOf(stored.object.kind).put(stored, cell, this.#journal);
    this.#revision++;
  }

  /** How many places were written in the transaction that is going on; `undefined` when there is none. */
  get placesWritten(): number | undefined {
    const journal = this.#journal;
    return journal === undefined ? undefined : journal.places.length + journal.added.length;
  }

  /** Whether the object came in the transaction that is going on, so that nobody else has it yet. */
  isOpen(object: AnyKind): boolean {
    return this.#journal !== undefined && !Object.isFrozen(object);
  }

  noteWritten(object: AnyKind): void {
    this.#roomOf(object.kind).noteWritten(object);
    this.#revision++;
  }

  delete(kind: KindName, namespace: string | undefined, name: string): boolean {
    const room = this.#rooms.get(kind);
    const cell = room?.shelf.find(namespace, name);
    if (room === undefined || cell === undefined) return false;
    room.delete(cell, this.#journal);
    const counts = childOf(this.#deletions, kind);
    const key = keyOf(namespace, name);
    counts.set(key, (counts.get(key) ?? 0) + 1);
    this.#revision++;
    return true;
  }

  /** How often an object of this name was deleted. */
  deletions(kind: KindName, namespace: string | undefined, name: string): number {
    return this.#deletions.get(kind)?.get(keyOf(namespace, name)) ?? 0;
  }

  /** Kinds of which there are, or were, objects. */
  kinds(): readonly KindName[] {
    return [...this.#rooms.keys()];
  }

  /** A copy that changes on its own. */
  fork(): Store {
    const copy = new Store();
    for (const [kind, room] of this.#rooms) copy.#rooms.set(kind, room.fork());
    for (const [kind, counts] of this.#deletions) copy.#deletions.set(kind, new Map(counts));
    copy.#revision = this.#revision;
    return copy;
  }

  /** Runs the work; when it throws, every object and version is again what it was. */
  atomically<T>(work: () => T): T {
    if (this.#journal !== undefined) return work();
    const versions = new Map<KindName, number>();
    for (const [kind, room] of this.#rooms) versions.set(kind, room.version);
    const journal: Journal = {
      number: ++this.#journals,
      places: [],
      added: [],
      versions,
      revision: this.#revision,
    };
    this.#journal = journal;
    try {
      const result = work();
      for (const cell of journal.added) Object.freeze(cell.stored.object);
      return result;
    } catch (error) {
      this.#rollBack(journal);
      throw error;
    } finally {
      this.#journal = undefined;
    }
  }

  #roomOf(kind: KindName): Room {
    let room = this.#rooms.get(kind);
    if (room === undefined) {
      room = new Room(new Shelf(), 0);
      this.#rooms.set(kind, room);
    }
    return room;
  }

  #rollBack({ places, added, versions, revision }: Journal): void {
    // What came goes first: it may have taken the place of something that was removed.
    for (const cell of added) this.#roomOf(cell.stored.object.kind).restore({ cell });
    for (const place of places.reverse()) place.room.restore(place);
    for (const [kind, room] of this.#rooms) {
      const version = versions.get(kind);
      if (version === undefined) this.#rooms.delete(kind);
      else room.version = version;
    }
    this.#revision = revision;
  }
}

/** Changes that are sooner gone through one by one, whatever there is of the kind. */
const MANY = 256;

function isTooLong(changes: number, objects: number): boolean {
  return changes > MANY && changes >= objects / 2;
}

const NOTHING = new KindIndex(new Shelf());

function keyOf(namespace: string | undefined, name: string): string {
  return `${namespace ?? ""} ${name}`;
}
