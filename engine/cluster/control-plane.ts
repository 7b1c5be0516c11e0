import equal from "fast-deep-equal";
import type { AnyKind, KindName, Kinds } from "../api/kinds.ts";
import type { KubernetesObject, OwnerReference } from "../api/meta.ts";
import { type Clock, formatTimestamp } from "../values/clock.ts";
import type { Labels } from "../values/label-selector.ts";
import { hashText } from "../values/random.ts";
import type { Source } from "../values/source.ts";
import type { Profile } from "./profile.ts";
import type { Changes, Store } from "./store.ts";

/** A control loop: reads and writes objects, knows no other loop. */
export interface Controller {
  readonly name: string;
  /** It runs when one of these kinds changed since its last run. */
  readonly watches: readonly KindName[];
  /** One run does all there is to do: what it wrote itself is no news to it. */
  readonly settles?: true;
  reconcile(plane: ControlPlane, changes: Changes): void;
}

/** Something that happens to objects that are there, as a probe that fails; objects that are not there are left out. */
export type ClusterEvent = (plane: ControlPlane) => void;

/** The API server as a controller sees it. */
export class ControlPlane {
  readonly profile: Profile;
  readonly #store: Store;
  readonly #clock: Clock;

  constructor(store: Store, profile: Profile, clock: Clock) {
    this.#store = store;
    this.profile = profile;
    this.#clock = clock;
  }

  get<K extends KindName>(kind: K, namespace: string | undefined, name: string): Kinds[K] | undefined {
    return this.#store.get(kind, namespace, name);
  }

  list<K extends KindName>(kind: K, namespace?: string): readonly Kinds[K][] {
    if (namespace === undefined) return this.#store.list(kind).map(({ object }) => object as Kinds[K]);
    return this.#store.index(kind).inNamespace(namespace) as readonly Kinds[K][];
  }

  /** Objects of the kind that name the owner in their references. */
  owned<K extends KindName>(kind: K, owner: KubernetesObject): readonly Kinds[K][] {
    const { namespace, name } = owner.metadata;
    return this.#store.index(kind).ownedBy(namespace, owner.kind, name) as readonly Kinds[K][];
  }

  /** Objects of the namespace that have all these labels. */
  labelled<K extends KindName>(kind: K, namespace: string, labels: Labels): readonly Kinds[K][] {
    return this.#store.index(kind).labelled(namespace, labels) as readonly Kinds[K][];
  }

  /** Services of the namespace whose selector an object with these labels matches. */
  selecting(namespace: string, labels: Labels): readonly Kinds["Service"][] {
    return this.#store.index("Service").selecting(namespace, labels) as readonly Kinds["Service"][];
  }

  /** Whether an input wrote the object. */
  isFromInput({ kind, metadata }: KubernetesObject): boolean {
    return this.#store.stored(kind as KindName, metadata.namespace, metadata.name)?.source !== undefined;
  }

  /** Milliseconds since the epoch. */
  now(): number {
    return this.#clock.now();
  }

  /** Writes the object, with the metadata that the API server adds. Writing what is there changes nothing. */
  put(object: AnyKind, source?: Source): void {
    const { kind, metadata } = object;
    const before = this.#store.stored(kind, metadata.namespace, metadata.name);
    const from = source ?? before?.source;
    if (before !== undefined && source === undefined && sameContent(before.object, object)) return;
    const stamped = { ...object, metadata: this.#stamped(object, before?.object) };
    const stored = { object: Object.freeze(stamped) as AnyKind };
    this.#store.put(from === undefined ? stored : { ...stored, source: from });
  }

  remove({ kind, metadata }: AnyKind): void {
    this.#store.delete(kind, metadata.namespace, metadata.name);
  }

  #stamped(object: AnyKind, before: AnyKind | undefined): KubernetesObject["metadata"] {
    const { metadata } = object;
    const old = before?.metadata;
    const changed = before !== undefined && !equal(specOf(before), specOf(object));
    return {
      ...metadata,
      uid:
        metadata.uid ??
        old?.uid ??
        uidOf(object, this.#store.deletions(object.kind, metadata.namespace, metadata.name)),
      creationTimestamp:
        metadata.creationTimestamp ?? old?.creationTimestamp ?? formatTimestamp(this.#clock.now()),
      generation: (old?.generation ?? metadata.generation ?? 1) + (changed ? 1 : 0),
      resourceVersion: String(this.#store.revision + 1),
    };
  }
}

function specOf(object: AnyKind): unknown {
  return "spec" in object ? object.spec : undefined;
}

const STAMPS = new Set(["uid", "creationTimestamp", "generation", "resourceVersion"]);

/** Compares part by part, so that nothing is copied: most writes change nothing. */
function sameContent(a: AnyKind, b: AnyKind): boolean {
  return a === b || (sameFields(a, b, METADATA) && sameFields(a.metadata, b.metadata, STAMPS));
}

const METADATA: ReadonlySet<string> = new Set(["metadata"]);

function sameFields(a: object, b: object, except: ReadonlySet<string>): boolean {
  const [left, right] = [a, b] as readonly Readonly<Record<string, unknown>>[];
  if (left === undefined || right === undefined) return false;
  for (const key in left) {
    if (except.has(key)) continue;
    if (left[key] !== right[key] && !(Object.hasOwn(right, key) && equal(left[key], right[key])))
      return false;
  }
  for (const key in right) if (!except.has(key) && !Object.hasOwn(left, key)) return false;
  return true;
}

/** A UUID made from the object's own name, and from how often there was one before: the same in every run. */
function uidOf({ kind, metadata }: AnyKind, deletions: number): string {
  const again = deletions === 0 ? "" : `/${deletions}`;
  const name = `${kind}/${metadata.namespace ?? ""}/${metadata.name}${again}`;
  const part = (from: number): string => hashText(name, from).toString(16).padStart(8, "0");
  const hex = `${part(UID_PARTS[0])}${part(UID_PARTS[1])}${part(UID_PARTS[2])}${part(UID_PARTS[3])}`;
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

const UID_PARTS = [hashText("0 "), hashText("1 "), hashText("2 "), hashText("3 ")] as const;

/** The reference by which an object says who made it. */
export function controlledBy(owner: AnyKind): readonly OwnerReference[] {
  const { apiVersion, kind, metadata } = owner;
  return [
    {
      apiVersion,
      kind,
      name: metadata.name,
      uid: metadata.uid ?? "",
      controller: true,
      blockOwnerDeletion: true,
    },
  ];
}

export function isControlledBy(object: KubernetesObject, owner: KubernetesObject): boolean {
  return (object.metadata.ownerReferences ?? []).some(
    (reference) => reference.kind === owner.kind && reference.name === owner.metadata.name,
  );
}

export function hasController(object: KubernetesObject): boolean {
  return (object.metadata.ownerReferences ?? []).some((reference) => reference.controller === true);
}
