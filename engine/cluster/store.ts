import type { AnyKind, KindName, Kinds } from "../api/kinds.ts";
import type { Source } from "../values/source.ts";
import { KindIndex } from "./kind-index.ts";

/** An object at rest, and where an input wrote it. Objects of the ambient cluster and of controllers have no source. */
export interface Stored {
  readonly object: AnyKind;
  readonly source?: Source;
}

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
  readonly changes: Change[];
}

/** What was at a place before it was written for the first time since the journal began. */
interface Journal {
  readonly places: Map<KindName, Map<string, Stored | undefined>>;
  readonly versions: ReadonlyMap<KindName, number>;
  readonly revision: number;
}

/** Objects by kind, namespace and name. Copying is cheap: a kind's shelf is shared until one side writes it. */
export class Store {
  readonly #shelves = new Map<KindName, Map<string, Stored>>();
  readonly #owned = new Set<KindName>();
  readonly #keys = new Map<KindName, readonly string[]>();
  readonly #sorted = new Map<KindName, readonly Stored[]>();
  readonly #versions = new Map<KindName, number>();
  readonly #indexes = new Map<KindName, KindIndex>();
  readonly #logs = new Map<KindName, Log>();
  readonly #deletions = new Map<string, number>();
  #revision = 0;
  #journal: Journal | undefined;

  /** Grows with every change. */
  get revision(): number {
    return this.#revision;
  }

  /** Grows with every change of the kind. */
  versionOf(kind: KindName): number {
    return this.#versions.get(kind) ?? 0;
  }

  /** What changed since the kind had that version; `undefined` when nobody remembers. */
  changesSince(kind: KindName, version: number): readonly Change[] | undefined {
    if (version === this.versionOf(kind)) return [];
    const log = this.#logs.get(kind);
    return log === undefined || version < log.from ? undefined : log.changes.slice(version - log.from);
  }

  get<K extends KindName>(kind: K, namespace: string | undefined, name: string): Kinds[K] | undefined {
    return this.stored(kind, namespace, name)?.object as Kinds[K] | undefined;
  }

  stored(kind: KindName, namespace: string | undefined, name: string): Stored | undefined {
    return this.#shelves.get(kind)?.get(keyOf(namespace, name));
  }

  /** By namespace, then name. */
  list(kind: KindName): readonly Stored[] {
    let sorted = this.#sorted.get(kind);
    if (sorted === undefined) {
      const shelf = this.#shelves.get(kind);
      let keys = this.#keys.get(kind);
      if (keys === undefined) {
        keys = [...(shelf?.keys() ?? [])].sort();
        this.#keys.set(kind, keys);
      }
      sorted = keys.flatMap((key) => shelf?.get(key) ?? []);
      this.#sorted.set(kind, sorted);
    }
    return sorted;
  }

  /** The kind's index, made when it is first asked for and kept up from then on. */
  index(kind: KindName): KindIndex {
    let index = this.#indexes.get(kind);
    if (index === undefined) {
      index = new KindIndex();
      for (const [key, { object }] of this.#shelves.get(kind) ?? []) index.add(key, object);
      this.#indexes.set(kind, index);
    }
    return index;
  }

  put(stored: Stored): void {
    const { kind, metadata } = stored.object;
    const key = keyOf(metadata.namespace, metadata.name);
    const shelf = this.#writable(kind);
    const known = shelf.get(key);
    const before = known?.object;
    this.#remember(kind, key, known);
    shelf.set(key, stored);
    if (before === undefined) this.#keys.delete(kind);
    this.#note(kind, key, { before, after: stored.object });
  }

  delete(kind: KindName, namespace: string | undefined, name: string): boolean {
    const key = keyOf(namespace, name);
    const known = this.#shelves.get(kind)?.get(key);
    const before = known?.object;
    if (before === undefined) return false;
    this.#remember(kind, key, known);
    this.#writable(kind).delete(key);
    this.#deletions.set(`${kind} ${key}`, this.deletions(kind, namespace, name) + 1);
    this.#keys.delete(kind);
    this.#note(kind, key, { before, after: undefined });
    return true;
  }

  /** How often an object of this name was deleted. */
  deletions(kind: KindName, namespace: string | undefined, name: string): number {
    return this.#deletions.get(`${kind} ${keyOf(namespace, name)}`) ?? 0;
  }

  kinds(): readonly KindName[] {
    return [...this.#shelves.keys()];
  }

  /** A copy that changes on its own. */
  fork(): Store {
    const copy = new Store();
    for (const [kind, shelf] of this.#shelves) copy.#shelves.set(kind, shelf);
    for (const [kind, version] of this.#versions) copy.#versions.set(kind, version);
    for (const [kind, sorted] of this.#sorted) copy.#sorted.set(kind, sorted);
    for (const [kind, keys] of this.#keys) copy.#keys.set(kind, keys);
    for (const [key, count] of this.#deletions) copy.#deletions.set(key, count);
    copy.#revision = this.#revision;
    this.#owned.clear();
    return copy;
  }

  /** Runs the work; when it throws, every object and version is again what it was. */
  atomically<T>(work: () => T): T {
    if (this.#journal !== undefined) return work();
    const journal: Journal = {
      places: new Map(),
      versions: new Map(this.#versions),
      revision: this.#revision,
    };
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

  #remember(kind: KindName, key: string, before: Stored | undefined): void {
    if (this.#journal === undefined) return;
    const { places } = this.#journal;
    let shelf = places.get(kind);
    if (shelf === undefined) {
      shelf = new Map();
      places.set(kind, shelf);
    }
    if (!shelf.has(key)) shelf.set(key, before);
  }

  #rollBack({ places, versions, revision }: Journal): void {
    for (const [kind, known] of places) {
      const shelf = this.#writable(kind);
      for (const [key, before] of known) {
        if (before === undefined) shelf.delete(key);
        else shelf.set(key, before);
      }
      this.#keys.delete(kind);
      this.#sorted.delete(kind);
      this.#indexes.delete(kind);
      // Whoever asks is told to look at everything.
      this.#logs.delete(kind);
      if (shelf.size === 0) this.#shelves.delete(kind);
    }
    this.#versions.clear();
    for (const [kind, version] of versions) this.#versions.set(kind, version);
    this.#revision = revision;
  }

  #writable(kind: KindName): Map<string, Stored> {
    let shelf = this.#shelves.get(kind);
    if (shelf === undefined || !this.#owned.has(kind)) {
      shelf = new Map(shelf);
      this.#shelves.set(kind, shelf);
      this.#owned.add(kind);
    }
    return shelf;
  }

  #note(kind: KindName, key: string, change: Change): void {
    const version = this.versionOf(kind);
    let log = this.#logs.get(kind);
    if (log === undefined || log.changes.length >= LONGEST_LOG) {
      log = { from: version, changes: [] };
      this.#logs.set(kind, log);
    }
    log.changes.push(change);
    this.#sorted.delete(kind);
    this.#versions.set(kind, version + 1);
    this.#revision++;
    const index = this.#indexes.get(kind);
    if (index === undefined) return;
    const { before, after } = change;
    if (before !== undefined && after !== undefined) index.replace(key, before, after);
    else {
      if (before !== undefined) index.delete(key, before);
      if (after !== undefined) index.add(key, after);
    }
  }
}

/** Changes of a kind that are remembered; whoever has seen less has to look at everything. */
const LONGEST_LOG = 100_000;

/** A space sorts before every character of a name, so the key's order is that of namespace, then name. */
function keyOf(namespace: string | undefined, name: string): string {
  return `${namespace ?? ""} ${name}`;
}
