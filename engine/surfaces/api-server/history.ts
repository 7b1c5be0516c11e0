import type { KubernetesObject } from "../../api/meta.ts";
import { KIND_NAMES } from "../../api/scheme.ts";
import { observed, speaksOfOthers } from "../../cluster/observed/observed.ts";
import type { ClusterView } from "../../cluster/view.ts";

/** What became of one object between two looks at the cluster. */
export interface Happening {
  readonly kind: string;
  readonly version: number;
  readonly before: KubernetesObject | undefined;
  readonly after: KubernetesObject | undefined;
}

/** Happenings that are remembered; who has seen less has to list again. */
const MOST = 10_000;

/** The objects of a kind at one look, as they are stored and as clients see them. */
interface Shelf {
  readonly stored: readonly KubernetesObject[];
  readonly shown: readonly KubernetesObject[];
  /** By namespace and name. */
  readonly seen: ReadonlyMap<string, KubernetesObject>;
}

const EMPTY: Shelf = { stored: [], shown: [], seen: new Map() };

/** What has happened to the cluster's objects, as far as it is remembered: what watches are made from. */
export class History {
  #shelves: ReadonlyMap<string, Shelf>;
  #view: ClusterView;
  #happenings: Happening[] = [];
  #since: number;

  constructor(view: ClusterView) {
    this.#view = view;
    this.#since = view.revision;
    this.#shelves = new Map(KIND_NAMES.map((kind) => [kind, shelfOf(view, kind)]));
  }

  /** Looks at the cluster again; what is new since the last look, oldest first. */
  look(view: ClusterView): readonly Happening[] {
    if (view === this.#view) return [];
    const shelves = new Map<string, Shelf>();
    const found: Happening[] = [];
    for (const kind of KIND_NAMES) {
      const before = this.#shelves.get(kind) ?? EMPTY;
      const after = shelfOf(view, kind, before);
      shelves.set(kind, after);
      if (after !== before) found.push(...compare(kind, before.seen, after.seen, view.revision));
    }
    found.sort((a, b) => a.version - b.version);
    this.#shelves = shelves;
    this.#view = view;
    this.#happenings.push(...found);
    const extra = this.#happenings.length - MOST;
    if (extra > 0) this.#since = this.#happenings.splice(0, extra).at(-1)?.version ?? this.#since;
    return found;
  }

  /** Happenings of a kind after a version; `undefined` when they are no longer remembered. */
  after(kind: string, version: number): readonly Happening[] | undefined {
    if (version < this.#since) return undefined;
    return this.#happenings.filter((one) => one.kind === kind && one.version > version);
  }
}

/** The shelf as it was where nothing on it has changed. */
function shelfOf(view: ClusterView, kind: (typeof KIND_NAMES)[number], before: Shelf = EMPTY): Shelf {
  const stored = view.list(kind) as readonly KubernetesObject[];
  if (stored.length === 0 && before.stored.length === 0) return before;
  const isSameStock = isSameList(stored, before.stored);
  if (isSameStock && !speaksOfOthers(kind)) return before;
  const shown = stored.map((object) => observed(view, object));
  if (isSameStock && isSameList(shown, before.shown)) return before;
  const seen = new Map(
    shown.map((object) => [`${object.metadata.namespace ?? ""}/${object.metadata.name}`, object]),
  );
  return { stored, shown, seen };
}

function isSameList(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((object, index) => object === other[index]);
}

function compare(
  kind: string,
  before: Shelf["seen"],
  after: Shelf["seen"],
  revision: number,
): readonly Happening[] {
  const found: Happening[] = [];
  for (const [key, object] of after) {
    const old = before.get(key);
    if (old === object) continue;
    const { uid, resourceVersion } = object.metadata;
    const version = Number(resourceVersion ?? revision);
    if (old !== undefined && old.metadata.uid !== uid) {
      found.push(
        { kind, version, before: old, after: undefined },
        { kind, version, before: undefined, after: object },
      );
    } else if (old?.metadata.resourceVersion !== resourceVersion)
      found.push({ kind, version, before: old, after: object });
  }
  for (const [key, object] of before)
    if (!after.has(key)) found.push({ kind, version: revision, before: object, after: undefined });
  return found;
}
