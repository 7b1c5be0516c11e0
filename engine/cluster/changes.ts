import type { AnyKind, KindName, Kinds } from "../api/kinds.ts";
import type { ControlPlane } from "./control-plane.ts";
import type { Changes } from "./store.ts";

/** The objects of a kind that changed and are still there, each once; all of them when nobody remembers. */
export function touched<K extends KindName>(
  plane: ControlPlane,
  changes: Changes,
  kind: K,
): readonly Kinds[K][] {
  const all = changes.of(kind);
  if (all === undefined) return plane.list(kind);
  const found = new Map<string, Kinds[K]>();
  for (const { before, after } of all) {
    const metadata = (after ?? before)?.metadata;
    if (metadata === undefined) continue;
    const object = plane.get(kind, metadata.namespace, metadata.name);
    if (object !== undefined) found.set(`${metadata.namespace ?? ""} ${metadata.name}`, object);
  }
  return inOrder(found);
}

/** Values in the order of their keys. */
function inOrder<T>(found: ReadonlyMap<string, T>): readonly T[] {
  let isSorted = true;
  let last = "";
  for (const key of found.keys()) {
    if (key < last) isSorted = false;
    last = key;
  }
  if (isSorted) return [...found.values()];
  return [...found.keys()].sort().flatMap((key) => found.get(key) ?? []);
}

/** Whether the kind changed at all, or nobody remembers. */
export function hasChanged(changes: Changes, kind: KindName): boolean {
  return changes.of(kind)?.length !== 0;
}

/**
 * Owners of a kind that have something to do: those that changed, and those of dependents that changed, came or went. All
 * of a namespace where a dependent has no owner, for it may be adopted.
 */
export function concerned<K extends KindName>(
  plane: ControlPlane,
  changes: Changes,
  kind: K,
  dependents: KindName,
): readonly Kinds[K][] {
  const own = changes.of(kind);
  const others = changes.of(dependents);
  if (own === undefined || others === undefined) return plane.list(kind);
  const found = new Map(touched(plane, changes, kind).map((object) => [nameOf(object), object]));
  const whole = new Set<string | undefined>();
  const add = (object: AnyKind | undefined): void => {
    if (object === undefined) return;
    const { namespace, ownerReferences = [] } = object.metadata;
    if (ownerReferences.length === 0) {
      if (whole.has(namespace)) return;
      whole.add(namespace);
      for (const owner of plane.list(kind, namespace)) found.set(nameOf(owner), owner);
      return;
    }
    for (const reference of ownerReferences) {
      const owner = reference.kind === kind ? plane.get(kind, namespace, reference.name) : undefined;
      if (owner !== undefined) found.set(nameOf(owner), owner);
    }
  };
  for (const { before, after } of others) {
    add(before);
    add(after);
  }
  return inOrder(found);
}

function nameOf({
  metadata,
}: {
  readonly metadata: { readonly namespace?: string; readonly name: string };
}): string {
  return `${metadata.namespace ?? ""} ${metadata.name}`;
}
