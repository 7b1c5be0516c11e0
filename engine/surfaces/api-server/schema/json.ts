/** A JSON object that came from a client: keys are read with `Object.hasOwn` and written with `setKey`. */
export type JsonObject = { readonly [key: string]: unknown };

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The object's own value of a key. */
export function own(object: JsonObject, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** Sets a key that a client chose: `__proto__` is a key like any other. */
export function setKey(object: object, key: string, value: unknown): void {
  Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
}

/** The object with a key set; without it when the value is `undefined`. */
export function withKey(object: JsonObject, key: string, value: unknown): JsonObject {
  const copy = { ...object };
  if (value === undefined) delete (copy as Record<string, unknown>)[key];
  else setKey(copy, key, value);
  return copy;
}
