import equal from "fast-deep-equal";
import type { Pod } from "../api/core/pod.ts";
import { isSamePodSpec } from "../api/core/pod-update-validation.ts";
import type { Service } from "../api/core/service.ts";
import type { AnyKind, KindName, Kinds } from "../api/kinds.ts";
import type { KubernetesObject, ObjectMeta, OwnerReference } from "../api/meta.ts";
import { type Clock, formatTimestamp } from "../values/clock.ts";
import { type Open, openCopy } from "../values/copy.ts";
import type { Labels } from "../values/label-selector.ts";
import { withLazyField } from "../values/lazy-field.ts";
import type { Source } from "../values/source.ts";
import type { Profile } from "./profile.ts";
import type { Saying, Sayings } from "./sayings.ts";
import type { Changes, Store } from "./store.ts";
import { uidOf } from "./uid.ts";

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

/** What somebody asks of an object, and what became of it. */
type Part = "spec" | "status";

/** The API server as a controller sees it. */
export class ControlPlane {
  readonly profile: Profile;
  /** The how manieth time it is that something is done to a cluster in use; `undefined` while it is laid down. */
  readonly moment: number | undefined;
  readonly #store: Store;
  readonly #clock: Clock;
  #selected = { version: -1, pods: new Map<Service, readonly Pod[]>() };

  readonly #sayings: Sayings;

  constructor(store: Store, profile: Profile, clock: Clock, sayings: Sayings, moment?: number) {
    this.moment = moment;
    this.#sayings = sayings;
    this.#store = store;
    this.profile = profile;
    this.#clock = clock;
  }

  get<K extends KindName>(kind: K, namespace: string | undefined, name: string): Kinds[K] | undefined {
    return this.#store.get(kind, namespace, name);
  }

  list<K extends KindName>(kind: K, namespace?: string): readonly Kinds[K][] {
    if (namespace === undefined) return this.#store.list(kind).map(({ object }) => object as Kinds[K]);
    return this.#store.inNamespace(kind, namespace).map(({ object }) => object as Kinds[K]);
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

  /** Pods that the Service selects. Who asks again before a pod has changed gets the same list. */
  selected(service: Service): readonly Pod[] {
    const version = this.#store.versionOf("Pod");
    if (this.#selected.version !== version) this.#selected = { version, pods: new Map() };
    let pods = this.#selected.pods.get(service);
    if (pods === undefined) {
      pods = this.labelled("Pod", service.metadata.namespace ?? "default", service.spec.selector ?? {});
      this.#selected.pods.set(service, pods);
    }
    return pods;
  }

  /** Services of the namespace whose selector an object with these labels matches. */
  selecting(namespace: string, labels: Labels): readonly Kinds["Service"][] {
    return this.#store.index("Service").selecting(namespace, labels) as readonly Kinds["Service"][];
  }

  /** Whether an input wrote the object. */
  isFromInput({ kind, metadata }: KubernetesObject): boolean {
    return this.#store.stored(kind as KindName, metadata.namespace, metadata.name)?.source !== undefined;
  }

  /** Whether an object of this name is gone: who draws names at random never meets one again. */
  wasDeleted(kind: KindName, namespace: string | undefined, name: string): boolean {
    return this.#store.deletions(kind, namespace, name) > 0;
  }

  /** Milliseconds since the epoch. */
  now(): number {
    return this.#clock.now();
  }

  /** Writes an Event. */
  say(saying: Saying): void {
    this.#sayings.add({ ...saying, at: this.now() });
  }

  /** Writes the object, with the metadata that the API server adds. Writing what is there changes nothing. */
  put(object: AnyKind, source?: Source): void {
    const { kind, metadata } = object;
    const cell = this.#store.find(kind, metadata.namespace, metadata.name);
    const before = cell?.stored;
    const from = source ?? before?.source;
    if (before !== undefined && source === undefined && sameContent(before.object, object)) return;
    const stamped = openCopy(object);
    stamped.metadata = this.#stamped(object, before?.object);
    this.#store.put({ object: stamped as AnyKind, source: from }, cell);
  }

  /**
   * Writes the object as it was read, with another spec or status. One that came in this very transaction is nobody's yet
   * and is written in place: it is seen only once all loops have run.
   */
  putPart<T extends AnyKind, F extends Part & keyof T>(object: T, part: F, value: T[F]): void {
    if (!this.#store.isOpen(object)) {
      this.put({ ...object, [part]: value });
      return;
    }
    (object as Open<T>)[part] = value;
    this.#store.noteWritten(object);
  }

  /**
   * As `put`, and the field is worked out when somebody reads it: in a large cluster that is for few objects. `make` goes by
   * what it was given, not by what the cluster holds by then.
   */
  putLazily<T extends AnyKind, F extends keyof T & string>(object: T, field: F, make: () => T[F]): void {
    const { kind, metadata } = object;
    if (this.#store.stored(kind, metadata.namespace, metadata.name) !== undefined) {
      this.put({ ...object, [field]: make() });
      return;
    }
    const lazy: Open<AnyKind> = withLazyField(object, field, make);
    lazy.metadata = this.#stamped(object, undefined);
    this.#store.put({ object: lazy, source: undefined }, undefined);
  }

  remove({ kind, metadata }: AnyKind): void {
    this.#store.delete(kind, metadata.namespace, metadata.name);
  }

  #stamped(object: AnyKind, before: AnyKind | undefined): ObjectMeta {
    const { metadata } = object;
    const old = before?.metadata;
    const changed = before !== undefined && !isBinding(before, object) && !isSameSpec(before, object);
    const uid = metadata.uid ?? old?.uid ?? this.#newUid(object);
    const creationTimestamp =
      metadata.creationTimestamp ?? old?.creationTimestamp ?? formatTimestamp(this.#clock.now());
    const generation = WITHOUT_GENERATION.has(object.kind)
      ? undefined
      : (old?.generation ?? metadata.generation ?? 1) + (changed ? 1 : 0);
    const resourceVersion = String(this.#store.revision + 1);
    return Object.freeze(stampedWith(metadata, { uid, creationTimestamp, generation, resourceVersion }));
  }

  #newUid({ kind, metadata }: AnyKind): string {
    const { namespace, name } = metadata;
    return uidOf(kind, namespace, name, this.#store.deletions(kind, namespace, name));
  }
}

interface Stamps {
  readonly uid: string;
  readonly creationTimestamp: string;
  readonly generation: number | undefined;
  readonly resourceVersion: string;
}

/** Most metadata is a name, a namespace and labels: then the copy is made in one piece. */
function stampedWith(metadata: ObjectMeta, stamps: Stamps): ObjectMeta {
  const { uid, creationTimestamp, generation, resourceVersion } = stamps;
  const { name, namespace, labels } = metadata;
  if (isUsual(metadata) && namespace !== undefined && labels !== undefined)
    return generation === undefined
      ? { name, namespace, labels, uid, creationTimestamp, resourceVersion }
      : { name, namespace, labels, uid, creationTimestamp, generation, resourceVersion };
  const stamped: Open<ObjectMeta> = openCopy(metadata);
  stamped.uid = uid;
  stamped.creationTimestamp = creationTimestamp;
  if (generation !== undefined) stamped.generation = generation;
  stamped.resourceVersion = resourceVersion;
  return stamped;
}

const USUAL = ["name", "namespace", "labels"];

function isUsual(metadata: ObjectMeta): boolean {
  let count = 0;
  for (const key in metadata) if (key !== USUAL[count++]) return false;
  return count === USUAL.length;
}

/** Giving a pod its node is no change of what was asked for. */
function isBinding(before: AnyKind, after: AnyKind): boolean {
  if (before.kind !== "Pod" || after.kind !== "Pod") return false;
  return before.spec.nodeName === undefined && after.spec.nodeName !== undefined;
}

function isSameSpec(before: AnyKind, after: AnyKind): boolean {
  if (before.kind === "Pod" && after.kind === "Pod") return isSamePodSpec(before.spec, after.spec);
  return equal(specOf(before), specOf(after));
}

function specOf(object: AnyKind): unknown {
  return "spec" in object ? object.spec : undefined;
}

/** Kinds whose changes the API server does not count. */
const WITHOUT_GENERATION: ReadonlySet<string> = new Set([
  "ClusterRole",
  "ClusterRoleBinding",
  "ConfigMap",
  "Endpoints",
  "Namespace",
  "Node",
  "Role",
  "RoleBinding",
  "Secret",
  "Service",
  "ServiceAccount",
]);

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
