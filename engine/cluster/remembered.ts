import type { KindName, Kinds } from "../api/kinds.ts";

/** What control loops and the data plane can both read. */
export interface Reader {
  get<K extends KindName>(kind: K, namespace: string | undefined, name: string): Kinds[K] | undefined;
  list<K extends KindName>(kind: K, namespace?: string): readonly Kinds[K][];
}

/** Something that was read, and what was found. Frozen objects never change, so the same object says the same. */
interface Read {
  readonly kind: KindName;
  readonly namespace: string | undefined;
  /** Absent when the whole kind was listed. */
  readonly name: string | undefined;
  readonly found: unknown;
}

interface Known<V> {
  readonly inputs: readonly unknown[];
  readonly reads: readonly Read[];
  readonly value: V;
}

/**
 * A question about an object that is asked of every revision of a cluster, as a route's parents are: worked out anew only
 * when one of the objects that the answer was read from is another one. `inputs` are what else it goes by.
 */
export function remembered<K extends object, I extends readonly unknown[], V>(
  make: (reader: Reader, key: K, ...inputs: I) => V,
): (reader: Reader, key: K, ...inputs: I) => V {
  const answers = new WeakMap<K, Known<V>>();
  return (reader, key, ...inputs) => {
    const known = answers.get(key);
    if (known !== undefined && areSame(known.inputs, inputs) && stillHolds(reader, known.reads))
      return known.value;
    const reads: Read[] = [];
    const value = make(recording(reader, reads), key, ...inputs);
    if (isSettled(key) && reads.every(({ found }) => isSettled(found)))
      answers.set(key, { inputs, reads, value });
    return value;
  };
}

/** What came in the transaction under way may still be written in place, and is frozen when that ends. */
function isSettled(found: unknown): boolean {
  return Array.isArray(found) ? found.every(Object.isFrozen) : found === undefined || Object.isFrozen(found);
}

function recording(reader: Reader, reads: Read[]): Reader {
  return {
    get: (kind, namespace, name) => {
      const found = reader.get(kind, namespace, name);
      reads.push({ kind, namespace, name, found });
      return found;
    },
    list: (kind, namespace) => {
      const found = reader.list(kind, namespace);
      reads.push({ kind, namespace, name: undefined, found });
      return found;
    },
  };
}

function stillHolds(reader: Reader, reads: readonly Read[]): boolean {
  for (const { kind, namespace, name, found } of reads) {
    if (name !== undefined) {
      if (reader.get(kind, namespace, name) !== found) return false;
    } else if (!areSame(found as readonly unknown[], reader.list(kind, namespace))) return false;
  }
  return true;
}

/** Whether both are the same objects in the same order. */
export function areSame(some: readonly unknown[], others: readonly unknown[]): boolean {
  if (some === others) return true;
  if (some.length !== others.length) return false;
  for (let index = 0; index < some.length; index++) if (some[index] !== others[index]) return false;
  return true;
}
