/** What a field will be, and once it was read, what it is. */
interface Lazy {
  make: (() => unknown) | undefined;
  value: unknown;
}

/** Gives back what it is called with, so that who extends it puts its own private field on any object. */
function same(object: object): object {
  return object;
}
const Any = same as unknown as new (object: object) => object;

/** Keeps what a field will be on the object itself, where nobody sees it: neither a key nor an entry of a map. */
class Keeper extends Any {
  readonly #lazy: Lazy;

  constructor(object: object, lazy: Lazy) {
    super(object);
    this.#lazy = lazy;
  }

  static of(object: object): Lazy | undefined {
    return #lazy in object ? (object as Keeper).#lazy : undefined;
  }
}

/** One for all, so that all such objects have one shape. */
const FIELD: PropertyDescriptor = {
  enumerable: true,
  get(this: object): unknown {
    const lazy = Keeper.of(this);
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
  for (const key in object) {
    if (key === (field as string)) Object.defineProperty(copy, key, FIELD);
    else copy[key] = object[key];
  }
  return new Keeper(copy, { make, value: undefined }) as T;
}
