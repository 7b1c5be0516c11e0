import type { AnyKind, KindName, Kinds } from "../api/kinds.ts";
import { childOf } from "../values/nested-map.ts";
import { KindIndex } from "./kind-index.ts";
import { type Cell, Shelf, type Stored } from "./shelf.ts";

/** What became of one object; `before` is absent when it is new, `after` when it is gone. */
export interface Change {
  readonly before: AnyKind | undefined;
  readonly after: AnyKind | undefined;
}

/** A change with what is needed to undo it. */
class StoredChange implements Change {
  readonly from: Stored | undefined;
  readonly to: Stored | undefined;

  constructor(from: Stored | undefined, to: Stored | undefined) {
    this.from = from;
    this.to = to;
  }

  get before(): AnyKind | undefined {
    return this.from?.object;
  }

  get after(): AnyKind | undefined {
    return this.to?.object;
  }
}

/** What happened since a control loop last ran. */
export interface Changes {
  /** `undefined`: nobody remembers, so everything has to be looked at. */
  of(kind: KindName): readonly Change[] | undefined;
}

/** Changes of a kind since `from`, the version it had when the log began. */
interface Log {
  readonly from: number;
  readonly changes: StoredChange[];
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

  put(stored: Stored, found: Cell | undefined): void {
    const { namespace, name } = stored.object.metadata;
    const cell = this.isShared && found !== undefined ? this.writable().find(namespace, name) : found;
    const before = cell?.stored;
    if (cell === undefined) {
      const added = this.writable().add(stored);
      this.index?.add(added);
    } else {
      this.shelf.replace(cell, stored);
      if (before !== undefined) this.index?.replace(cell, before.object);
    }
    this.#note(before, stored);
  }

  delete(cell: Cell): void {
    const { stored } = cell;
    const { namespace, name } = stored.object.metadata;
    this.writable().delete(namespace, name);
    this.index?.delete(cell, stored.object);
    this.#note(stored, undefined);
  }

  #note(from: Stored | undefined, to: Stored | undefined): void {
    this.log ??= { from: this.version, changes: [] };
    this.log.changes.push(new StoredChange(from, to));
    this.version++;
  }

  /** Takes back what was changed since it had that version. */
  rollBack(version: number): void {
    if (version === this.version) return;
    const changes = this.log?.changes ?? [];
    const shelf = this.writable();
    for (let left = this.version - version; left > 0; left--) {
      const { from, to } = changes.pop() ?? {};
      const metadata = (from ?? to)?.object.metadata;
      if (metadata === undefined) continue;
      const cell = shelf.find(metadata.namespace, metadata.name);
      if (from === undefined) shelf.delete(metadata.namespace, metadata.name);
      else if (cell === undefined) shelf.add(from);
      else shelf.replace(cell, from);
    }
    this.version = version;
    this.index = undefined;
    // Whoever asks is told to look at everything.
    this.log = undefined;
  }
}

/** What the versions were when the work began. */
interface Journal {
  readonly versions: ReadonlyMap<KindName, number>;
  readonly revision: number;
}

/** Objects by kind, namespace and name. Copying is cheap: a kind's shelf is shared until one side writes it. */
export class Store {
  readonly #rooms = new Map<KindName, Room>();
  readonly #deletions = new Map<KindName, Map<string, number>>();
  #revision = 0;
  #journal: Journal | undefined;

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
    return count > MANY && count >= shelf.size / 2 ? undefined : log.changes.slice(-count);
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
    this.#roomOf(stored.object.kind).put(stored, cell);
    this.#revision++;
  }

  delete(kind: KindName, namespace: string | undefined, name: string): boolean {
    const room = this.#rooms.get(kind);
    const cell = room?.shelf.find(namespace, name);
    if (room === undefined || cell === undefined) return false;
    room.delete(cell);
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
    for (const [kind, room] of this.#rooms) {
      versions.set(kind, room.version);
      // All that is done from now on is remembered, so that it can be undone.
      if (room.log !== undefined && room.log.changes.length >= LONGEST_LOG) room.log = undefined;
    }
    const journal: Journal = { versions, revision: this.#revision };
    this.#journal = journal;
    try {
      return work();
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

  #rollBack({ versions, revision }: Journal): void {
    for (const [kind, room] of this.#rooms) {
      const version = versions.get(kind);
      if (version === undefined) this.#rooms.delete(kind);
      else room.rollBack(version);
    }
    this.#revision = revision;
  }
}

/** Changes that are sooner gone through one by one, whatever there is of the kind. */
const MANY = 256;

const NOTHING = new KindIndex(new Shelf());

/** Changes of a kind that are remembered; whoever has seen less has to look at everything. */
const LONGEST_LOG = 100_000;

function keyOf(namespace: string | undefined, name: string): string {
  return `${namespace ?? ""} ${name}`;
}
