import equal from "fast-deep-equal";
import type { FieldPath } from "../values/source.ts";
import type { FieldErrors } from "./field-errors.ts";

/** `ValidateImmutableField` of apimachinery: the field keeps the value that it was created with. */
export function immutable(value: unknown, before: unknown, path: FieldPath, errors: FieldErrors): void {
  if (!equal(value, before)) errors.invalid(path, value ?? null, "field is immutable");
}
