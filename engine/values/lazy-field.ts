/** What a field will be, and once it was read, what it is. */
interface Lazy {
  make: (() => unknown) | undefined;
  value: unknown;
}

const lazies = new WeakMap<object, Lazy>();

/** One for all, so that all such objects have one shape. */
const FIELD: PropertyDescriptor = {
  enumerable: true,
  get(this: object): unknown {
    const lazy = lazies.get(this);
    if (lazy?.make !== undefined) {
      lazy.value = lazy.make();
      lazy.make = undefined;
    }
    return lazy?.value;
  },
};

/**
 * A copy of the object whose `field` is made when it is first read, at the place it has among the others. Whoever reads,
 * copies, compares or serializes the object sees no difference. `make` must answer the same whenever it is called.
 */
export function withLazyField<T extends object, F extends keyof T & string>(
  object: T,
  field: F,
  make: () => T[F],
): T {
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(object) as (keyof T & string)[]) {
    if (key === field) Object.defineProperty(copy, key, FIELD);
    else copy[key] = object[key];
  }
  lazies.set(copy, { make, value: undefined });
  return copy as T;
}
