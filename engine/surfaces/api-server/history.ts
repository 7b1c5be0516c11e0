import type { KubernetesObject } from "../../api/meta.ts";
import { KIND_NAMES } from "../../api/scheme.ts";
import { observed } from "../../cluster/observed/observed.ts";
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

type Shelf = ReadonlyMap<string, KubernetesObject>;

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
    const shelves = new Map(KIND_NAMES.map((kind) => [kind as string, shelfOf(view, kind)]));
    const found = KIND_NAMES.flatMap((kind) =>
      compare(kind, this.#shelves.get(kind) ?? new Map(), shelves.get(kind) ?? new Map(), view.revision),
    ).sort((a, b) => a.version - b.version);
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

function shelfOf(view: ClusterView, kind: (typeof KIND_NAMES)[number]): Shelf {
  const objects = view.list(kind) as readonly KubernetesObject[];
  return new Map(
    objects.map((object) => [
      `${object.metadata.namespace ?? ""}/${object.metadata.name}`,
      observed(view, object),
    ]),
  );
}

function compare(kind: string, before: Shelf, after: Shelf, revision: number): readonly Happening[] {
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
