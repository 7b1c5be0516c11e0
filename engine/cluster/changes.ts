import type { KindName, Kinds } from "../api/kinds.ts";
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
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, object]) => object);
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
  for (const object of others.flatMap(({ before, after }) => [before, after])) {
    if (object === undefined) continue;
    const { namespace, ownerReferences = [] } = object.metadata;
    const owners =
      ownerReferences.length === 0
        ? plane.list(kind, namespace)
        : ownerReferences
            .filter((reference) => reference.kind === kind)
            .flatMap(({ name }) => plane.get(kind, namespace, name) ?? []);
    for (const owner of owners) found.set(nameOf(owner), owner);
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, object]) => object);
}

function nameOf({
  metadata,
}: {
  readonly metadata: { readonly namespace?: string; readonly name: string };
}): string {
  return `${metadata.namespace ?? ""} ${metadata.name}`;
}
