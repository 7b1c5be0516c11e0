import { isJson } from "../server/api.ts";

/** A JSON value as Go's `%#v` writes what it was decoded to. */
export function goSource(value: unknown): string {
  if (Array.isArray(value)) return `[]interface {}{${value.map(goSource).join(", ")}}`;
  if (isJson(value)) {
    const fields = Object.keys(value)
      .sort()
      .map((key) => `${JSON.stringify(key)}:${goSource(value[key])}`);
    return `map[string]interface {}{${fields.join(", ")}}`;
  }
  return value === null || value === undefined ? "interface {}(nil)" : JSON.stringify(value);
}
